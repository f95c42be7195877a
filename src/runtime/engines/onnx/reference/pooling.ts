/** Pooling, unpooling and upsampling on maps [n, c, h, w]. */
import { invariant } from "../../../graph/invariant.js";
import { countOf, mapSizes } from "../../../graph/shape.js";
import type { PoolSize, Tensor } from "../../../graph/graph.js";
import type { AttributesOf } from "../../../ops/index.js";
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Kernel } from "../kernel.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";

/** ONNX's max-pooling; its indices are those of the first maximum, into the whole flattened [n, c, h, w]. */
export const maxPool: Kernel = (lowering, node) => {
  const { size } = node.attributes as AttributesOf<"maxPool">;
  const [what, indices] = lowering.builder.addMany("MaxPool", [lowering.as(inputOf(node), "channelsFirst")], {
    attributes: { kernel_shape: size, strides: size },
    outputs: 2,
  });
  invariant(what !== undefined && indices !== undefined, "MaxPool has two outputs");
  lowering.hold(outputOf(node, 0), "channelsFirst", what);
  lowering.holdSwitches(outputOf(node, 1), { kind: "indices", indices });
};

export const unpool: Kernel = (lowering, node) => {
  const switches = inputOf(node, 1);
  const { size } = switchType(switches);
  const [n, height, width, channels] = mapSizes(outputOf(node).shape, "unpool");
  const { builder } = lowering;
  lowering.hold(
    outputOf(node),
    "channelsFirst",
    builder.add(
      "MaxUnpool",
      [
        lowering.as(inputOf(node), "channelsFirst"),
        indicesOf(lowering, switches),
        builder.integers([n, channels, height, width]),
      ],
      { attributes: { kernel_shape: size, strides: size } },
    ),
  );
};

export const takeAt: Kernel = (lowering, node) => {
  const map = inputOf(node);
  const flat = lowering.reshape(lowering.as(map, "channelsFirst"), [countOf(map.shape)]);
  lowering.hold(
    outputOf(node),
    "channelsFirst",
    lowering.builder.add("Gather", [flat, indicesOf(lowering, inputOf(node, 1))], {
      attributes: { axis: 0 },
    }),
  );
};

export const upsample: Kernel = (lowering, node) => {
  const { size, map } = node.attributes as AttributesOf<"upsample">;
  const [rows, columns] = size;
  const [n, height, width, channels] = mapSizes(inputOf(node).shape, "upsample");
  const [, fullHeight, fullWidth] = mapSizes(map, "upsample");
  const { builder } = lowering;
  const spread = lowering.reshape(lowering.as(inputOf(node), "channelsFirst"), [
    n,
    channels,
    height,
    1,
    width,
    1,
  ]);
  const copied = builder.add("Expand", [
    spread,
    builder.integers([n, channels, height, rows, width, columns]),
  ]);
  const filled = lowering.reshape(copied, [n, channels, height * rows, width * columns]);
  const [below, beside] = [fullHeight - height * rows, fullWidth - width * columns];
  lowering.hold(
    outputOf(node),
    "channelsFirst",
    below + beside === 0
      ? filled
      : builder.add("Pad", [filled, builder.integers([0, 0, 0, 0, 0, 0, below, beside])]),
  );
};

/** The sum of a region is its mean times its size. */
export const sumRegions: Kernel = (lowering, node) => {
  const { size } = node.attributes as AttributesOf<"sumRegions">;
  const { builder } = lowering;
  const means = builder.add("AveragePool", [lowering.as(inputOf(node), "channelsFirst")], {
    attributes: { kernel_shape: size, strides: size },
  });
  lowering.hold(
    outputOf(node),
    "channelsFirst",
    builder.add("Mul", [means, builder.scalar(size[0] * size[1])]),
  );
};

function indicesOf(lowering: Lowering, switches: Tensor): Value {
  const held = lowering.switches(switches);
  invariant(held.kind === "indices", "these switches are not held as indices");
  return held.indices;
}

function switchType({ type }: Tensor): { readonly size: PoolSize } {
  invariant(type.kind === "switch", "unpool needs switches");
  return type;
}
