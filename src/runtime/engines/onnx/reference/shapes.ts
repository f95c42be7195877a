/** Sums along axes, stretching and reshaping. */
import type { Shape } from "../../../graph/shape.js";
import type { AttributesOf } from "../../../ops/index.js";
import type { Kernel } from "../lower.js";
import { inputOf, outputOf } from "../lowering.js";

/** Where the axes n, h, w, c of the step graph stand in [n, c, h, w]. */
const channelsFirstAxis = [0, 2, 3, 1];

export const sum: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { axes } = node.attributes as AttributesOf<"sum">;
  const { builder } = lowering;
  const keepsOrder = axes.includes(3) || (axes.includes(1) && axes.includes(2));
  const reduced =
    lowering.isChannelsFirst(x) && keepsOrder
      ? ([lowering.channelsFirst(x), axes.map((axis) => channelsFirstAxis[axis] ?? axis)] as const)
      : ([lowering.plain(x), axes] as const);
  const [value, over] = reduced;
  lowering.setPlain(
    outputOf(node),
    builder.add("ReduceSum", [value, builder.integers(over)], { attributes: { keepdims: 0 } }),
  );
};

export const expand: Kernel = (lowering, node) => {
  const { shape } = node.attributes as { readonly shape: Shape };
  lowering.setPlain(
    outputOf(node),
    lowering.builder.add("Expand", [lowering.plain(inputOf(node)), lowering.builder.integers(shape)]),
  );
};

export const reshape: Kernel = (lowering, node) => {
  const { shape } = node.attributes as { readonly shape: Shape };
  lowering.setPlain(outputOf(node), lowering.reshape(lowering.plain(inputOf(node)), shape));
};
