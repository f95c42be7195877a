/** Seeded start values of a model's parameters. */
import { countOf } from "../graph/shape.js";
import type { TensorValue } from "../engines/engine.js";
import { parameterList, type Model } from "./model.js";
import type { ParameterSpec } from "./parameters.js";
import { randomStream } from "./random.js";

/**
 * Start values of every parameter and running statistic, by full name.
 *
 * Each parameter draws from a stream of its own, named after it: the same seed gives the same numbers on every engine, and
 * a parameter keeps its numbers when others come or go.
 */
export function initialise(model: Model, seed: number): Map<string, TensorValue> {
  return new Map(
    parameterList(model).map((parameter) => [
      parameter.name,
      { shape: parameter.shape, data: startValues(parameter, seed, parameter.name) },
    ]),
  );
}

function startValues(spec: ParameterSpec, seed: number, name: string): Float32Array {
  const data = new Float32Array(countOf(spec.shape));
  switch (spec.initialiser) {
    case "zeros":
      return data;
    case "ones":
      return data.fill(1);
    case "heNormal":
      return fillNormal(data, Math.sqrt(2 / fanIn(spec)), seed, name);
    case "lecunNormal":
      return fillNormal(data, Math.sqrt(1 / fanIn(spec)), seed, name);
  }
}

/** Inputs of one output: every axis of a kernel but the last. */
function fanIn(spec: ParameterSpec): number {
  return Math.max(1, countOf(spec.shape.slice(0, -1)));
}

function fillNormal(data: Float32Array, deviation: number, seed: number, name: string): Float32Array {
  const stream = randomStream(seed, `initialise ${name}`);
  for (let at = 0; at < data.length; at += 1) data[at] = deviation * stream.normal();
  return data;
}
