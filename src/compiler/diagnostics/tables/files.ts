/** SW07: files that use each other. */
import { spec } from "../example.js";

export const filesTable = {
  SW0701: {
    severity: "error",
    message: "cannot read {path}: {why}",
    explanation: "The path of a `use` counts from the folder of the file that says it.",
    wrong: spec`
      use Net from "./nets.swwae"
      model Soft extends Net {
        where none
      }`,
    right: spec`
      use Net from "./net.swwae"
      model Soft extends Net {
        where none
      }`,
    files: {
      "net.swwae": spec`
      model Net {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    },
  },
  SW0702: {
    severity: "error",
    message: "`{path}` is no path of a spec: {why}",
    explanation:
      "Paths are relative and written with forward slashes, so that a spec means the same on every machine.",
    wrong: spec`
      use Net from "net.swwae"
      model Soft extends Net {
        where none
      }`,
    right: spec`
      use Net from "./net.swwae"
      model Soft extends Net {
        where none
      }`,
    files: {
      "net.swwae": spec`
      model Net {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    },
  },
  SW0703: {
    severity: "error",
    message: "{path} uses this file, in a circle",
    explanation:
      "Of two files that use each other, neither could be read first. Move what both need to a third.",
    wrong: spec`
      use Net from "./example.swwae"
      model Soft extends Net {
        where none
      }`,
    right: spec`
      use Net from "./base.swwae"
      model Soft extends Net {
        where none
      }`,
    files: {
      "base.swwae": spec`
      model Net {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    },
  },
  SW0704: {
    severity: "error",
    message: "{file} declares no model `{name}`",
    explanation: "A file gives what it declares, and what it uses itself.",
    wrong: spec`
      use Nett as Net from "./net.swwae"
      model Soft extends Net {
        where none
      }`,
    right: spec`
      use Net from "./net.swwae"
      model Soft extends Net {
        where none
      }`,
    files: {
      "net.swwae": spec`
      model Net {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    },
  },
  SW0706: {
    severity: "warning",
    message: "nothing needs `{name}`",
    explanation: "A used model serves as the base of a model, or in an experiment.",
    wrong: spec`
      use Net from "./net.swwae"
      model Soft {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    right: spec`
      use Net from "./net.swwae"
      model Soft extends Net {
        where none
      }`,
    files: {
      "net.swwae": spec`
      model Net {
        input 28x28x1
        encoder (8)3c-2p
        loss { L2rec 1 }
      }`,
    },
  },
} as const;
