/** A batch in parts: some of its rows, and parts put together again. */
import { call, type Tensor } from "../graph/graph.js";
import { formatShape, sameShape, ShapeError } from "../graph/shape.js";
import { defineOp, floats, type NoAttributes, noAttributes } from "./defineOp.js";
import { expand } from "./sum.js";
import { constant } from "./source.js";

/**
 * `count` rows of the first axis:
 *
 *     y[i, …] = x[from + i, …]   for 0 ≤ i < count
 *
 * x [n, …] → [count, …].
 */
export const batchPartOp = defineOp<{ readonly from: number; readonly count: number }>({
  name: "batchPart",
  types([x], { from, count }) {
    const [rows = 0, ...rest] = x?.shape ?? [];
    if (from < 0 || count < 1 || from + count > rows) {
      throw new ShapeError(
        `batchPart cannot take rows ${from} to ${from + count} of ${formatShape([rows, ...rest])}`,
      );
    }
    return floats([count, ...rest]);
  },
  gradient({ inputs: [x], attributes: { from, count }, gradients: [dy] }) {
    if (!x || !dy) return [null];
    const [rows = 0, ...rest] = x.shape;
    const zeros = (missing: number): readonly Tensor[] =>
      missing === 0 ? [] : [expand(constant(dy.graph, 0), [missing, ...rest])];
    return [joinBatch([...zeros(from), dy, ...zeros(rows - from - count)])];
  },
});

/**
 * Tensors one behind the other along the first axis, which may differ in length:
 *
 *     [n₁, …], [n₂, …], … → [n₁ + n₂ + …, …]
 */
export const joinBatchOp = defineOp<NoAttributes>({
  name: "joinBatch",
  types(inputs) {
    const shapes = inputs.map(({ shape }) => shape);
    const [[, ...rest] = []] = shapes;
    if (
      shapes.length === 0 ||
      !shapes.every((shape) => shape.length > 0 && sameShape(shape.slice(1), rest))
    ) {
      throw new ShapeError(`joinBatch cannot join ${shapes.map(formatShape).join(", ")}`);
    }
    return floats([shapes.reduce((rows, [count = 0]) => rows + count, 0), ...rest]);
  },
  gradient({ inputs, gradients: [dy] }) {
    let from = 0;
    return inputs.map((input) => {
      const [count = 0] = input.shape;
      from += count;
      return dy ? batchPart(dy, from - count, count) : null;
    });
  },
});

/** Rows from … from + count − 1 of a tensor; the tensor itself where these are all. */
export function batchPart(x: Tensor, from: number, count: number): Tensor {
  return from === 0 && count === x.shape[0] ? x : call(batchPartOp, [x], { from, count });
}

/** Tensors one behind the other along the first axis. */
export function joinBatch(parts: readonly Tensor[]): Tensor {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : call(joinBatchOp, parts, noAttributes);
}
