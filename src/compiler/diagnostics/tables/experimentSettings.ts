/** SW08: the settings of experiments. */
import { spec } from "../example.js";

export const experimentSettingsTable = {
  SW0801: {
    severity: "error",
    message: "unknown setting `{word}`",
    explanation:
      "The settings of an experiment are model, data, labels, share, validation, mode, optimizer, clip, schedule, batch, epochs, stop, seeds, precision, augment and preprocess; docs/language.md describes each.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        ephocs 20
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        epochs 20
      }`,
  },
  SW0802: {
    severity: "error",
    message: "`{setting}` is given twice",
    explanation: "Several values of a setting are a list: epochs 10, 20.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        epochs 10
        epochs 20
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        epochs 10, 20
      }`,
  },
  SW0803: {
    severity: "error",
    message: "unknown {what} `{word}`",
    explanation: "The words that a setting takes are listed in docs/language.md.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        mode semisupervised
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        mode semi-supervised
      }`,
  },
  SW0804: {
    severity: "error",
    message: "`{setting}` lacks {expected}",
    explanation: "Every setting has a value behind its name, and so has every option but nesterov.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        batch
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        batch 100
      }`,
  },
  SW0805: {
    severity: "error",
    message: "{what} must be {expected}, not {value}",
    explanation: "A run with this value would fail, or do nothing.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        optimizer adam rate 0
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        optimizer adam rate 0.001
      }`,
  },
  SW0806: {
    severity: "error",
    message: "`{value}` is listed twice",
    explanation:
      "A sweep runs every cell once; a value that is listed again would run the same cells again. Ways to write the same count as one: Net and Net(X = 2), where 2 is the default of X.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        seeds 1..3, 2
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        seeds 1..3
      }`,
  },
  SW0807: {
    severity: "error",
    message: "experiment `{experiment}` has no `{setting}`",
    explanation:
      "An experiment says at least which model is trained on which data; everything else has a default.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
      }`,
  },
} as const;
