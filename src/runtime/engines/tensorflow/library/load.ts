/**
 * Loads the native TensorFlow into this process, once, and makes sure that it is what computes.
 *
 * The library reads its settings from the environment while it loads, so they are set before. In a worker thread that does not
 * help: there `process.env` is a copy that native code never sees.
 */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { locateTensorflow, type TensorflowLocation } from "./locate.js";
import { backendOf, type Tensorflow } from "./tensorflow.js";

/** There is no native TensorFlow, or it cannot be loaded. The message says what to do. */
export class TensorflowUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TensorflowUnavailable";
  }
}

export interface LoadOptions {
  /** Threads within one kernel: TF_NUM_INTRAOP_THREADS of the environment where absent, or else all cores. */
  readonly threads?: number;
  /** Which library to load; {@link locateTensorflow} where absent. */
  readonly location?: TensorflowLocation;
}

const backendName = "tensorflow";

let loaded: { readonly tf: Promise<Tensorflow>; readonly threads: number } | undefined;

/**
 * The native library, loaded at the first call.
 *
 * @throws TensorflowUnavailable where none is found, where it cannot be loaded, and where this process has it already with another
 *   number of threads: that number is fixed while it loads.
 */
export async function loadTensorflow(options: LoadOptions = {}): Promise<Tensorflow> {
  if (loaded === undefined) {
    const threads = options.threads ?? threadsOfEnvironment() ?? availableParallelism();
    const tf = load(options.location ?? locateTensorflow(), threads);
    loaded = { tf, threads };
    // A failure is not kept: the library may be set up meanwhile.
    tf.catch(() => (loaded = undefined));
    return tf;
  }
  if (options.threads !== undefined && options.threads !== loaded.threads) {
    throw new TensorflowUnavailable(
      `TensorFlow was loaded into this process for ${count(loaded.threads)}, and can no longer be given ${options.threads}`,
    );
  }
  return loaded.tf;
}

async function load(location: TensorflowLocation | undefined, threads: number): Promise<Tensorflow> {
  if (location === undefined) {
    throw new TensorflowUnavailable(
      "the native TensorFlow library is not installed; this installs it: npx swwae setup tensorflow",
    );
  }
  process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "1"; // several times the speed of TensorFlow's own kernels
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "3";
  process.env["TF_NUM_INTRAOP_THREADS"] = String(threads);
  const require = createRequire(join(location.path, "package.json"));
  replaceRemovedFunction(require);
  try {
    const tf = require(location.path) as Tensorflow;
    await tf.ready();
    expectBackend(tf);
    withoutInt64Warning(tf);
    return tf;
  } catch (error) {
    throw new TensorflowUnavailable(
      `TensorFlow cannot be loaded from ${location.path}: ${firstLine(error)}; ${remedies[location.kind]}`,
      { cause: error },
    );
  }
}

const remedies: Readonly<Record<TensorflowLocation["kind"], string>> = {
  private: "to build it again: npx swwae setup tensorflow --remove, then npx swwae setup tensorflow",
  npm: "to build another beside it: npx swwae setup tensorflow",
};

/**
 * Where the native backend does not come up, tfjs goes on with plain JavaScript and a message on the console, thousands of times
 * slower. So it is asked, by way of a product, what computes.
 */
function expectBackend(tf: Tensorflow): void {
  const product = tf.tidy(() => tf.matMul([[2]], [[3]]).dataSync()[0]);
  if (tf.getBackend() !== backendName || product !== 6) {
    throw new Error(`the backend "${tf.getBackend()}" answers instead of "${backendName}"`);
  }
}

/** tfjs-node calls `util.isNullOrUndefined`, which Node 22 warns of and Node 23 no longer has. */
function replaceRemovedFunction(require: NodeJS.Require): void {
  const util = require("node:util") as Record<string, unknown>;
  util["isNullOrUndefined"] = (value: unknown) => value === null || value === undefined;
}

interface OutputMaker {
  createOutputTensor(metadata: { readonly dtype: number }): unknown;
}

/** Every 64-bit output (the switches of a pooling) would print a warning; only that one is kept back. */
function withoutInt64Warning(tf: Tensorflow): void {
  const backend = backendOf(tf);
  const int64 = backend.binding.TF_INT64;
  const maker = backend as unknown as OutputMaker;
  const make = maker.createOutputTensor.bind(backend);
  maker.createOutputTensor = (metadata) => {
    if (metadata.dtype !== int64) return make(metadata);
    const warn = console.warn;
    console.warn = () => undefined;
    try {
      return make(metadata);
    } finally {
      console.warn = warn;
    }
  };
}

function threadsOfEnvironment(): number | undefined {
  const threads = Number(process.env["TF_NUM_INTRAOP_THREADS"]);
  return Number.isInteger(threads) && threads > 0 ? threads : undefined;
}

function count(threads: number): string {
  return threads === 1 ? "1 thread" : `${threads} threads`;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0]?.trim() ?? "";
}
