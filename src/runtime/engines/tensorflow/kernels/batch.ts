/** A batch in parts. */
import type { AttributesOf } from "../../../ops/index.js";
import { inputOf, outputOf } from "../lowering.js";
import type { Kernel } from "./kernel.js";

export const batchPart: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { from, count } = node.attributes as AttributesOf<"batchPart">;
  const begin = x.shape.map((_, axis) => (axis === 0 ? from : 0));
  const element = lowering.elementOf(x);
  const part = lowering.slice(lowering.as(x, element), begin, [count, ...x.shape.slice(1)], element);
  lowering.hold(outputOf(node), part, element);
};

export const joinBatch: Kernel = (lowering, node) => {
  const element = lowering.elementOf(inputOf(node));
  const parts = node.inputs.map((input) => lowering.as(input, element));
  const joined = lowering.add("ConcatV2", [...parts, lowering.builder.integers([0], [])], element, {
    N: parts.length,
    Tidx: { type: "int32" },
  });
  lowering.hold(outputOf(node), joined, element);
};
