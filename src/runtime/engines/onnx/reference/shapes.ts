/** Sums along axes, stretching and reshaping. */
import type { Shape } from "../../../graph/shape.js";
import type { AttributesOf } from "../../../ops/index.js";
import { axesIn, keepsOrder } from "../layout.js";
import type { Kernel } from "../kernel.js";
import { inputOf, outputOf } from "../../nodes.js";

export const sum: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { axes } = node.attributes as AttributesOf<"sum">;
  const { builder } = lowering;
  const at = lowering.layoutOf(x);
  const layout = keepsOrder(at, axes) ? at : "plain";
  const over = x.shape.length === 4 ? axesIn(layout, axes) : axes;
  const total = builder.add("ReduceSum", [lowering.as(x, layout), builder.integers(over)], {
    attributes: { keepdims: 0 },
  });
  lowering.hold(outputOf(node), "plain", total);
};

export const expand: Kernel = (lowering, node) => {
  const { shape } = node.attributes as { readonly shape: Shape };
  lowering.hold(
    outputOf(node),
    "plain",
    lowering.builder.add("Expand", [lowering.plain(inputOf(node)), lowering.builder.integers(shape)]),
  );
};

export const reshape: Kernel = (lowering, node) => {
  const { shape } = node.attributes as { readonly shape: Shape };
  lowering.hold(outputOf(node), "plain", lowering.reshape(lowering.plain(inputOf(node)), shape));
};
