/**
 * Convolutions between many channels on maps [h, w, n, c] by Winograd's method, every step a matrix product:
 *
 *     U = G · kernel · Gᵗ     V = BT · x · BTᵗ     y = AT · (V · U) · ATᵗ
 *
 * The gradients are the same steps backwards: dM = ATᵗ · dy · AT serves both of them,
 * dx = BTᵗ · (dM · Uᵗ) · BT, and dkernel = Gᵗ · (Vᵗ · dM) · G summed over the tiles.
 */
import { type Algebra, along, alongBoth, type Value } from "./along.js";
import { type Axis, makeAxis } from "./axis.js";
import { transposeOf } from "./transform.js";
import { filtersOf, loadOf } from "./work.js";

/** Rows and columns of a map. */
export type Extent = readonly [rows: number, columns: number];

/** What a convolution is between. */
export interface Sizes {
  readonly batch: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernel: Extent;
}

/** Both axes of a map. */
export interface Plane {
  readonly rows: Axis;
  readonly columns: Axis;
}

/** The axes of a convolution that reads so much of a map and makes so much of another. */
export function makePlane(
  read: Extent,
  made: Extent,
  { kernel, channels, filters }: Pick<Sizes, "kernel" | "channels" | "filters">,
): Plane {
  const load = loadOf({ channels, filters });
  const [down, right] = filtersOf({ height: made[0], width: made[1], channels, filters, kernel });
  return {
    rows: makeAxis({ read: read[0], made: made[0], filter: down, load }, "tileFirst"),
    // The products multiply all tiles of a row at once, so that those of one kind have to lie side by side.
    columns: makeAxis({ read: read[1], made: made[1], filter: right, load }, "productFirst"),
  };
}

/** A name for what the transforms of a map, or of a kernel, depend on: the same tiles under the same kernel. */
export function keyOfTiles({ kernel }: Pick<Sizes, "kernel">, { rows, columns }: Plane): string {
  const products = `${rows.products}x${columns.products}`;
  return `${kernel.join("x")} in tiles of ${rows.outputs}x${columns.outputs} by ${products}`;
}

/** V [row tiles, row products, column products, column tiles · n, c] of a map x [h, w, n, c]. */
export function transformedInput(
  algebra: Algebra,
  x: Value,
  { batch, channels }: Sizes,
  { rows, columns }: Plane,
): Value {
  const v = alongBoth(algebra, x, { rows: rows.bt, columns: columns.bt, rest: batch * channels });
  const shape = [rows.tiles, rows.products, columns.products, columns.tiles * batch, channels];
  return algebra.reshape(v, shape);
}

/** dM, of the same form as V, of dy [h, w, n, k]: the gradient of the products. */
export function transformedGradient(
  algebra: Algebra,
  dy: Value,
  { batch, filters }: Sizes,
  { rows, columns }: Plane,
): Value {
  const by = { rows: transposeOf(rows.at), columns: transposeOf(columns.at), rest: batch * filters };
  const shape = [rows.tiles, rows.products, columns.products, columns.tiles * batch, filters];
  return algebra.reshape(alongBoth(algebra, dy, by), shape);
}

/** U [1, row products, column products, c, k] of a kernel [rows, columns, c, k]: the same for every tile of a row. */
export function transformedKernel(
  algebra: Algebra,
  kernel: Value,
  { channels, filters }: Sizes,
  { rows, columns }: Plane,
): Value {
  const u = alongBoth(algebra, kernel, { rows: rows.g, columns: columns.g, rest: channels * filters });
  return algebra.reshape(u, [1, rows.products, columns.products, channels, filters]);
}

/** y [h, w, n, k] of V and U. */
export function result(
  algebra: Algebra,
  v: Value,
  u: Value,
  { batch, filters }: Sizes,
  { rows, columns }: Plane,
): Value {
  const by = { rows: rows.at, columns: columns.at, rest: batch * filters };
  return alongBoth(algebra, algebra.product(v, u), by);
}

/** dx [h, w, n, c] of dM and U. */
export function inputGradient(
  algebra: Algebra,
  dm: Value,
  u: Value,
  { batch, channels }: Sizes,
  { rows, columns }: Plane,
): Value {
  const by = { rows: transposeOf(rows.bt), columns: transposeOf(columns.bt), rest: batch * channels };
  return alongBoth(algebra, algebra.product(dm, u, { b: true }), by);
}

/** dkernel [rows, columns, c, k] of V and dM. */
export function kernelGradient(
  algebra: Algebra,
  v: Value,
  dm: Value,
  { channels, filters, kernel }: Sizes,
  { rows, columns }: Plane,
): Value {
  // The side with fewer channels gives the rows of the product: the columns fill whole vectors, and fewer numbers are turned over.
  const filtersFirst = filters < channels;
  const perTile = filtersFirst ? algebra.product(dm, v, { a: true }) : algebra.product(v, dm, { a: true });
  // Along the columns the product has summed over the tiles already; along the rows `gradient` does.
  const alongRows = algebra.product(
    algebra.constant(rows.gradient),
    algebra.reshape(perTile, [rows.transformed, columns.products * channels * filters]),
  );
  const dkernel = along(algebra, transposeOf(columns.g), alongRows, {
    before: kernel[0],
    after: channels * filters,
  });
  return filtersFirst
    ? algebra.transpose(algebra.reshape(dkernel, [...kernel, filters, channels]), [0, 1, 3, 2])
    : algebra.reshape(dkernel, [...kernel, channels, filters]);
}
