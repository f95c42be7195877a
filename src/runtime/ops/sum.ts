/** Sums along axes, and their adjoint: stretching along axes. */
import { call, type Tensor } from "../graph/graph.js";
import { broadcastShapes, formatShape, sameShape, ShapeError, type Shape } from "../graph/shape.js";
import { defineOp, floats } from "./defineOp.js";
import { reshape } from "./reshape.js";

/**
 * Sum along axes, which disappear:
 *
 *     y[…] = Σ x[…]   over the given axes
 */
export const sumOp = defineOp<{ readonly axes: readonly number[] }>({
  name: "sum",
  types([x], { axes }) {
    return floats((x?.shape ?? []).filter((_, axis) => !axes.includes(axis)));
  },
  gradient({ inputs: [x], attributes: { axes }, gradients: [dy] }) {
    if (x === undefined || dy === undefined || dy === null) return [null];
    const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    return [expand(reshape(dy, kept), x.shape)];
  },
});

/** Copies along every axis that has size 1 or is missing, until the tensor has the given shape. */
export const expandOp = defineOp<{ readonly shape: Shape }>({
  name: "expand",
  types([x], { shape }) {
    const from = x?.shape ?? [];
    if (!sameShape(broadcastShapes(from, shape, "expand"), shape)) {
      throw new ShapeError(`expand cannot stretch ${formatShape(from)} to ${formatShape(shape)}`);
    }
    return floats(shape);
  },
  gradient: ({ inputs: [x], gradients: [dy] }) => [x && dy ? sumTo(dy, x.shape) : null],
});

/** Sum of x along the given axes; no axes: x itself. */
export function sum(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis)): Tensor {
  return axes.length === 0 ? x : call(sumOp, [x], { axes });
}

/** x stretched to a shape. */
export function expand(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : call(expandOp, [x], { shape });
}

/** The adjoint of stretching: sums over every axis along which a tensor of `shape` was stretched to x's shape. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const missing = x.shape.length - shape.length;
  const stretched = x.shape.flatMap((size, axis) =>
    axis < missing || (shape[axis - missing] === 1 && size !== 1) ? [axis] : [],
  );
  return reshape(sum(x, stretched), shape);
}
