/**
 * Loads the native binding of @tensorflow/tfjs-node into this process.
 *
 * None of the package's JavaScript is loaded: that would put itself in the place of any other TensorFlow.js in the process, for both
 * keep their backend in one global variable. So neither does it matter which Node that JavaScript can live with.
 */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { locateTensorflow, type TensorflowLocation } from "./locate.js";
import { bindingFile } from "./places.js";

/** What the native binding offers, as far as it is used. Tensors and sessions go by numbers. */
export interface TensorflowBinding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT64: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_TYPE: number;
  createTensor(shape: readonly number[], type: number, data: Float32Array): number;
  /** A copy of a tensor's numbers. */
  tensorDataSync(tensor: number): Float32Array | BigInt64Array;
  deleteTensor(tensor: number): void;
  /** Runs one kernel, by its name. */
  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): readonly { readonly id: number }[];
  loadSavedModel(folder: string, tags: string): number;
  /** Names are separated by commas. */
  runSavedModel(
    session: number,
    tensors: readonly number[],
    inputs: string,
    outputs: string,
  ): readonly { readonly id: number }[];
  deleteSavedModel(session: number): void;
  getNumOfTensors(): number;
  getNumOfSavedModels(): number;
}

/** An attribute of a kernel: `type` is one of the binding's TF_ATTR_… numbers, a type as `value` one of its TF_… numbers. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | readonly number[];
}

/** There is no native TensorFlow, or it cannot be loaded. The message says what to do. */
export class TensorflowUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TensorflowUnavailable";
  }
}

/**
 * Loads the binding, and TensorFlow with it.
 *
 * TensorFlow reads its settings from the environment while it loads, so they are set before, and calls after the first change
 * nothing. In a worker thread they would not be seen: there `process.env` is a copy that native code does not know.
 *
 * @param threads for the kernels of a graph, and within one
 * @throws TensorflowUnavailable where there is none, or it cannot be loaded
 */
export function loadBinding(
  threads: number = availableParallelism(),
  location: TensorflowLocation | undefined = locateTensorflow(),
): TensorflowBinding {
  const file = location === undefined ? undefined : bindingFile(location.path);
  if (location === undefined || file === undefined) {
    throw new TensorflowUnavailable(
      "the native TensorFlow library is not installed; this installs it: npx swwae setup tensorflow",
    );
  }
  process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "1"; // several times the speed of TensorFlow's own kernels
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "3";
  process.env["TF_NUM_INTRAOP_THREADS"] = `${threads}`;
  process.env["TF_NUM_INTEROP_THREADS"] ??= `${threads}`;
  try {
    return createRequire(import.meta.url)(file) as TensorflowBinding;
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split("\n", 1);
    throw new TensorflowUnavailable(
      `TensorFlow cannot be loaded from ${location.path}: ${reason}; ${remedies[location.kind]}`,
      { cause },
    );
  }
}

const remedies: Readonly<Record<TensorflowLocation["kind"], string>> = {
  private: "to build it again: npx swwae setup tensorflow --remove, then npx swwae setup tensorflow",
  npm: "to build another beside it: npx swwae setup tensorflow",
};
