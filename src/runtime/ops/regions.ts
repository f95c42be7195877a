/** A map as a list of its pooling regions, and back: what the soft where is made of. */
import { call, type PoolSize, type Tensor } from "../graph/graph.js";
import { formatShape, pooledShape, sameShape, ShapeError, type Shape } from "../graph/shape.js";
import { defineOp, floats } from "./defineOp.js";

/**
 * Lists the cells of each P×Q region, row-major, along an axis of their own:
 *
 *     y[n, I, J, aQ + b, c] = x[n, PI + a, QJ + b, c]
 *
 * x [n, h, w, c] → [n, ⌊h/P⌋, ⌊w/Q⌋, P·Q, c]; rows and columns that fill no region are left out.
 */
export const regionsOp = defineOp<{ readonly size: PoolSize }>({
  name: "regions",
  types: ([x], { size }) => floats(regionsShape(x?.shape ?? [], size)),
  gradient: ({ inputs: [x], attributes: { size }, gradients: [dy] }) => [
    x && dy ? mergeRegions(dy, size, x.shape) : null,
  ],
});

/**
 * Puts the cells of each region back into a map, the inverse of `regions`:
 *
 *     y[n, PI + a, QJ + b, c] = x[n, I, J, aQ + b, c]
 *
 * x [n, h', w', P·Q, c] → `map` [n, h, w, c]; rows and columns that fill no region are 0.
 */
export const mergeRegionsOp = defineOp<{ readonly size: PoolSize; readonly map: Shape }>({
  name: "mergeRegions",
  types([x], { size, map }) {
    const expected = regionsShape(map, size);
    const shape = x?.shape ?? [];
    if (!sameShape(shape, expected)) {
      throw new ShapeError(
        `mergeRegions makes ${formatShape(map)} of ${formatShape(expected)}, not of ${formatShape(shape)}`,
      );
    }
    return floats(map);
  },
  gradient: ({ attributes: { size }, gradients: [dy] }) => [dy ? regions(dy, size) : null],
});

/** The cells of each region of a map, along axis 3. */
export function regions(x: Tensor, size: PoolSize): Tensor {
  return call(regionsOp, [x], { size });
}

/** A map made of the cells of its regions. */
export function mergeRegions(x: Tensor, size: PoolSize, map: Shape): Tensor {
  return call(mergeRegionsOp, [x], { size, map });
}

function regionsShape(map: Shape, size: PoolSize): Shape {
  const [n, height, width, channels] = pooledShape(map, size, "regions");
  return [n, height, width, size[0] * size[1], channels];
}
