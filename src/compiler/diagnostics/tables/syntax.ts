/** SW01: what the lexer and the parser find. */
import { spec } from "../example.js";

export const syntaxTable = {
  SW0101: {
    severity: "error",
    message: "unexpected {what}",
    explanation:
      "A character that the language does not use. Specs are made of words, numbers, sizes such as 5x5, the braces { }, " +
      "the parentheses and dashes of the paper's notation, and comments. There are no commas, semicolons, colons or quotes: " +
      "the parts of a spec are separated by white space alone.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1; }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0102: {
    severity: "error",
    message: "expected {expected}, found {found}",
    explanation:
      "The text cannot be read on from here. The message says what could stand at this place; the part of the spec around it is " +
      "left out of the further checks, so that one slip does not lead to more errors.",
    wrong: spec`
      model {
        input 28x28x1
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
  SW0103: {
    severity: "error",
    message: "`{block}` is not closed: expected `}`, found {found}",
    explanation:
      "Every `{` needs its `}`. The error stands where the closing brace is missed first; the block may have to end earlier.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0104: {
    severity: "error",
    message: "this comment never ends",
    explanation: "A comment that begins with /* ends at the next */. Comments do not nest.",
    wrong: spec`
      /* The smallest network
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    right: spec`
      /* The smallest network */
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0105: {
    severity: "error",
    message: "{found} stands outside of every model",
    explanation:
      "A file holds models and nothing else. Often a `}` too many has closed the model before its end.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0106: {
    severity: "error",
    message: "the parts of the notation are joined by `-`",
    explanation:
      "The paper writes an encoder as one word, (64)5c-2p-(64)3c-2p-10fc. Two parts without a dash between them are a slip.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c 2p
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0107: {
    severity: "error",
    message: "`{word}` is a word of the language and cannot be a name",
    explanation:
      "The words model, input, encoder, stage, classifier, where and loss begin a part of a spec. Names of models and stages are other words.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage encoder { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0108: {
    severity: "error",
    message: "blocks are nested more than {limit} deep",
    explanation:
      "A spec needs three levels of braces: model, encoder, stage. Far deeper nesting is not read at all.",
    wrong: `model Digits ${"{".repeat(65)}${"}".repeat(65)}`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
} as const;
