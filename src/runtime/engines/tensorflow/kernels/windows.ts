/** The regions of a pooling, as TensorFlow's ops are told them. */
import type { PoolSize } from "../../../graph/graph.js";
import type { AttributeValue } from "../savedModel/graphBuilder.js";

/** Regions beside each other; cells that fill no region are left out. */
export function windows([rows, columns]: PoolSize): Readonly<Record<string, AttributeValue>> {
  return { ksize: [1, rows, columns, 1], strides: [1, rows, columns, 1], padding: "VALID" };
}
