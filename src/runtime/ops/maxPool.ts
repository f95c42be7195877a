/** Max-pooling into what and switch (Sec. 3, Fig. 1(a), upper row). */
import type { PoolSize, Tensor } from "../graph/graph.js";
import { invariant } from "../graph/invariant.js";
import { pooledShape } from "../graph/shape.js";
import { defineOp } from "./defineOp.js";
import { unpool } from "./unpool.js";

/**
 * Splits a map into the largest number of each P×Q region (what) and the cell that holds it (the switch):
 *
 *     what[n, I, J, c] = max x[n, PI + a, QJ + b, c]   over 0 ≤ a < P, 0 ≤ b < Q
 *     switch[n, I, J, c] = the first such (a, b) in row-major order
 *
 * x [n, h, w, c] → what and switch [n, ⌊h/P⌋, ⌊w/Q⌋, c]. Of equal numbers the first wins, so exactly one cell is chosen, in
 * regions of zeros and of negative numbers too. The gradient of the what goes to the chosen cell; a switch has none.
 */
export const maxPoolOp = defineOp<{ readonly size: PoolSize }>({
  name: "maxPool",
  types([x], { size }) {
    const map = x?.shape ?? [];
    const shape = pooledShape(map, size, "maxPool");
    return [
      { kind: "float", shape },
      { kind: "switch", shape, map, size },
    ];
  },
  gradient: ({ outputs: [, switches], gradients: [dwhat] }) => [
    switches && dwhat ? unpool(dwhat, switches) : null,
  ],
});

/** The what and the switches of a map under P×Q max-pooling with stride = size. */
export function maxPool(x: Tensor, size: PoolSize): { readonly what: Tensor; readonly switches: Tensor } {
  const [what, switches] = x.graph.add(maxPoolOp, [x], { size });
  invariant(what !== undefined && switches !== undefined, "maxPool has two outputs");
  return { what, switches };
}
