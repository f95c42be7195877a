/** Unpooling at the switch (Sec. 3, Fig. 1(a), lower row), and its adjoint: reading a map at the switch. */
import { call, type Tensor, type TensorType } from "../graph/graph.js";
import { formatShape, sameShape, ShapeError } from "../graph/shape.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";

/**
 * Every number goes back to its switch, zeros everywhere else:
 *
 *     y[n, i, j, c] = what[n, ⌊i/P⌋, ⌊j/Q⌋, c]   where (i, j) is the switch of its region, else 0
 *
 * what [n, h', w', c], the switches of a map [n, h, w, c] → [n, h, w, c]; rows and columns that the pooling left out stay 0.
 */
export const unpoolOp = defineOp<NoAttributes>({
  name: "unpool",
  types([what, switches]) {
    const at = switchType(switches, "unpool");
    expectShape("unpool", "what", what, at.shape);
    return floats(at.map);
  },
  gradient: ({ inputs: [, switches], gradients: [dy] }) => [
    switches && dy ? takeAt(dy, switches) : null,
    null,
  ],
});

/**
 * Reads a map at the switches:
 *
 *     y[n, I, J, c] = x[n, i, j, c]   with (i, j) the switch of region (I, J)
 *
 * x [n, h, w, c] → [n, h', w', c].
 */
export const takeAtOp = defineOp<NoAttributes>({
  name: "takeAt",
  types([x, switches]) {
    const at = switchType(switches, "takeAt");
    expectShape("takeAt", "map", x, at.map);
    return floats(at.shape);
  },
  gradient: ({ inputs: [, switches], gradients: [dy] }) => [
    switches && dy ? unpool(dy, switches) : null,
    null,
  ],
});

/** what placed at the switches, zeros elsewhere. */
export function unpool(what: Tensor, switches: Tensor): Tensor {
  return call(unpoolOp, [what, switches], noAttributes);
}

/** The numbers of a map at the switches. */
export function takeAt(x: Tensor, switches: Tensor): Tensor {
  return call(takeAtOp, [x, switches], noAttributes);
}

function switchType(type: TensorType | undefined, op: string): Extract<TensorType, { kind: "switch" }> {
  if (type?.kind !== "switch") throw new ShapeError(`${op} needs the switches of a pooling`);
  return type;
}

function expectShape(
  op: string,
  name: string,
  type: TensorType | undefined,
  expected: readonly number[],
): void {
  const shape = type?.shape ?? [];
  if (!sameShape(shape, expected)) {
    throw new ShapeError(
      `${op} needs a ${name} of ${formatShape(expected)} for these switches, not ${formatShape(shape)}`,
    );
  }
}
