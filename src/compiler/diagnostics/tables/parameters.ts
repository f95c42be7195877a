/** SW06: parameters, arithmetic, repeat and extends. */
import { spec } from "../example.js";

export const parametersTable = {
  SW0601: {
    severity: "error",
    message: "there is no parameter `{name}`",
    explanation:
      "A name in parentheses is a parameter of the model in whose text it stands: model Net(X: int = 2). Models that are extended keep their parameters to themselves.",
    wrong: spec`
      model Digits(maps: int = 8) {
        input 28x28x1
        encoder { stage bottom { conv 3x3 (map)  relu  pool (maps)x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits(maps: int = 8) {
        input 28x28x1
        encoder { stage bottom { conv 3x3 (maps)  relu  pool (maps)x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0602: {
    severity: "error",
    message: "the parameter name `{name}` is given twice",
    explanation: "Every parameter of a model has a name of its own; the first one counts.",
    wrong: spec`
      model Digits(X: int = 2, X: int = 3) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }`,
  },
  SW0603: {
    severity: "error",
    message: "parameter `{name}` needs a type: int, number or where",
    explanation:
      "An int is a whole number, a number may have a fraction, a where is hard, soft beta 100, none or map.",
    wrong: spec`
      model Digits(X = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }`,
  },
  SW0604: {
    severity: "error",
    message: "`{name}` takes a {type}, not {found}",
    explanation:
      "A default and an argument have the type that the parameter says: int is a whole number, number any finite one, where a kind of where.",
    wrong: spec`
      model Digits(X: int = 2.5) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits(X: int = 3) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }`,
  },
  SW0605: {
    severity: "error",
    message: "{left} / {right} leaves a remainder",
    explanation:
      "Sizes are whole, so whole numbers are divided exactly or not at all: a result that was rounded in silence would be a net that nobody wrote. Numbers with a point, 3.0 / 2, are divided as usual.",
    wrong: spec`
      model Digits(C: int = 9) {
        input 28x28x1
        encoder (C / 2)3c-2p
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits(C: int = 8) {
        input 28x28x1
        encoder (C / 2)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0606: {
    severity: "error",
    message: "this arithmetic has no finite result",
    explanation: "A division by 0, or a number too large to be exact.",
    wrong: spec`
      model Digits(C: int = 8) {
        input 28x28x1
        encoder (C / 0)3c-2p
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits(C: int = 8) {
        input 28x28x1
        encoder (C / 2)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0607: {
    severity: "error",
    message: "`{name}` is of type {type} and cannot be {place}",
    explanation:
      "Parameters of type int and number stand in arithmetic, those of type where behind the word where.",
    wrong: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        where X
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits(X: int = 2, w: where = none) {
        input 28x28x1
        encoder (8)3c-(X)p
        where w
        loss { L2rec 1 }
      }`,
  },
  SW0608: {
    severity: "error",
    message: "`{model}` has no parameter `{name}`",
    explanation: "Arguments are given to parameters of the model: Net(X = 2) needs model Net(X: int).",
    wrong: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }
      experiment Sweep { model Digits(x = 4)  data mnist }`,
    right: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }
      experiment Sweep { model Digits(X = 4)  data mnist }`,
  },
  SW0609: {
    severity: "error",
    message: "`{model}` needs a value for `{name}`",
    explanation: "A parameter without a default gets its value wherever the model is used.",
    wrong: spec`
      model Digits(X: int) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }
      experiment Sweep { model Digits  data mnist }`,
    right: spec`
      model Digits(X: int) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }
      experiment Sweep { model Digits(X = 4)  data mnist }`,
  },
  SW0610: {
    severity: "error",
    message: "the argument `{name}` is given twice",
    explanation: "Several values of one parameter are a list: Net(X = 2, 4).",
    wrong: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }
      experiment Sweep { model Digits(X = 4, X = 8)  data mnist }`,
    right: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }
      experiment Sweep { model Digits(X = 4, 8)  data mnist }`,
  },
  SW0611: {
    severity: "error",
    message: "the arguments of `{model}` have names",
    explanation: "Which parameter a value is for is always said: Net(X = 2).",
    wrong: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }
      experiment Sweep { model Digits(4)  data mnist }`,
    right: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }
      experiment Sweep { model Digits(X = 4)  data mnist }`,
  },
  SW0612: {
    severity: "error",
    message: "`repeat` takes a whole number of at least 1, not {found}",
    explanation: "repeat 3 { … } stands for its block three times.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { repeat 0 { stage part { conv 3x3 8  relu  pool 2x2 } } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { repeat 2 { stage part { conv 3x3 8  relu  pool 2x2 } } }
        loss { L2rec 1 }
      }`,
  },
  SW0613: {
    severity: "error",
    message: "the repeats of this model make more than {limit} layers",
    explanation: "The limit keeps a slip of the pen from filling the memory.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage part { repeat 5000 { conv 3x3 8  relu } } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage part { repeat 5 { conv 3x3 8  relu } } }
        loss { L2rec 1 }
      }`,
  },
  SW0614: {
    severity: "error",
    message: "there is no model `{name}`",
    explanation: 'A model is declared in the file, or used from another: use Net from "./net.swwae".',
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }
      model Soft extends Digit { where soft beta 100 }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }
      model Soft extends Digits { where soft beta 100 }`,
  },
  SW0615: {
    severity: "error",
    message: "`{name}` extends itself",
    explanation: "A model takes over what its base says; a circle has no beginning.",
    wrong: spec`
      model Digits extends Digits {
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
  SW0616: {
    severity: "warning",
    message: "nothing reads the parameter `{name}`",
    explanation:
      "Giving it another value changes nothing. Parameters stand in parentheses, and those of type where behind the word where.",
    wrong: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits(X: int = 2) {
        input 28x28x1
        encoder (8)3c-(X)p
        loss { L2rec 1 }
      }`,
  },
  SW0617: {
    severity: "error",
    message: "the number `{name}` stands in parentheses",
    explanation:
      "A word on its own would be a layer, a stage or a section; in parentheses it is a number: pool (X)x(X), dense (2*N).",
    wrong: spec`
      model Digits(N: int = 16) {
        input 28x28x1
        encoder { stage bottom { dense N  relu } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits(N: int = 16) {
        input 28x28x1
        encoder { stage bottom { dense (N)  relu } }
        loss { L2rec 1 }
      }`,
  },
} as const;
