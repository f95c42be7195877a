/** SW05: the kinds of where. */
export const whereTable = {
  SW0501: {
    severity: "error",
    message: "unknown kind of where `{word}`",
    explanation:
      "The kinds are hard (the argmax switch of Sec. 3), soft beta 100 (the soft coordinates of Sec. 3.1) and none (plain upsampling, the paper's baseline).",
  },
  SW0502: {
    severity: "error",
    message: "a soft where needs its beta",
    explanation:
      "beta is the sharpness of the softmax over a pooling region: 0 would be mean pooling, a large one tends to the hard switch. The paper uses 100.",
  },
  SW0503: {
    severity: "error",
    message: "beta must be a positive, finite number, not {value}",
    explanation:
      "beta is the sharpness of the softmax over a pooling region (Sec. 3.1); at 0 the where would be the centre of every region.",
  },
  SW0504: {
    severity: "error",
    message: "a {kind} where takes no `{option}`",
    explanation: "Only the soft where has an option, its beta.",
  },
  SW0505: {
    severity: "error",
    message: "stage `{stage}` has no pooling, so it has no where",
    explanation:
      "The where of a stage is the place of each maximum in its pooling region. Without a pooling there is none.",
  },
  SW0506: {
    severity: "error",
    message: "stage `{stage}` has a second where",
    explanation: "A stage has one pooling and so one where; the first one counts.",
  },
  SW0507: {
    severity: "error",
    message: "unknown option `{word}` of a soft where",
    explanation: "The soft where has one option, beta.",
  },
} as const;
