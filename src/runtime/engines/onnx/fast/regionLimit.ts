/** Up to which size of its regions a pooling has masks for switches. */

/** Larger regions make so many nodes that a session takes long to start; ONNX Runtime's own pooling serves them. */
export const mostCells = 256;
