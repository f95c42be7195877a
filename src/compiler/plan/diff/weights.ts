/** Whether the weights of one model load into another: the same paths with the same shapes. */
import type { ParameterPlan } from "../plan.js";

export interface TensorShape {
  /** "encoder.bottom.conv.kernel". */
  readonly path: string;
  readonly shape: readonly number[];
}

export interface WeightsComparison {
  /** How many tensors have their path and shape in both: all of both models', some, or none. Only all of them load. */
  readonly fit: "all" | "some" | "none";
  /** Tensors that fit. */
  readonly kept: number;
  /** In the second model alone: nothing is saved for them. */
  readonly added: readonly TensorShape[];
  /** In the first model alone: nobody takes them. */
  readonly lost: readonly TensorShape[];
  /** In both with different shapes. */
  readonly reshaped: readonly {
    readonly path: string;
    readonly before: readonly number[];
    readonly after: readonly number[];
  }[];
}

/** Compares the parameters, running statistics included, as a checkpoint holds them. */
export function compareWeights(
  before: readonly ParameterPlan[],
  after: readonly ParameterPlan[],
): WeightsComparison {
  const saved = shapesByPath(before);
  const needed = shapesByPath(after);
  const shared = [...needed].flatMap(([path, shape]) => {
    const other = saved.get(path);
    return other === undefined ? [] : [{ path, before: other, after: shape }];
  });
  const reshaped = shared.filter(({ before: from, after: to }) => from.join() !== to.join());
  const kept = shared.length - reshaped.length;
  const isWhole = kept === saved.size && kept === needed.size;
  return {
    fit: isWhole ? "all" : kept === 0 ? "none" : "some",
    kept,
    added: only(needed, saved),
    lost: only(saved, needed),
    reshaped,
  };
}

function shapesByPath(parameters: readonly ParameterPlan[]): Map<string, readonly number[]> {
  return new Map(parameters.map(({ path, shape }) => [path.join("."), shape]));
}

function only(
  these: ReadonlyMap<string, readonly number[]>,
  those: ReadonlyMap<string, readonly number[]>,
): TensorShape[] {
  return [...these].flatMap(([path, shape]) => (those.has(path) ? [] : [{ path, shape }]));
}
