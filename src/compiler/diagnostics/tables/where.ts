/** SW05: the kinds of where. */
import { spec } from "../example.js";

export const whereTable = {
  SW0501: {
    severity: "error",
    message: "unknown kind of where `{word}`",
    explanation:
      "The kinds are hard (the argmax switch of Sec. 3), soft beta 100 (the soft coordinates of Sec. 3.1), none (plain upsampling, the paper's baseline) and map (the whole map goes across, as in Ladder networks).",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where harrd
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
  SW0502: {
    severity: "error",
    message: "a soft where needs its beta",
    explanation:
      "beta is the sharpness of the softmax over a pooling region: 0 would be mean pooling, a large one tends to the hard switch. The paper uses 100.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where soft
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where soft beta 100
        loss { L2rec 1 }
      }`,
  },
  SW0503: {
    severity: "error",
    message: "beta must be a positive, finite number, not {value}",
    explanation:
      "beta is the sharpness of the softmax over a pooling region (Sec. 3.1); at 0 the where would be the centre of every region.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where soft beta 0
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where soft beta 100
        loss { L2rec 1 }
      }`,
  },
  SW0504: {
    severity: "error",
    message: "a {kind} where takes no `{option}`",
    explanation: "Only the soft where has an option, its beta.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where hard beta 100
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
  SW0505: {
    severity: "error",
    message: "stage `{stage}` has no pooling, so it has no where",
    explanation:
      "The where of a stage is the place of each maximum in its pooling region. Without a pooling there is none.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  where hard } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2  where hard } }
        loss { L2rec 1 }
      }`,
  },
  SW0506: {
    severity: "error",
    message: "stage `{stage}` has a second where",
    explanation: "A stage has one pooling and so one where; the first one counts.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2  where hard  where none } }
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder { stage bottom { conv 3x3 8  relu  pool 2x2  where hard } }
        loss { L2rec 1 }
      }`,
  },
  SW0507: {
    severity: "error",
    message: "unknown option `{word}` of a soft where",
    explanation: "The soft where has one option, beta.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where soft bta 100
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        where soft beta 100
        loss { L2rec 1 }
      }`,
  },
} as const;
