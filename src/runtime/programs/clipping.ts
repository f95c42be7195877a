/** Gradient clipping, as part of the step graph. */
import type { Tensor } from "../graph/graph.js";
import { add } from "../ops/add.js";
import { divide } from "../ops/divide.js";
import { maximum } from "../ops/maximum.js";
import { multiply } from "../ops/multiply.js";
import { constant } from "../ops/source.js";
import { squareRoot } from "../ops/squareRoot.js";
import { sum } from "../ops/sum.js";

/**
 * The gradients, scaled down together where their norm is larger than `clip` (Pascanu, Mikolov and Bengio 2013, Algorithm 1):
 *
 *     g ← g · clip / max(clip, ‖g‖)      ‖g‖² = Σ over all parameters of Σ g²
 *
 * @param gradients one for each parameter; null for a parameter that the loss does not depend on.
 * @param clip > 0; null leaves the gradients as they are.
 */
export function clipByNorm(gradients: readonly (Tensor | null)[], clip: number | null): (Tensor | null)[] {
  if (clip === null) return [...gradients];
  const [first, ...others] = gradients.flatMap((gradient) =>
    gradient === null ? [] : [sum(multiply(gradient, gradient))],
  );
  if (first === undefined) return [...gradients];
  const norm = squareRoot(others.reduce((total, squares) => add(total, squares), first));
  const limit = constant(norm.graph, clip);
  const factor = divide(limit, maximum(limit, norm));
  return gradients.map((gradient) => gradient && multiply(gradient, factor));
}
