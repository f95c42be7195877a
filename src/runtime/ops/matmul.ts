/** The product of two matrices. */
import { call, type Tensor } from "../graph/graph.js";
import { formatShape, matrixSizes, ShapeError } from "../graph/shape.js";
import { defineOp, floats } from "./defineOp.js";

type MatmulAttributes = { readonly transposeA: boolean; readonly transposeB: boolean };

/**
 * Matrix product, either factor transposed where asked:
 *
 *     y[i, k] = Σ_j a[i, j] · b[j, k]
 */
export const matmulOp = defineOp<MatmulAttributes>({
  name: "matmul",
  types([a, b], { transposeA, transposeB }) {
    const left = matrixSizes(a?.shape ?? [], "matmul");
    const right = matrixSizes(b?.shape ?? [], "matmul");
    const [rows, inner] = transposeA ? [left[1], left[0]] : left;
    const [other, columns] = transposeB ? [right[1], right[0]] : right;
    if (inner !== other) {
      throw new ShapeError(
        `matmul cannot multiply ${formatShape([rows, inner])} by ${formatShape([other, columns])}`,
      );
    }
    return floats([rows, columns]);
  },
  gradient({ inputs: [a, b], attributes: { transposeA, transposeB }, gradients: [dy] }) {
    if (!a || !b || !dy) return [null, null];
    return [
      transposeA
        ? matmul(b, dy, { transposeA: transposeB, transposeB: true })
        : matmul(dy, b, { transposeA: false, transposeB: !transposeB }),
      transposeB
        ? matmul(dy, a, { transposeA: true, transposeB: transposeA })
        : matmul(a, dy, { transposeA: !transposeA, transposeB: false }),
    ];
  },
});

/** a [i, j] times b [j, k] → [i, k]; a factor that is to be transposed is given as it lies. */
export function matmul(
  a: Tensor,
  b: Tensor,
  options: MatmulAttributes = { transposeA: false, transposeB: false },
): Tensor {
  return call(matmulOp, [a, b], options);
}
