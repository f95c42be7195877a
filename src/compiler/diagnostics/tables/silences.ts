/** SW09: silences of warnings. */
import { spec } from "../example.js";

export const silencesTable = {
  SW0901: {
    severity: "warning",
    message: "this silence of {code} gives no reason",
    explanation:
      "A warning that somebody decided to live with is understood later only with the reason: // swwae-ignore SW0406 kept for the ablation.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        // swwae-ignore SW0406
        loss { L2rec 1  L2M 0.5 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        // swwae-ignore SW0406 kept for the ablation
        loss { L2rec 1  L2M 0.5 }
      }`,
  },
  SW0902: {
    severity: "warning",
    message: "this silences nothing: there is no {code} here",
    explanation:
      "A silence holds for the line behind it, or for its own line. Once the warning is gone, it can go too.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        // swwae-ignore SW0406 kept for the ablation
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0903: {
    severity: "error",
    message: "a silence needs the code of a warning, not {found}",
    explanation: "A silence names what it silences: // swwae-ignore SW0406 reason.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        // swwae-ignore
        loss { L2rec 1 }
      }`,
    right: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
  },
  SW0904: {
    severity: "error",
    message: "{code} is an error, which cannot be silenced",
    explanation: "Only warnings are matters of opinion.",
    wrong: spec`
      model Digits {
        input 28x28x1
        encoder (8)3c-2p
        // swwae-ignore SW0401 the name is newer
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
