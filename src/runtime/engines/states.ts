/** What every engine checks of states: their sizes when they come in, and that a program finds those that it needs. */
import type { Program } from "../graph/program.js";
import { countOf, formatShape, sameShape, type Shape } from "../graph/shape.js";
import type { TensorValue } from "./engine.js";

/** Thrown where states do not fit their shapes or the program that runs on them. */
export class StateError extends Error {
  override readonly name = "StateError";
}

/** Asserts that every value has as many numbers as its shape says. Throws a StateError otherwise. */
export function checkStateValues(values: ReadonlyMap<string, TensorValue>): void {
  for (const [name, { shape, data }] of values) {
    const count = countOf(shape);
    if (data.length !== count) {
      throw new StateError(
        `The state ${name} ${formatShape(shape)} takes ${count} numbers, not ${data.length}`,
      );
    }
  }
}

/**
 * Asserts that a program finds every state that it needs, in the right shape. States that it does not know are no fault:
 * several programs share a state.
 *
 * @param shapeOf the shape of the state of a name; undefined where there is none
 *
 * Throws a StateError that names every state that is missing or of another shape.
 */
export function checkStates(program: Program, shapeOf: (name: string) => Shape | undefined): void {
  const faults = program.states.flatMap(({ name, shape }) => {
    const found = shapeOf(name);
    if (found === undefined) return [`${name} ${formatShape(shape)} is missing`];
    return sameShape(found, shape)
      ? []
      : [`${name} must be ${formatShape(shape)}, not ${formatShape(found)}`];
  });
  if (faults.length > 0) {
    throw new StateError(`The program "${program.name}" cannot run on this state: ${faults.join("; ")}`);
  }
}
