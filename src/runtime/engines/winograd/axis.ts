/**
 * Winograd's tiles along a whole row: every transform of a row or column of a map is one product with a constant, banded
 * matrix. Zeros outside of the map need no padding: the band simply ends there.
 */
import { paddingOf } from "../../ops/conv2d.js";
import { type Matrix, set, transposed, zeros } from "./matrix.js";
import { chooseTile, type Load, type TileOrder, tilesAtOnce } from "./tileChoice.js";
import { type Filter, makeTile, type Tile } from "./tiles.js";
import type { Transform } from "./transform.js";

/** How much of a map there is along an axis. */
export interface Extent {
  /** Cells that are read; those beyond them are zeros. */
  readonly read: number;
  /** Cells that are made. */
  readonly made: number;
  readonly filter: Filter;
  /** Zeros before the first cell that is read; where not given, those of a filter that leaves the length as it is. */
  readonly before?: number;
  /** What stands at each place, by which the tile is chosen; or the tile's results. */
  readonly load: Load | { readonly outputs: number };
}

export interface Axis {
  /** Results of one tile. */
  readonly outputs: number;
  readonly tiles: number;
  /** Multiplications of one tile. */
  readonly products: number;
  /** products · tiles: the length of a transformed map. */
  readonly transformed: number;
  /** From `read` cells to `transformed`: a map's row → its tiles. */
  readonly bt: Transform;
  /** From `transformed` to `made`: tiles of products → the result's row. */
  readonly at: Transform;
  /** From `taps` to `products`: the filter. */
  readonly g: Transform;
  /** [taps, transformed]: Gᵗ over tiles and their sum at once, for the filter's gradient along this axis. */
  readonly gradient: Matrix;
}

/** The transforms along an axis under a filter with as many zeros on either side as leave the length as it is. */
export function makeAxis(
  { read, made, filter, before = paddingOf(filter.taps)[0], load }: Extent,
  order: TileOrder,
): Axis {
  const { taps } = filter;
  const outputs = "outputs" in load ? load.outputs : chooseTile(made, filter, load, order);
  const tile = makeTile(outputs, filter);
  const { products } = tile;
  const tiles = Math.ceil(made / outputs);
  const transformed = products * tiles;
  const bt = zeros(transformed, read);
  const gradient = zeros(taps, transformed);
  for (let t = 0; t < tiles; t += 1) {
    for (let product = 0; product < products; product += 1) {
      const row = order === "tileFirst" ? t * products + product : product * tiles + t;
      tile.bt[product]?.forEach((value, cell) => set(bt, row, t * outputs + cell - before, value));
      tile.g[product]?.forEach((value, tap) => set(gradient, tap, row, value));
    }
  }
  const g = zeros(products, taps);
  tile.g.forEach((values, product) => values.forEach((value, tap) => set(g, product, tap, value)));
  return {
    outputs,
    tiles,
    products,
    transformed,
    bt: taps === 1 ? { kind: "window", rows: transformed, columns: read } : { kind: "dense", matrix: bt },
    at: makeAt(tile, { made, tiles }, order),
    g: taps === 1 ? { kind: "window", rows: 1, columns: 1 } : { kind: "dense", matrix: g },
    gradient,
  };
}

/** The same axis for a filter that is given, and whose gradient is wanted, with its last tap first. */
export function turnedAround(axis: Axis): Axis {
  const { g, gradient } = axis;
  return {
    ...axis,
    g: g.kind === "dense" ? { kind: "dense", matrix: withColumnsReversed(g.matrix) } : g,
    gradient: transposed(withColumnsReversed(transposed(gradient))),
  };
}

function withColumnsReversed(matrix: Matrix): Matrix {
  const { rows, columns } = matrix;
  const reversed = zeros(rows, columns);
  matrix.values.forEach((value, at) => {
    set(reversed, Math.floor(at / columns), columns - 1 - (at % columns), value);
  });
  return reversed;
}

function makeAt(
  tile: Tile,
  { made, tiles }: { readonly made: number; readonly tiles: number },
  order: TileOrder,
): Transform {
  const { outputs, taps } = tile;
  if (taps === 1) return { kind: "window", rows: made, columns: made };
  const inBlock = tilesAtOnce(outputs, made, order);
  if (inBlock === tiles) return { kind: "dense", matrix: atMatrix(tile, { made, tiles }, order) };
  const block = atMatrix(tile, { made: inBlock * outputs, tiles: inBlock }, order);
  return { kind: order === "tileFirst" ? "blocks" : "strided", block, count: tiles / inBlock };
}

/** [made, products · tiles]; results beyond the map's edge are left out. */
function atMatrix(
  { at, products, outputs }: Tile,
  { made, tiles }: { readonly made: number; readonly tiles: number },
  order: TileOrder,
): Matrix {
  const result = zeros(made, products * tiles);
  for (let t = 0; t < tiles; t += 1) {
    at.forEach((values, cell) =>
      values.forEach((value, product) =>
        set(
          result,
          t * outputs + cell,
          order === "tileFirst" ? t * products + product : product * tiles + t,
          value,
        ),
      ),
    );
  }
  return result;
}
