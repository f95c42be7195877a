/** Plain upsampling, the paper's baseline without where (Sec. 4.1), and its adjoint: sums over regions. */
import { call, type PoolSize, type Tensor } from "../graph/graph.js";
import { formatShape, pooledShape, sameShape, ShapeError, type Shape } from "../graph/shape.js";
import { defineOp, floats } from "./defineOp.js";

/**
 * Copies each number to every cell of its region:
 *
 *     y[n, i, j, c] = x[n, ⌊i/P⌋, ⌊j/Q⌋, c]
 *
 * x [n, h', w', c] → `map` [n, h, w, c]; rows and columns that fill no region stay 0, as they do in unpooling.
 */
export const upsampleOp = defineOp<{ readonly size: PoolSize; readonly map: Shape }>({
  name: "upsample",
  types([x], { size, map }) {
    const expected = pooledShape(map, size, "upsample");
    const shape = x?.shape ?? [];
    if (!sameShape(shape, expected)) {
      throw new ShapeError(
        `upsample makes ${formatShape(map)} of ${formatShape(expected)}, not of ${formatShape(shape)}`,
      );
    }
    return floats(map);
  },
  gradient: ({ attributes: { size }, gradients: [dy] }) => [dy ? call(sumRegionsOp, [dy], { size }) : null],
});

/**
 * Sums each region:
 *
 *     y[n, I, J, c] = Σ x[n, PI + a, QJ + b, c]   over 0 ≤ a < P, 0 ≤ b < Q
 *
 * x [n, h, w, c] → [n, ⌊h/P⌋, ⌊w/Q⌋, c].
 */
export const sumRegionsOp = defineOp<{ readonly size: PoolSize }>({
  name: "sumRegions",
  types: ([x], { size }) => floats(pooledShape(x?.shape ?? [], size, "sumRegions")),
  gradient: ({ inputs: [x], attributes: { size }, gradients: [dy] }) => [
    x && dy ? upsample(dy, size, x.shape) : null,
  ],
});

/** x copied to every cell of its regions, up to the shape of the map that was pooled. */
export function upsample(x: Tensor, size: PoolSize, map: Shape): Tensor {
  return call(upsampleOp, [x], { size, map });
}
