/**
 * Pooling and unpooling of maps in bfloat16, by kernels that know no positions. TensorFlow's pooling with positions works number by number
 * and takes longer than the convolution before it; oneDNN's has neither positions nor NaN (notFinite.ts), and is many times as fast.
 *
 * The switches are the map itself: the gradient of its pooling puts numbers where the largest were, which is unpooling. What it makes of
 * ones is a mask, and what lies at the switches is the sum of a region under the mask.
 */
import type { PoolSize, Tensor } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import type { Value } from "../savedModel/graphBuilder.js";
import { inputOf, keyOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";
import { sumsOfRegions, windows } from "./windows.js";

const element = "bfloat16";

/**
 * Whether a pooling is made in this way. The sum of a region is its mean times the number of its cells, which is exact where that is a
 * power of two.
 */
export function isMasked(lowering: Lowering, map: Tensor, [rows, columns]: PoolSize): boolean {
  return lowering.elementOf(map) === element && Number.isInteger(Math.log2(rows * columns));
}

/** The largest number of each region. */
export function maskedPool(lowering: Lowering, map: Tensor, size: PoolSize): Value {
  return lowering.once(`largest/${keyOf(map)}/${size.join()}`, () => {
    lowering.dropsNaN();
    return lowering.add("MaxPool", [lowering.as(map, element)], element, windows(size));
  });
}

/** Numbers [n, h, w, c] at the switches of a pooling, and 0 everywhere else. */
export function maskedUnpool(lowering: Lowering, switches: Tensor, what: Value): Value {
  const { map, size } = pooledBy(switches);
  const pooled = maskedPool(lowering, map, size);
  return lowering.add("MaxPoolGrad", [lowering.as(map, element), pooled, what], element, windows(size));
}

/** What lies at the switches of a pooling on a map of the size of the pooled one. */
export function maskedTake(lowering: Lowering, switches: Tensor, value: Value): Value {
  const { size } = pooledBy(switches);
  const mask = lowering.once(`mask/${keyOf(switches)}`, () => {
    const ones = lowering.broadcast(lowering.constant([1, 1, 1, 1], [1], element), switches.shape, element);
    return maskedUnpool(lowering, switches, ones);
  });
  const taken = lowering.add("Mul", [value, mask], element);
  return sumsOfRegions(lowering, taken, size, element);
}

function pooledBy({ node, type }: Tensor): { readonly map: Tensor; readonly size: PoolSize } {
  invariant(type.kind === "switch", "switches were expected");
  return { map: inputOf(node), size: type.size };
}
