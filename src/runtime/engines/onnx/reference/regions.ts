/** A map as the list of its pooling regions, and back. */
import { mapSizes } from "../../../graph/shape.js";
import type { AttributesOf } from "../../../ops/index.js";
import type { Kernel } from "../kernel.js";
import { inputOf, outputOf } from "../../nodes.js";

export const regions: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { size } = node.attributes as AttributesOf<"regions">;
  const [rows, columns] = size;
  const [n, fullHeight, fullWidth, channels] = mapSizes(x.shape, "regions");
  const [height, width] = [Math.floor(fullHeight / rows), Math.floor(fullWidth / columns)];
  const { builder } = lowering;
  const cut = builder.add("Slice", [
    lowering.plain(x),
    builder.integers([0, 0]),
    builder.integers([height * rows, width * columns]),
    builder.integers([1, 2]),
  ]);
  const split = lowering.reshape(cut, [n, height, rows, width, columns, channels]);
  const listed = builder.add("Transpose", [split], { attributes: { perm: [0, 1, 3, 2, 4, 5] } });
  lowering.hold(
    outputOf(node),
    "plain",
    lowering.reshape(listed, [n, height, width, rows * columns, channels]),
  );
};

export const mergeRegions: Kernel = (lowering, node) => {
  const { size, map } = node.attributes as AttributesOf<"mergeRegions">;
  const [rows, columns] = size;
  const [n, fullHeight, fullWidth, channels] = mapSizes(map, "mergeRegions");
  const [height, width] = [Math.floor(fullHeight / rows), Math.floor(fullWidth / columns)];
  const { builder } = lowering;
  const split = lowering.reshape(lowering.plain(inputOf(node)), [n, height, width, rows, columns, channels]);
  const interleaved = builder.add("Transpose", [split], { attributes: { perm: [0, 1, 3, 2, 4, 5] } });
  const filled = lowering.reshape(interleaved, [n, height * rows, width * columns, channels]);
  const [below, beside] = [fullHeight - height * rows, fullWidth - width * columns];
  lowering.hold(
    outputOf(node),
    "plain",
    below + beside === 0
      ? filled
      : builder.add("Pad", [filled, builder.integers([0, 0, 0, 0, 0, below, beside, 0])]),
  );
};
