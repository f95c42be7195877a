/** Shapes at run time: lists of sizes, outermost axis first; maps are [n, height, width, channels]. */

export type Shape = readonly number[];

/** A map's shape, taken apart. */
export type MapSizes = readonly [n: number, height: number, width: number, channels: number];

/** Thrown by a shape rule: the tensors given to an op do not fit it. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/** How a shape is written in messages and in printed graphs: `[64, 28, 28, 1]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** Numbers in a tensor of this shape. Throws a ShapeError where a size is not a whole number ≥ 0. */
export function countOf(shape: Shape): number {
  let count = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new ShapeError(`A shape needs whole sizes of 0 or more, not ${formatShape(shape)}`);
    }
    count *= size;
  }
  return count;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** Asserts that a shape is a map's, [n, height, width, channels]. */
export function mapSizes(shape: Shape, op: string): MapSizes {
  const [n, height, width, channels] = shape;
  if (
    shape.length !== 4 ||
    n === undefined ||
    height === undefined ||
    width === undefined ||
    channels === undefined
  ) {
    throw new ShapeError(`${op} needs a map [n, height, width, channels], not ${formatShape(shape)}`);
  }
  return [n, height, width, channels];
}

/** Asserts that a shape is a matrix', [rows, columns]. */
export function matrixSizes(shape: Shape, op: string): readonly [rows: number, columns: number] {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined) {
    throw new ShapeError(`${op} needs a matrix [rows, columns], not ${formatShape(shape)}`);
  }
  return [rows, columns];
}

/** The shape that two shapes stretch to: aligned at the last axis, a missing axis or a size of 1 stretches. */
export function broadcastShapes(a: Shape, b: Shape, op: string): Shape {
  const rank = Math.max(a.length, b.length);
  const result: number[] = [];
  for (let back = rank; back > 0; back -= 1) {
    const left = a[a.length - back] ?? 1;
    const right = b[b.length - back] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new ShapeError(`${op} cannot bring ${formatShape(a)} and ${formatShape(b)} together`);
    }
    result.push(left === 1 ? right : left);
  }
  return result;
}

/** Shape of the pooled map: ⌊H/P⌋ × ⌊W/Q⌋, the rows and columns that fill no region left out. */
export function pooledShape(map: Shape, [rows, columns]: readonly [number, number], op: string): MapSizes {
  const [n, height, width, channels] = mapSizes(map, op);
  if (!(rows >= 1 && columns >= 1 && rows <= height && columns <= width)) {
    throw new ShapeError(`${op} ${rows}×${columns} leaves nothing of the map ${formatShape(map)}`);
  }
  return [n, Math.floor(height / rows), Math.floor(width / columns), channels];
}
