/** Up to which size of its regions a pooling is lowered as a tournament. */

/** Larger regions make so many nodes that a session takes long to start; ONNX Runtime's own pooling serves them. */
export const mostCells = 256;
