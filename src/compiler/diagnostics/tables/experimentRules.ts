/** SW08, continued: what the settings of an experiment say together. */
import { spec } from "../example.js";

export const experimentRulesTable = {
  SW0808: {
    severity: "error",
    message: "the {mode} mode needs {what}, which `{model}` has not",
    explanation:
      "Supervised training keeps NLL alone, unsupervised training the reconstruction terms alone, semi-supervised training all terms (Sec. 4), and needs a classifier. Where a mode leaves nothing of the loss, there is nothing to train.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        mode supervised
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        mode unsupervised
      }`,
  },
  SW0809: {
    severity: "error",
    message: "`{model}` tells {classes} classes apart, {data} has {count}",
    explanation: "The classifier ends in one logit for each class of the data.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-9fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
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
  SW0810: {
    severity: "warning",
    message: "no label is read: the number of labels changes nothing",
    explanation:
      "Only NLL reads labels, and neither the unsupervised mode nor a model without classifier has it.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        labels 100
        mode unsupervised
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
        labels 100
        mode semi-supervised
      }`,
  },
  SW0811: {
    severity: "error",
    message: "the images of {data} arrive as {shape}, but `{model}` reads {input}",
    explanation:
      "The images pass the preprocessing, and a crop, before the model sees them; what arrives has the shape of its input. Of images behind a path, the size is known from the first `resize`, `pad` or `crop` on.",
    wrong: spec`
      model Digits {
        input 32x32x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
      }`,
    right: spec`
      model Digits {
        input 32x32x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        preprocess pad 32x32, scale
      }`,
  },
  SW0812: {
    severity: "error",
    message: "`{step}` is {how} than the image, {image}",
    explanation:
      "A padding adds to the image, and a crop takes a part of it. `resize` makes an image of any size of any other.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        preprocess pad 20x20, scale
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
        preprocess pad 28x28, scale
      }`,
  },
  SW0813: {
    severity: "error",
    message: "a warm-up of {warmup} epochs leaves nothing of {epochs}",
    explanation: "The rate rises while warming up; some epochs must be left to train at it.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        schedule cosine warmup 5
        epochs 5
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
        schedule cosine warmup 1
        epochs 5
      }`,
  },
  SW0814: {
    severity: "error",
    message: "the sweep has more than {limit} cells",
    explanation: "Every list multiplies the number of cells. Split the experiment, or shorten its lists.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        seeds 1..2000
        epochs 1, 2, 3, 4, 5, 6
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
        seeds 1..20
        epochs 1, 2, 3, 4, 5, 6
      }`,
  },
  SW0815: {
    severity: "warning",
    message: "nesterov changes nothing without a momentum",
    explanation: "Nesterov's step looks ahead along the momentum.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        optimizer sgd rate 0.1 nesterov
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
        optimizer sgd rate 0.1 momentum 0.9 nesterov
      }`,
  },
  SW0816: {
    severity: "error",
    message: "`{option}` is no option of {kind}",
    explanation:
      "adam and adamw take rate, decay, beta1 and beta2; sgd takes rate, decay, momentum and nesterov. A step schedule takes every and factor, and every schedule a warmup.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        optimizer adam momentum 0.9
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
        optimizer sgd momentum 0.9
      }`,
  },
  SW0817: {
    severity: "warning",
    message: "the semi-supervised mode finds no {what} in `{model}`, which learns from {rest} alone",
    explanation:
      "Semi-supervised training learns from labels and from reconstructions (Sec. 4). A weight of 0 takes one of the two away, and then the other mode says what happens. In a sweep over weights that begins at 0, as in Fig. 5, other models of the experiment have both, and nothing is warned of.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2* 0 }
      }
      experiment Table {
        model Digits
        data mnist
        mode semi-supervised
      }`,
    right: spec`
      model Digits(lambda: number = 1) {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2* (lambda) }
      }
      experiment Table {
        model Digits(lambda = 0, 0.5, 1)
        data mnist
        mode semi-supervised
      }`,
  },
  SW0818: {
    severity: "error",
    message: "a comma is missing before `{entry}`, one more value of `{setting}`",
    explanation:
      "Several values of a setting are a list, and the steps of augment and preprocess are one too: commas stand between them.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        epochs 10 20
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
  SW0819: {
    severity: "error",
    message: "`{setting}` cannot stand in `quick`",
    explanation:
      "`quick` says which settings of the experiment its small version changes. To which study it belongs, and how it is made smaller, is said once, by the experiment itself.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
        quick { study few-labels  epochs 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        study few-labels
        model Digits
        data mnist
        quick { epochs 1 }
      }`,
  },
  SW0820: {
    severity: "error",
    message: "there is no experiment `{name}` in this file",
    explanation:
      "An experiment takes over the settings of another one of its file. Models may be taken from other files, with `use`; experiments are not.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
      }
      experiment Longer extends Tabel { epochs 50 }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
      }
      experiment Longer extends Table { epochs 50 }`,
  },
  SW0821: {
    severity: "error",
    message: "the experiment `{name}` extends itself",
    explanation: "An experiment takes over what another one says; a circle has no beginning.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table extends Longer {
        model Digits
        data mnist
      }
      experiment Longer extends Table { epochs 50 }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }
      experiment Table {
        model Digits
        data mnist
      }
      experiment Longer extends Table { epochs 50 }`,
  },
} as const;
