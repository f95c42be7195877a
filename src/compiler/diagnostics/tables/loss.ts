/** SW04: the loss. */
import { spec } from "../example.js";

export const lossTable = {
  SW0401: {
    severity: "error",
    message: "unknown loss term `{word}`",
    explanation:
      "The terms are those of Eq. 1: NLL (classification), L2rec (reconstruction of the image) and L2M (reconstruction of the maps in between); " +
      "`L2*` sets the weights of L2rec and L2M together, and `reduce` chooses mean or sum.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2re 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0402: {
    severity: "error",
    message: "`{term}` needs {expected}",
    explanation:
      "Each term is followed by one weight, such as L2rec 0.5; L2M takes a stage in between, L2M top 0.1.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 0.5 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0403: {
    severity: "error",
    message: "the weight of {term} must not be negative, not {value}",
    explanation: "A negative weight would reward a large error, without bound.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec -1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0404: {
    severity: "error",
    message: "the weight of {term} must be a finite number, not {value}",
    explanation: "Weights are plain decimal numbers such as 1, 0.5 or 1e-3.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec Infinity }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0405: {
    severity: "error",
    message: "NLL needs a classifier",
    explanation:
      "NLL is the negative log-likelihood of the labels under the classifier's softmax. A model without classifier has no logits to take it from: " +
      "add a classifier, or train the auto-encoder alone with the L2 terms.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { NLL 1  L2rec 0.5 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        classifier { dense 10 }
        loss { NLL 1  L2rec 0.5 }
      }`,
  },
  SW0406: {
    severity: "warning",
    message: "{term} is always 0",
    explanation:
      "L2M compares the what of a stage with the decoder map that feeds its unpooling. The decoder starts from the what of the top stage, so there the two are the same " +
      "map, unless a dropout or a dense bottleneck lies between. The term is left out of the loss.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1  L2M 0.5 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0407: {
    severity: "error",
    message: "there is no stage `{name}`",
    explanation:
      "L2M takes the name of a stage of this model's encoder; the stages of the notation are called stage1, stage2 and so on.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 }  stage top { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1  L2M botom 0.1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 }  stage top { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1  L2M bottom 0.1 }
      }`,
  },
  SW0408: {
    severity: "error",
    message: "the weight of {term} is given twice",
    explanation:
      "Each term has one weight. `L2M top` may override `L2M`, which may override `L2*`, but no term overrides itself.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1  L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0409: {
    severity: "error",
    message: "`{term}` belongs to no stage",
    explanation: "Only L2M has one term per stage.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec bottom 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0410: {
    severity: "error",
    message: "`reduce` is mean or sum, not {found}",
    explanation:
      "The squared differences of a sample are averaged over its elements (mean, the default) or added up (sum, as Eq. 1 is printed). " +
      "For one term, the weight under mean is the weight under sum times the number of elements.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1  reduce average }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1  reduce mean }
      }`,
  },
  SW0411: {
    severity: "warning",
    message: "every weight of model `{model}` is 0: there is nothing to train",
    explanation:
      "Terms that are not mentioned have weight 0. At least one term should have a positive weight.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 0 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
} as const;
