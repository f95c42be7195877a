/**
 * Work moved from the size of a map to the size of its pooled map.
 *
 * The gradient that arrives at a pooled map is 0 everywhere but at the switches. Whatever is done to it before the next
 * convolution can be done to the pooled numbers instead: a quarter of the work for 2×2 regions.
 */
import { multiply } from "../../ops/multiply.js";
import { positive } from "../../ops/positive.js";
import { sum } from "../../ops/sum.js";
import { unpool } from "../../ops/unpool.js";
import type { Tensor } from "../graph.js";
import { inputsIfCall, type RewriteRule } from "./rewrite.js";

/**
 * ReLU's gradient under a pooling:
 *
 *     unpool(d, switches of x) · [x > 0]   =   unpool(d · [what of x > 0], switches of x)
 *
 * because at its switch x *is* the what.
 */
export const slopeAtPooledSize: RewriteRule = (node, [a, b]) => {
  if (node.op.name !== "multiply" || a === undefined || b === undefined) return null;
  return movedSlope(a, b) ?? movedSlope(b, a);
};

function movedSlope(gradient: Tensor, slope: Tensor): readonly Tensor[] | null {
  const [pooledGradient, switches] = inputsIfCall(gradient, "unpool") ?? [];
  const [map] = inputsIfCall(slope, "positive") ?? [];
  const [what] = switches?.node.outputs ?? [];
  if (!pooledGradient || !switches || !map || !what || switches.node.inputs[0] !== map) return null;
  return [unpool(multiply(pooledGradient, positive(what)), switches)];
}

/**
 * The bias' gradient under a pooling:
 *
 *     Σ_{n, h, w} unpool(d, switches)   =   Σ_{n, h', w'} d
 */
export const sumAtPooledSize: RewriteRule = (node, [x]) => {
  const axes = node.attributes["axes"];
  if (node.op.name !== "sum" || !Array.isArray(axes)) return null;
  const wholeMaps = [1, 2].every((axis) => axes.includes(axis));
  const [pooled] = inputsIfCall(x, "unpool") ?? [];
  return wholeMaps && pooled ? [sum(pooled, axes as readonly number[])] : null;
};
