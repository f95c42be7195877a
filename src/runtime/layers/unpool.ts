/** Unpooling: the decoder's use of the encoder's where (Sec. 3). */
import type { PoolSize, Tensor } from "../graph/graph.js";
import type { Dimension, ShapeType } from "../graph/shapeTypes.js";
import { add } from "../ops/add.js";
import { multiply, scale } from "../ops/multiply.js";
import { mergeRegions } from "../ops/regions.js";
import { relu } from "../ops/relu.js";
import { reshape } from "../ops/reshape.js";
import { constant, constantTensor } from "../ops/source.js";
import { subtract } from "../ops/subtract.js";
import { unpool as unpoolAtSwitch } from "../ops/unpool.js";
import { upsample } from "../ops/upsample.js";
import type { SoftWhere, Where } from "./where.js";

/**
 * Puts every what back at its where, up to the shape of the map that was pooled.
 *
 * - hard: at the switch, zeros elsewhere (Fig. 1(a));
 * - soft: split bilinearly among the cells around the coordinates; the parts sum to the what, and at a cell's own
 *   coordinates all of it goes there, as with a switch;
 * - none: copied to every cell of the region, or split evenly among them where it is asked to;
 * - map: copied to every cell of the region, and the encoder's map added to it.
 *
 * what [n, h', w', c] → [n, h, w, c]; rows and columns that the pooling left out are 0, or the encoder's.
 */
export function unpool<Map extends ShapeType>(
  what: Tensor<readonly [Dimension, number, number, number]>,
  where: Where<Map>,
): Tensor<Map> {
  switch (where.kind) {
    case "hard":
      return unpoolAtSwitch(what, where.switches) as Tensor<Map>;
    case "soft":
      return placeSoftly(what, where) as Tensor<Map>;
    case "none":
      return upsample(
        where.share === "even" ? scale(what, 1 / (where.size[0] * where.size[1])) : what,
        where.size,
        where.map,
      ) as Tensor<Map>;
    case "map":
      return add(upsample(what, where.size, where.map), where.values) as Tensor<Map>;
  }
}

/**
 * Bilinear placement: on an axis of k cells the coordinate p stands at u = (p + 1)(k − 1)/2, and cell j gets the share
 * max(0, 1 − |u − j|); a cell's share is the product of both axes'.
 */
function placeSoftly(what: Tensor, where: SoftWhere): Tensor {
  const { size, map } = where;
  const [rows, columns] = size;
  const [n = 0, height = 0, width = 0, channels = 0] = what.shape;
  const overCells = (t: Tensor): Tensor => reshape(t, [n, height, width, 1, channels]);

  // Rows are counted from the top, where y is 1.
  const row = shares(overCells(scale(where.y, -1)), rows, cellIndices(size).rows);
  const column = shares(overCells(where.x), columns, cellIndices(size).columns);
  return mergeRegions(multiply(multiply(row, column), overCells(what)), size, map);
}

/** Share of each cell: p [n, h', w', 1, c] against the cells' indices along one axis → [n, h', w', P·Q, c]. */
function shares(p: Tensor, cells: number, indices: readonly number[]): Tensor {
  const { graph } = p;
  const u = scale(add(p, constant(graph, 1)), (cells - 1) / 2);
  const distance = subtract(u, constantTensor(graph, [indices.length, 1], indices));
  const absolute = add(relu(distance), relu(scale(distance, -1)));
  return relu(subtract(constant(graph, 1), absolute));
}

/** Row and column of each cell of a region, row-major. */
function cellIndices([rows, columns]: PoolSize): { readonly rows: number[]; readonly columns: number[] } {
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell);
  return {
    rows: cells.map((cell) => Math.floor(cell / columns)),
    columns: cells.map((cell) => cell % columns),
  };
}
