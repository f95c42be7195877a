/** SW03: shapes, sizes and the order of layers. */
import { spec } from "../example.js";

export const shapesTable = {
  SW0301: {
    severity: "error",
    message: "`{layer}` takes {expected}",
    explanation:
      "conv 5x5 64 takes a kernel size and a number of channels, pool 2x2 the size of a region, dropout 0.5 a rate, dense 10 a number of " +
      "features; relu and batchnorm take nothing.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0302: {
    severity: "error",
    message: "`{text}` is no {expected}",
    explanation:
      "A count is written 64, a size 5x5 (height, then width), a shape 28x28x1 (height, width, channels).",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3X3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0303: {
    severity: "error",
    message: "{what} must be at least 1, not {value}",
    explanation: "Sizes, channels and features count things that exist.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 0  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0304: {
    severity: "error",
    message: "{what} must be a whole number, not {value}",
    explanation: "Sizes, channels and features count pixels, maps and numbers; there is no half one.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 7.5  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0305: {
    severity: "error",
    message: "{what} must be at most {limit}, not {value}",
    explanation:
      "No size, number of channels or number of features may exceed 65,536. The limit keeps every product of sizes exact; it is far beyond what trains.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 80000  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 80  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0306: {
    severity: "error",
    message: "{what} would hold {count} numbers, more than {limit}",
    explanation:
      "One map of one sample, or one kernel, may hold 2^28 numbers (a gibibyte in 32-bit floats). A larger one is a slip of a digit far more often than a wish.",
    wrong: spec`
      model Digits {
        input 28000x28000x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0307: {
    severity: "error",
    message: "`{layer} {size}` needs a size with two numbers",
    explanation:
      "Kernels and pooling regions are written height x width, 5x5, also where both are the same. Only the paper's notation shortens them, (64)5c.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0308: {
    severity: "error",
    message: "the dropout rate must lie in [0, 1), not {value}",
    explanation:
      "The rate is the probability that a number is dropped; what is kept is scaled by 1/(1 − rate), so a rate of 1 would divide by zero.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2  dropout 50 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2  dropout 0.5 } }
        loss { L2rec 1 }
      }`,
  },
  SW0309: {
    severity: "error",
    message: "`{layer}` cannot follow a dense layer",
    explanation:
      "A dense layer turns the map into a vector, which has no height and width left to convolve or pool. Convolutional stages come first, dense ones on top.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage code { dense 32  relu }  stage top { conv 3x3 8 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8 }  stage code { dense 32  relu } }
        loss { L2rec 1 }
      }`,
  },
  SW0310: {
    severity: "error",
    message: "`{layer}` stands after the stage's pooling",
    explanation:
      "A stage ends with its pooling, which splits its map into what and where (Fig. 1b); only one dropout may follow it, on the way to the next stage. " +
      "Whatever comes after the pooling belongs to the next stage.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  pool 2x2  relu } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0311: {
    severity: "error",
    message: "{what} is empty",
    explanation: "An encoder has at least one stage, a stage at least one layer.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder {  }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0312: {
    severity: "error",
    message: "pool {size} leaves nothing of a {map} map",
    explanation:
      "Pooling regions do not overlap and only whole ones count: a map of height H pooled by P has floor(H/P) rows left. A region larger than the map leaves none.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 32x32 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 14x14 } }
        loss { L2rec 1 }
      }`,
  },
  SW0313: {
    severity: "error",
    message: "the classifier must end in a dense layer, not in `{layer}`",
    explanation:
      "The last layer of the classifier gives the logits, one number per class, from which the softmax of the NLL is taken. A ReLU or a dropout after it would distort them.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        classifier { dense 10  relu }
        loss { NLL 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        classifier { dense 10 }
        loss { NLL 1 }
      }`,
  },
  SW0314: {
    severity: "error",
    message: "`{layer}` cannot stand in a {kind} stage",
    explanation:
      "A stage is either convolutional (conv, pool) or dense, so that its decoder is the same in reverse. Mixed layers are split into two stages.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  dense 32 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu }  stage code { dense 32 } }
        loss { L2rec 1 }
      }`,
  },
  SW0315: {
    severity: "error",
    message: "the input is height x width x channels, not {found}",
    explanation: "A grey image of 28 by 28 pixels is 28x28x1, a coloured one of 32 by 32 pixels is 32x32x3.",
    wrong: spec`
      model Digits {
        input 28x28
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
} as const;
