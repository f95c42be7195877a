/** A batch in parts. */
import type { AttributesOf } from "../../../ops/index.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Kernel } from "./kernel.js";

export const batchPart: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { from, count } = node.attributes as AttributesOf<"batchPart">;
  const element = lowering.elementOf(x);
  const part = lowering.rows(lowering.as(x, element), x.shape, from, count, element);
  lowering.hold(outputOf(node), part, element);
};

export const joinBatch: Kernel = (lowering, node) => {
  const element = lowering.elementOf(inputOf(node));
  const parts = node.inputs.map((input) => lowering.as(input, element));
  lowering.hold(outputOf(node), lowering.join(parts, element), element);
};
