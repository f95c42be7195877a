/** The regions of a pooling, as TensorFlow's ops are told them. */
import type { PoolSize } from "../../../graph/graph.js";
import type { AttributeValue, Value } from "../savedModel/graphBuilder.js";
import type { Element, Lowering } from "../lowering.js";

/** Regions beside each other; cells that fill no region are left out. */
export function windows([rows, columns]: PoolSize): Readonly<Record<string, AttributeValue>> {
  return { ksize: [1, rows, columns, 1], strides: [1, rows, columns, 1], padding: "VALID" };
}

/** The sum of each region of a map: its mean times its size. */
export function sumsOfRegions(lowering: Lowering, map: Value, size: PoolSize, element: Element): Value {
  const means = lowering.add("AvgPool", [map], element, windows(size));
  return lowering.add("Mul", [means, lowering.constant([], [size[0] * size[1]], element)], element);
}
