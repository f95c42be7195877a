/** SW02: names, and what belongs where. */
import { spec } from "../example.js";

export const namesTable = {
  SW0201: {
    severity: "error",
    message: "unknown declaration `{word}`",
    explanation: "On the outermost level of a file only `model Name { … }` is declared.",
    wrong: spec`
      modle Digits {
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
  SW0202: {
    severity: "error",
    message: "unknown section `{word}`",
    explanation: "The sections of a model are input, encoder, classifier, where and loss.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        clasifier { dense 10 }
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
  SW0203: {
    severity: "error",
    message: "unknown layer `{word}`",
    explanation:
      "The layers are conv KxK channels, relu, pool PxQ, batchnorm, dropout rate and dense features. docs/language.md describes each.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  rellu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0204: {
    severity: "error",
    message: "`{part}` is no part of the paper's notation",
    explanation:
      "The parts are (C)Kc, a convolution with C maps and a K×K kernel (or (C)KxLc); Kp or KxLp, a pooling; Nfc, a fully connected " +
      "layer; bn, batch normalisation; Rdo, a dropout of rate R.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2q
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0205: {
    severity: "error",
    message: "the name `{name}` is given twice",
    explanation:
      "The name of a model names the functions that are generated for it, so each is used once in a file. Two names that differ only in " +
      "upper and lower case would be generated as one and count as the same.",
    wrong: spec`
      model Digits { input 28x28x1  encoder (8)3c-2p  loss { L2rec 1 } }
      model Digits { input 28x28x1  encoder (16)5c-2p  loss { L2rec 1 } }`,
    right: spec`
      model Digits { input 28x28x1  encoder (8)3c-2p  loss { L2rec 1 } }
      model DigitsWide { input 28x28x1  encoder (16)5c-2p  loss { L2rec 1 } }`,
  },
  SW0206: {
    severity: "error",
    message: "the stage name `{name}` is given twice",
    explanation:
      "A stage's name stands for its what, its where and its parameters, so each is used once in a model.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 }  stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 }  stage top { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0207: {
    severity: "error",
    message: "the model has a second `{section}`",
    explanation: "Each section is written once in a model. The first one counts.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where hard
        where hard
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where hard
        loss { L2rec 1 }
      }`,
  },
  SW0208: {
    severity: "error",
    message: "`{name}` cannot name a {what}: {why}",
    explanation:
      "Names are made of the letters A to Z, digits and _, and begin with a letter. The words of the loss section (NLL, L2rec, L2M, reduce) " +
      "cannot name a stage, since `L2M NLL 1` would be ambiguous.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage NLL { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0209: {
    severity: "error",
    message: "model `{model}` has no `{section}`",
    explanation:
      "A model needs its input, its encoder and its loss: input 28x28x1, encoder { … } and loss { … }. There is no default loss, since its " +
      "weights decide what the network learns.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2* 0.5 }
      }`,
  },
  SW0210: {
    severity: "error",
    message: "`{word}` does not belong {place}",
    explanation:
      "Layers stand in a stage, stages in the encoder, and a where either in a stage with a pooling or directly in the model.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { conv 3x3 8  relu  pool 2x2 }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2 } }
        loss { L2rec 1 }
      }`,
  },
  SW0211: {
    severity: "error",
    message: "the model has two classifiers",
    explanation:
      "The fully connected layers (fc) at the end of the notation are a classifier. Write it there, or as a section of its own, but not both.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        classifier { dense 10 }
        loss { NLL 1  L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p-10fc
        loss { NLL 1  L2rec 1 }
      }`,
  },
  SW0212: {
    severity: "error",
    message: "`{layer}` cannot stand in a classifier",
    explanation:
      "A classifier works on the flattened code: it is made of dense, relu, dropout and batchnorm. Convolutions and poolings belong to the encoder, " +
      "where the decoder can mirror them.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        classifier { conv 3x3 8  dense 10 }
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
} as const;
