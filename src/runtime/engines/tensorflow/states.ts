/**
 * States of the tensorflow engine: parameters, running statistics and moments between runs.
 *
 * A TensorFlow session has its own variables and shares them with no other, but several programs run on one state. So a state's
 * newest value lies where it was made: in this process' memory, or in the variables of the executable that updated it last. It is
 * fetched from there when another executable, or a reader, needs it; a long run of one program moves nothing.
 */
import type { Shape } from "../../graph/shape.js";
import type { EngineState, TensorValue } from "../engine.js";
import { checkStateValues, StateError } from "../states.js";

/** Something whose variables hold states. */
export interface Holder {
  /** What its variables of these names hold. */
  readVariables(names: readonly string[]): ReadonlyMap<string, Float32Array>;
}

interface Slot {
  readonly shape: Shape;
  /** Counts the changes of this state. */
  readonly version: number;
  /** Its value; undefined where it has not been fetched from its holder. */
  readonly data: Float32Array | undefined;
  /** Whose variables have it; undefined where no executable has updated it yet. */
  readonly holder: Holder | undefined;
}

export class TensorflowState implements EngineState {
  readonly #slots = new Map<string, Slot>();
  #disposed = false;

  constructor(values: ReadonlyMap<string, TensorValue>) {
    checkStateValues(values);
    for (const [name, { shape, data }] of values) {
      this.#slots.set(name, { shape, version: 0, data: data.slice(), holder: undefined });
    }
  }

  shapeOf(name: string): Shape | undefined {
    return this.#slot(name)?.shape;
  }

  /** How often a state has changed; undefined where there is none of this name. */
  versionOf(name: string): number | undefined {
    return this.#slot(name)?.version;
  }

  /** The values of states as they are now, fetched where they lie. They are only to be read. */
  values(names: readonly string[]): Map<string, TensorValue> {
    this.#fetch(names);
    const values = new Map<string, TensorValue>();
    for (const name of names) {
      const slot = this.#slot(name);
      if (slot?.data !== undefined) values.set(name, { shape: slot.shape, data: slot.data });
    }
    return values;
  }

  /** Says that a holder's variables have new values of states. */
  moveTo(holder: Holder, shapes: ReadonlyMap<string, Shape>): void {
    for (const [name, shape] of shapes) {
      const version = (this.#slot(name)?.version ?? 0) + 1;
      this.#slots.set(name, { shape, version, data: undefined, holder });
    }
  }

  /** Takes back what only a holder has, before its variables get other values or end. */
  takeFrom(holder: Holder): void {
    if (this.#disposed) return;
    const names = [...this.#slots].flatMap(([name, slot]) => (slot.holder === holder ? [name] : []));
    this.#fetch(names);
    for (const name of names) {
      const slot = this.#slot(name);
      if (slot !== undefined) this.#slots.set(name, { ...slot, holder: undefined });
    }
  }

  async read(): Promise<Map<string, TensorValue>> {
    this.#expectLive();
    const values = this.values([...this.#slots.keys()]);
    return new Map(
      [...values].map(([name, { shape, data }]) => [name, { shape: [...shape], data: data.slice() }]),
    );
  }

  async dispose(): Promise<void> {
    this.#slots.clear();
    this.#disposed = true;
  }

  #fetch(names: readonly string[]): void {
    const missing = new Map<Holder, string[]>();
    for (const name of names) {
      const slot = this.#slot(name);
      if (slot?.data !== undefined || slot?.holder === undefined) continue;
      missing.set(slot.holder, [...(missing.get(slot.holder) ?? []), name]);
    }
    for (const [holder, held] of missing) {
      for (const [name, data] of holder.readVariables(held)) {
        const slot = this.#slot(name);
        if (slot !== undefined) this.#slots.set(name, { ...slot, data });
      }
    }
  }

  #slot(name: string): Slot | undefined {
    this.#expectLive();
    return this.#slots.get(name);
  }

  #expectLive(): void {
    if (this.#disposed) throw new StateError("This state has been disposed of");
  }
}
