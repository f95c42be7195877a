/** SW013: spellings of other languages, which are understood and shown as they are written here. */
import { spec } from "../example.js";

export const habitsTable = {
  SW0130: {
    severity: "error",
    message: "a comment begins with `//`, not with `{mark}`",
    explanation:
      "Comments run from // to the end of the line, or from /* to */. Lines of /// before a model or a stage are its documentation.",
    wrong: spec`
      # The smallest network.
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    right: spec`
      // The smallest network.
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0131: {
    severity: "error",
    message: "this is written `{written}` here",
    explanation:
      'A layer is a word and its values behind it, without parentheses, names or commas: conv 5x5 64 is Conv2D(64, (5, 5), padding="same"). Stride and ' +
      "padding of a convolution are always 1 and 'same', a pooling's stride is its size, and an activation is a layer of its own. A loss is a list of terms, each " +
      "followed by its weight.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { Conv2D(8, (3, 3), activation="relu")  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0132: {
    severity: "error",
    message: "a size is joined by `x`: `{written}`",
    explanation:
      "Sizes are joined by the letter x, without spaces: height x width for kernels and poolings, 5x5, and height x width x channels for the input, " +
      "28x28x1.",
    wrong: spec`
      model Digits {
        input (28, 28, 1)
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
  SW0133: {
    severity: "error",
    message: "the block of `{block}` stands in braces",
    explanation:
      "Every block begins with { and ends with }. Line breaks and indentation mean nothing, and neither brackets nor a colon open a block.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss L2rec 1
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0134: {
    severity: "error",
    message: "a number is written with a point: `{written}`",
    explanation: "Numbers are plain decimals with a point: 0.5, not 0,5 or 50% or 1/2.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2  dropout 50% } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2  dropout 0.5 } }
        loss { L2rec 1 }
      }`,
  },
  SW0135: {
    severity: "error",
    message: "`{found}` has no place in a spec",
    explanation:
      "A spec says what the network is, and no more than that: flattening, the softmax of the logits and the whole decoder follow from it. How it is " +
      "trained is told to swwae train.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        classifier { Flatten()  dense 10 }
        loss { NLL 1  L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        classifier { dense 10 }
        loss { NLL 1  L2rec 1 }
      }`,
  },
} as const;
