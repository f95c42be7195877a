/**
 * TensorFlow's sessions: graphs loaded from SavedModels and run by name of their values.
 *
 * Only the native binding of @tensorflow/tfjs-node is loaded, none of the package's JavaScript: that would put itself in the place
 * of any other TensorFlow.js in this process, for both keep their backend in one global variable.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { TensorValue } from "../engine.js";
import { locateTensorflow, TensorflowUnavailable } from "./library/index.js";
import { tag } from "./savedModel/graphBuilder.js";
import { withSavedModelFolder } from "./savedModel/folders.js";

/** What the native binding offers, as far as it is used: tensors and sessions go by numbers. */
interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_Version: string;
  createTensor(shape: readonly number[], type: number, data: Float32Array): number;
  /** A copy of a tensor's numbers. */
  tensorDataSync(tensor: number): Float32Array;
  deleteTensor(tensor: number): void;
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

/** TensorFlow, as it is in this process. */
export interface Native {
  readonly version: string;
  /** Threads that all sessions compute with; fixed when the library was loaded. */
  readonly threads: number;
  open(savedModel: Uint8Array): Session;
  /** Tensors and sessions that are held at the moment. */
  held(): { readonly tensors: number; readonly sessions: number };
}

/** A loaded graph, and the variables in it. */
export interface Session {
  /**
   * Computes values of the graph, once.
   *
   * @param feeds values of the graph that are given, by name; their arrays must not be touched by others during the call
   * @param fetches names of the values that are asked for
   */
  run(feeds: ReadonlyMap<string, TensorValue>, fetches: readonly string[]): Float32Array[];
  close(): void;
}

let loaded: Native | undefined;

/**
 * Loads TensorFlow, at the first call; the number of threads stays what it was then.
 *
 * @throws TensorflowUnavailable where there is none, or it cannot be loaded
 */
export function loadNative(threads: number = availableParallelism()): Native {
  loaded ??= new BoundNative(loadBinding(threads), threads);
  return loaded;
}

function loadBinding(threads: number): Binding {
  const location = locateTensorflow();
  if (location === undefined) {
    throw new TensorflowUnavailable(
      "the native TensorFlow library is not installed; this installs it: npx swwae setup tensorflow",
    );
  }
  // Read by the library while it loads. oneDNN's kernels are several times as fast as TensorFlow's own.
  process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "1";
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "3";
  process.env["TF_NUM_INTRAOP_THREADS"] = `${threads}`;
  process.env["TF_NUM_INTEROP_THREADS"] ??= `${threads}`;
  try {
    return createRequire(import.meta.url)(bindingIn(location.path)) as Binding;
  } catch (cause) {
    throw new TensorflowUnavailable(
      `TensorFlow cannot be loaded from ${location.path}; to build it again: npx swwae setup tensorflow --remove, then npx swwae setup tensorflow`,
      { cause },
    );
  }
}

/** The binding's file, of the newest version of Node-API for which the package has one. */
function bindingIn(folder: string): string {
  const files = [10, 9, 8, 7, 6, 5, 4, 3].map((version) =>
    join(folder, "lib", `napi-v${version}`, "tfjs_binding.node"),
  );
  return files.find((file) => existsSync(file)) ?? join(folder, "lib", "napi-v8", "tfjs_binding.node");
}

class BoundNative implements Native {
  readonly #binding: Binding;

  constructor(
    binding: Binding,
    readonly threads: number,
  ) {
    this.#binding = binding;
  }

  get version(): string {
    return this.#binding.TF_Version;
  }

  open(savedModel: Uint8Array): Session {
    const session = withSavedModelFolder(savedModel, (folder) => this.#binding.loadSavedModel(folder, tag));
    return new BoundSession(this.#binding, session);
  }

  held(): { readonly tensors: number; readonly sessions: number } {
    return { tensors: this.#binding.getNumOfTensors(), sessions: this.#binding.getNumOfSavedModels() };
  }
}

class BoundSession implements Session {
  readonly #binding: Binding;
  readonly #session: number;

  constructor(binding: Binding, session: number) {
    this.#binding = binding;
    this.#session = session;
  }

  run(feeds: ReadonlyMap<string, TensorValue>, fetches: readonly string[]): Float32Array[] {
    const binding = this.#binding;
    const inputs: number[] = [];
    try {
      for (const { shape, data } of feeds.values()) {
        inputs.push(binding.createTensor(shape, binding.TF_FLOAT, data));
      }
      const outputs = binding.runSavedModel(
        this.#session,
        inputs,
        [...feeds.keys()].map(withPosition).join(),
        fetches.map(withPosition).join(),
      );
      return outputs.map(({ id }) => {
        const data = binding.tensorDataSync(id);
        binding.deleteTensor(id);
        return data;
      });
    } finally {
      for (const input of inputs) binding.deleteTensor(input);
    }
  }

  close(): void {
    this.#binding.deleteSavedModel(this.#session);
  }
}

/** The binding wants every value with its position among the outputs of its node. */
function withPosition(name: string): string {
  return name.includes(":") ? name : `${name}:0`;
}
