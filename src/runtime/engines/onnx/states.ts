/** States of the engines on ONNX Runtime: parameters, running statistics and moments between runs, as its tensors. */
import type { Tensor as OrtTensor } from "onnxruntime-common";
import type { Shape } from "../../graph/shape.js";
import type { EngineState, TensorValue } from "../engine.js";
import { checkStateValues, StateError } from "../states.js";
import { floats, type Ort } from "./ort.js";

export class OnnxState implements EngineState {
  readonly #tensors = new Map<string, OrtTensor>();
  #disposed = false;

  constructor(
    /** The build of ONNX Runtime that the tensors belong to. */
    readonly ort: Ort,
    values: ReadonlyMap<string, TensorValue>,
  ) {
    checkStateValues(values);
    for (const [name, { shape, data }] of values) {
      this.#tensors.set(name, new ort.Tensor("float32", data.slice(), shape));
    }
  }

  /** The tensor of a state; undefined where there is none. Throws a StateError after `dispose`. */
  get(name: string): OrtTensor | undefined {
    this.#expectLive();
    return this.#tensors.get(name);
  }

  shapeOf(name: string): Shape | undefined {
    return this.get(name)?.dims;
  }

  replace(name: string, tensor: OrtTensor): void {
    this.#tensors.set(name, tensor);
  }

  async read(): Promise<Map<string, TensorValue>> {
    this.#expectLive();
    return new Map(
      [...this.#tensors].map(([name, tensor]) => [
        name,
        { shape: [...tensor.dims], data: floats(tensor).slice() },
      ]),
    );
  }

  async dispose(): Promise<void> {
    this.#tensors.clear();
    this.#disposed = true;
  }

  #expectLive(): void {
    if (this.#disposed) throw new StateError("This state has been disposed of");
  }
}
