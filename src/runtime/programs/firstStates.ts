/** What a program's states hold before its first run. */
import type { TensorValue } from "../engines/engine.js";
import type { Program } from "../graph/program.js";
import { countOf } from "../graph/shape.js";
import { parameterList, type Model } from "../model/model.js";

/**
 * The values that are given, and zeros for what begins there, the optimiser's moments, unless they are given too.
 *
 * @throws RangeError where a parameter of the model is not given.
 */
export function firstStates(
  model: Model,
  program: Program,
  given: ReadonlyMap<string, TensorValue>,
): Map<string, TensorValue> {
  const values = new Map<string, TensorValue>();
  for (const { name } of parameterList(model)) {
    const value = given.get(name);
    if (value === undefined) throw new RangeError(`no first value for the parameter ${name}`);
    values.set(name, value);
  }
  for (const { name, shape, initial } of program.states) {
    if (initial !== "zeros") continue;
    values.set(name, given.get(name) ?? { shape, data: new Float32Array(countOf(shape)) });
  }
  return values;
}
