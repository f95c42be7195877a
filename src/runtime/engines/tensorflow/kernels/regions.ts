/** A map as the list of its pooling regions, and back. */
import { mapSizes } from "../../../graph/shape.js";
import type { AttributesOf } from "../../../ops/index.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Kernel } from "./kernel.js";

/** Exchanges the axes of rows within a region and of regions in a row. */
const exchanged = [0, 1, 3, 2, 4, 5];

export const regions: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { size } = node.attributes as AttributesOf<"regions">;
  const [rows, columns] = size;
  const [n, fullHeight, fullWidth, channels] = mapSizes(x.shape, "regions");
  const [height, width] = [Math.floor(fullHeight / rows), Math.floor(fullWidth / columns)];
  const cut = lowering.slice(lowering.float(x), [0, 0, 0, 0], [n, height * rows, width * columns, channels]);
  const split = lowering.reshape(cut, [n, height, rows, width, columns, channels]);
  const listed = lowering.transpose(split, exchanged);
  lowering.hold(outputOf(node), lowering.reshape(listed, [n, height, width, rows * columns, channels]));
};

export const mergeRegions: Kernel = (lowering, node) => {
  const { size, map } = node.attributes as AttributesOf<"mergeRegions">;
  const [rows, columns] = size;
  const [n, fullHeight, fullWidth, channels] = mapSizes(map, "mergeRegions");
  const [height, width] = [Math.floor(fullHeight / rows), Math.floor(fullWidth / columns)];
  const x = lowering.float(inputOf(node));
  const split = lowering.reshape(x, [n, height, width, rows, columns, channels]);
  const interleaved = lowering.transpose(split, exchanged);
  const filled = lowering.reshape(interleaved, [n, height * rows, width * columns, channels]);
  lowering.hold(
    outputOf(node),
    lowering.padMap(filled, fullHeight - height * rows, fullWidth - width * columns),
  );
};
