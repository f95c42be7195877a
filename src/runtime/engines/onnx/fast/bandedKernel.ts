/** Kernels under Winograd's method along one axis, and of their other axis a banded matrix for each of its products. */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Tensor } from "../../../graph/graph.js";
import type { Shape } from "../../../graph/shape.js";
import type { ConvolutionGeometry } from "../../geometry.js";
import { keyOf } from "../../nodes.js";
import { along } from "../../winograd/along.js";
import type { Axis } from "../../winograd/axis.js";
import type { Lowering } from "../lowering.js";
import { algebraOf } from "./algebra.js";
import type { Sides } from "./gatheredTaps.js";

/** A convolution in bands, one of whose axes is transformed. */
export interface TransformedAxis extends Sides {
  readonly geometry: ConvolutionGeometry;
  readonly axis: "rows" | "columns";
  readonly transforms: Pick<Axis, "g" | "products">;
}

/** Which channels of a kernel's numbers come first; the others stand side by side in a row. */
type Order = "thinFirst" | "thickFirst";

/**
 * [products, places · first channels + 1, other channels]: a kernel, transformed along one axis, with its places along the other; the last
 * row is zero.
 */
function kernelAlong(
  lowering: Lowering,
  kernel: Tensor,
  { geometry, side, thin, thick, axis, transforms: { g, products } }: TransformedAxis,
  order: Order,
): Value {
  const isPlain = (side === "channels") === (order === "thinFirst");
  const [first, last] = order === "thinFirst" ? [thin, thick] : [thick, thin];
  const places = geometry.kernel[axis === "rows" ? 1 : 0];
  return lowering.once(`kernel along ${axis} ${order} ${keyOf(kernel)} ${products}`, () => {
    const channels = isPlain ? [2, 3] : [3, 2];
    const perm = [...(axis === "rows" ? [0, 1] : [1, 0]), ...channels];
    const plain = lowering.plain(kernel);
    const ordered = perm.every((from, to) => from === to) ? plain : lowering.transposed(plain, perm);
    const rest = places * first * last;
    const taps = geometry.kernel[axis === "rows" ? 0 : 1];
    const made = along(algebraOf(lowering), g, lowering.reshape(ordered, [taps, rest]), {
      before: 1,
      after: rest,
    });
    return lowering.withZeroCell(made, [products, places * first, last]);
  });
}

/** Which rows of a transformed kernel make a banded matrix, and under which shape. */
export interface MatrixRows {
  readonly order: Order;
  readonly rows: readonly number[];
  /** That of all products' matrices; it stretches over all bands. */
  readonly shape: Shape;
}

/** A banded matrix for each product: rows of {@link kernelAlong}. */
export function bandedMatrices(
  lowering: Lowering,
  kernel: Tensor,
  transformed: TransformedAxis,
  { order, rows, shape }: MatrixRows,
): Value {
  const { builder } = lowering;
  const inputs = [kernelAlong(lowering, kernel, transformed, order), builder.integers(rows)];
  return lowering.reshape(builder.add("Gather", inputs, { attributes: { axis: 1 } }), shape);
}
