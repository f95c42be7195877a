/** Up to which size of its regions a pooling is lowered as a tournament. */

/** Larger regions make more masks than ONNX Runtime's own pooling costs. */
export const mostCells = 64;
