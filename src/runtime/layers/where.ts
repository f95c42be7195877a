/** What a pooling hands sideways to the decoder: its where (Sec. 3). */
import type { PoolSize, Tensor } from "../graph/graph.js";
import { invariant } from "../graph/invariant.js";
import type { Shape } from "../graph/shape.js";
import type { ShapeType } from "../graph/shapeTypes.js";
import { constant, constantTensor } from "../ops/source.js";
import { expand, sum } from "../ops/sum.js";
import { multiply } from "../ops/multiply.js";
import { regions } from "../ops/regions.js";
import { unpool } from "../ops/unpool.js";

declare const mapOf: unique symbol;

interface WhereBase<Map extends ShapeType> {
  /** Shape of the map that was pooled, at type level. */
  readonly [mapOf]?: Map;
  /** Shape of the map that was pooled: unpooling comes back to it, also where the pooling left out rows or columns. */
  readonly map: Shape;
  readonly size: PoolSize;
}

/** The argmax switch of each region. */
export interface HardWhere<Map extends ShapeType = ShapeType> extends WhereBase<Map> {
  readonly kind: "hard";
  readonly switches: Tensor;
}

/** Expected coordinates of the maximum in each region, each [n, h', w', c]; gradient flows through them (Sec. 3.1). */
export interface SoftWhere<Map extends ShapeType = ShapeType> extends WhereBase<Map> {
  readonly kind: "soft";
  readonly x: Tensor;
  readonly y: Tensor;
}

/** Nothing: the decoder can only give each what to all cells of its region. */
export interface NoWhere<Map extends ShapeType = ShapeType> extends WhereBase<Map> {
  readonly kind: "none";
  /** Whether every cell gets the whole what, or its even share, as of a where that is not known; the whole where absent. */
  readonly share?: "whole" | "even";
}

/** The whole map that was pooled, as a Ladder-style net hands it across: every number, not the place of one; gradient flows through it. */
export interface MapWhere<Map extends ShapeType = ShapeType> extends WhereBase<Map> {
  readonly kind: "map";
  /** What was pooled, [n, h, w, c]. */
  readonly values: Tensor;
}

/** The where of a map of shape `Map`. */
export type Where<Map extends ShapeType = ShapeType> =
  HardWhere<Map> | SoftWhere<Map> | NoWhere<Map> | MapWhere<Map>;

/**
 * The coordinates (x, y) of each where in the local frame of its region (Fig. 1(a)): x from −1 (left) to 1 (right), y from −1
 * (bottom) to 1 (top), in equal steps; 0 on an axis of size 1. Both are [n, h', w', c]; null where no place is kept: there is no
 * where, or it is the whole map.
 */
export function coordinates(where: Where): { readonly x: Tensor; readonly y: Tensor } | null {
  if (where.kind === "none" || where.kind === "map") return null;
  if (where.kind === "soft") return { x: where.x, y: where.y };
  const { switches, size } = where;
  const marked = unpool(expand(constant(switches.graph, 1), switches.shape), switches);
  const cells = regions(marked, size);
  const frame = localFrame(cells, size);
  return { x: sum(multiply(cells, frame.x), [3]), y: sum(multiply(cells, frame.y), [3]) };
}

/** The coordinates of a region's cells, row-major, each [P·Q, 1]: they stretch over `regions(…)` [n, h', w', P·Q, c]. */
export function localFrame(
  { graph }: Tensor,
  [rows, columns]: PoolSize,
): { readonly x: Tensor; readonly y: Tensor } {
  const x: number[] = [];
  const y: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      x.push(columns === 1 ? 0 : (2 * column) / (columns - 1) - 1);
      y.push(rows === 1 ? 0 : 1 - (2 * row) / (rows - 1));
    }
  }
  invariant(x.length === rows * columns, "a frame has a coordinate for each cell");
  return {
    x: constantTensor(graph, [rows * columns, 1], x),
    y: constantTensor(graph, [rows * columns, 1], y),
  };
}
