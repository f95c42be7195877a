/** Pooling into what and where (Sec. 3). */
import type { PoolSize, Tensor } from "../graph/graph.js";
import type { Dimension, PooledShape } from "../graph/shapeTypes.js";
import { maxPool } from "../ops/maxPool.js";
import { multiply, scale } from "../ops/multiply.js";
import { regions } from "../ops/regions.js";
import { softmax } from "../ops/softmax.js";
import { sum } from "../ops/sum.js";
import { localFrame, type Where } from "./where.js";

/** How to pool: the size of the regions (stride = size), and how their where is kept. */
export type PoolOptions<P extends number, Q extends number> =
  | { readonly size: readonly [P, Q]; readonly where: "hard" | "none" | "map" }
  | { readonly size: readonly [P, Q]; readonly where: "soft"; readonly beta: number };

/** The map types that can be pooled. */
type MapType = readonly [Dimension, number, number, number];

/** Both halves of a pooling. */
export interface Pooled<S extends MapType, P extends number, Q extends number> {
  /** The maximum of each region, or its soft form: what goes up. */
  readonly what: Tensor<PooledShape<S, P, Q>>;
  /** The place of the maximum: what goes sideways. */
  readonly where: Where<S>;
}

/**
 * Splits a map into what and where over regions of P×Q, stride = size; rows and columns that fill no region are left out.
 *
 * - "hard": what is the maximum, where its switch (the first of equal maxima);
 * - "soft": w = softmax(β·z) over the region, what = Σ w·z, where = Σ w·(x, y) (Sec. 3.1); β = 0 is mean pooling;
 * - "none": what is the maximum, nothing is kept of where;
 * - "map": what is the maximum, and the whole map goes sideways, as in Ladder networks.
 *
 * map [n, h, w, c] → what [n, ⌊h/P⌋, ⌊w/Q⌋, c].
 */
export function pool<const S extends MapType, const P extends number, const Q extends number>(
  map: Tensor<S>,
  options: PoolOptions<P, Q>,
): Pooled<S, P, Q> {
  type What = Tensor<PooledShape<S, P, Q>>;
  const size: PoolSize = options.size;
  const kept = { map: map.shape, size };
  if (options.where === "soft") {
    const { what, x, y } = softPool(map, size, options.beta);
    return { what: what as What, where: { kind: "soft", ...kept, x, y } };
  }
  const { what, switches } = maxPool(map, size);
  const wheres: Readonly<Record<typeof options.where, Where<S>>> = {
    hard: { kind: "hard", ...kept, switches },
    none: { kind: "none", ...kept },
    map: { kind: "map", ...kept, values: map },
  };
  return { what: what as What, where: wheres[options.where] };
}

/** Soft what and where: expectations under the softmax of β·z in each region. */
function softPool(map: Tensor, size: PoolSize, beta: number): { what: Tensor; x: Tensor; y: Tensor } {
  const cells = regions(map, size);
  const weights = softmax(scale(cells, beta), 3);
  const frame = localFrame(cells, size);
  const expectation = (values: Tensor): Tensor => sum(multiply(weights, values), [3]);
  return { what: expectation(cells), x: expectation(frame.x), y: expectation(frame.y) };
}
