/** Up to which size of its regions a pooling has masks for switches. */
import type { PoolSize } from "../../../graph/graph.js";

/** Larger regions make so many nodes that a session takes long to start; ONNX Runtime's own pooling serves them. */
const mostCells = 256;

/** Whether the switches of a pooling are masks over the cells of its regions. */
export function hasMasks([rows, columns]: PoolSize): boolean {
  return rows * columns <= mostCells;
}
