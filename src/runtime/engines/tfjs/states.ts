/** States as tfjs tensors: parameters, running statistics and moments between runs. */
import * as tf from "@tensorflow/tfjs-core";
import type { Shape } from "../../graph/shape.js";
import type { EngineState, TensorValue } from "../engine.js";
import { StateError } from "../states.js";

export class TfjsState implements EngineState {
  readonly #tensors = new Map<string, tf.Tensor>();
  #disposed = false;

  constructor(values: ReadonlyMap<string, TensorValue>) {
    for (const [name, { shape, data }] of values) {
      // A copy: tfjs keeps the array that it is given.
      this.#tensors.set(name, tf.keep(tf.tensor(data.slice(), [...shape], "float32")));
    }
  }

  /** The tensor of a state; undefined where there is none. Throws a StateError after `dispose`. */
  get(name: string): tf.Tensor | undefined {
    if (this.#disposed) throw new StateError("This state has been disposed of");
    return this.#tensors.get(name);
  }

  shapeOf(name: string): Shape | undefined {
    return this.get(name)?.shape;
  }

  /** Puts `value` in the place of a state, and frees what was there. */
  replace(name: string, value: tf.Tensor): void {
    this.get(name)?.dispose();
    this.#tensors.set(name, tf.keep(value));
  }

  async read(): Promise<Map<string, TensorValue>> {
    if (this.#disposed) throw new StateError("This state has been disposed of");
    return new Map(
      [...this.#tensors].map(([name, tensor]) => [
        name,
        { shape: tensor.shape, data: Float32Array.from(tensor.dataSync()) },
      ]),
    );
  }

  async dispose(): Promise<void> {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
    this.#disposed = true;
  }
}
