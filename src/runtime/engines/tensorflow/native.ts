/** TensorFlow's sessions: graphs loaded from SavedModels and run by name of their values. */
import { availableParallelism } from "node:os";
import type { TensorValue } from "../engine.js";
import { loadBinding, type TensorflowBinding } from "./library/index.js";
import { tag } from "./savedModel/graphBuilder.js";
import { withSavedModelFolder } from "./savedModel/folders.js";

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

class BoundNative implements Native {
  readonly #binding: TensorflowBinding;

  constructor(
    binding: TensorflowBinding,
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
  readonly #binding: TensorflowBinding;
  readonly #session: number;

  constructor(binding: TensorflowBinding, session: number) {
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
        const data = binding.tensorDataSync(id) as Float32Array;
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
