/** Pooling, unpooling and upsampling on maps [n, h, w, c]. */
import { invariant } from "../../../graph/invariant.js";
import { countOf, mapSizes } from "../../../graph/shape.js";
import type { AttributesOf } from "../../../ops/index.js";
import { type AttributeValue, outputAt } from "../savedModel/graphBuilder.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Kernel } from "./kernel.js";
import { isMasked, maskedPool, maskedTake, maskedUnpool } from "./maskedPooling.js";
import { sumsOfRegions, windows } from "./windows.js";

/** TensorFlow's pooling with positions; of equal numbers it takes the first. */
export const maxPool: Kernel = (lowering, node) => {
  const { size } = node.attributes as AttributesOf<"maxPool">;
  const x = inputOf(node);
  const element = lowering.elementOf(x);
  if (isMasked(lowering, x, size))
    return lowering.hold(outputOf(node, 0), maskedPool(lowering, x, size), element);
  const pooled = lowering.add("MaxPoolWithArgmax", [lowering.as(x, element)], element, {
    ...windows(size),
    ...positions,
  });
  lowering.hold(outputOf(node, 0), pooled, element);
  lowering.holdSwitches(outputOf(node, 1), outputAt(pooled, 1));
};

/** The gradient of a pooling puts numbers back to their cells: just what unpooling does. */
export const unpool: Kernel = (lowering, node) => {
  const [what, switches] = [inputOf(node, 0), inputOf(node, 1)];
  invariant(switches.type.kind === "switch", "unpool needs switches");
  if (!lowering.hasPositions(switches)) {
    const value = maskedUnpool(lowering, switches, lowering.as(what, "bfloat16"));
    return lowering.hold(outputOf(node), value, "bfloat16");
  }
  const element = lowering.elementOf(what);
  const map = lowering.as(inputOf(switches.node), element);
  const value = lowering.add(
    "MaxPoolGradWithArgmax",
    [map, lowering.as(what, element), lowering.switches(switches)],
    element,
    { ...windows(switches.type.size), ...positions },
  );
  lowering.hold(outputOf(node), value, element);
};

/** GatherNd and not GatherV2: it takes single numbers in half the time. */
export const takeAt: Kernel = (lowering, node) => {
  const [map, switches] = [inputOf(node, 0), inputOf(node, 1)];
  if (!lowering.hasPositions(switches)) {
    const value = maskedTake(lowering, switches, lowering.as(map, "bfloat16"));
    return lowering.hold(outputOf(node), value, "bfloat16");
  }
  const element = lowering.elementOf(map);
  const flat = lowering.reshape(lowering.as(map, element), [countOf(map.shape)], element);
  const places = lowering.builder.add(
    "Reshape",
    [lowering.switches(switches), lowering.builder.integers([...switches.shape, 1])],
    { attributes: { T: { type: "int64" }, Tshape: { type: "int32" } } },
  );
  const value = lowering.builder.add("GatherNd", [flat, places], {
    attributes: { Tparams: { type: element }, Tindices: { type: "int64" } },
  });
  lowering.hold(outputOf(node), value, element);
};

export const upsample: Kernel = (lowering, node) => {
  const { size, map } = node.attributes as AttributesOf<"upsample">;
  const [rows, columns] = size;
  const x = inputOf(node);
  const element = lowering.elementOf(x);
  const [n, height, width, channels] = mapSizes(x.shape, "upsample");
  const spread = lowering.reshape(lowering.as(x, element), [n, height, 1, width, 1, channels], element);
  const copied = lowering.broadcast(spread, [n, height, rows, width, columns, channels], element);
  const filled = lowering.reshape(copied, [n, height * rows, width * columns, channels], element);
  const [, fullHeight, fullWidth] = mapSizes(map, "upsample");
  const value = lowering.padMap(filled, fullHeight - height * rows, fullWidth - width * columns, element);
  lowering.hold(outputOf(node), value, element);
};

export const sumRegions: Kernel = (lowering, node) => {
  const { size } = node.attributes as AttributesOf<"sumRegions">;
  const x = inputOf(node);
  const element = lowering.elementOf(x);
  lowering.hold(outputOf(node), sumsOfRegions(lowering, lowering.as(x, element), size, element), element);
};

/** Positions count through the whole map [n, h, w, c]. */
const positions: Readonly<Record<string, AttributeValue>> = {
  Targmax: { type: "int64" },
  include_batch_in_index: true,
};
