/** Files of the package that a setup needs beside its own code, by their places in it. */
import { join } from "node:path";

export interface Resources {
  /** The source of the loader that goes in front of the binding. */
  readonly loader: string;
  /** The program that loads a TensorFlow and has it compute. */
  readonly selfCheck: string;
}

export function resourcesIn(packageFolder: string): Resources {
  return {
    loader: join(packageFolder, "dist/src/setup/tensorflow/native/quiet_loader.cc"),
    selfCheck: join(packageFolder, "dist/src/setup/tensorflow/selfCheck.js"),
  };
}
