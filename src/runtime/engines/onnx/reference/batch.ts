/** A batch in parts. Maps stay in the layout in which they are at hand. */
import type { AttributesOf } from "../../../ops/index.js";
import { axesIn, type Layout } from "../layout.js";
import type { Kernel } from "../kernel.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";
import type { Tensor } from "../../../graph/graph.js";

export const batchPart: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { from, count } = node.attributes as AttributesOf<"batchPart">;
  const { builder } = lowering;
  const [layout, axis] = batchAxis(lowering, x);
  const [starts, ends, axes] = [[from], [from + count], [axis]].map((list) => builder.integers(list));
  const part = builder.add("Slice", [lowering.as(x, layout), starts ?? "", ends ?? "", axes ?? ""]);
  lowering.hold(outputOf(node), layout, part);
};

export const joinBatch: Kernel = (lowering, node) => {
  const [layout, axis] = batchAxis(lowering, inputOf(node));
  const parts = node.inputs.map((input) => lowering.as(input, layout));
  lowering.hold(outputOf(node), layout, lowering.builder.add("Concat", parts, { attributes: { axis } }));
};

/** The layout in which a tensor is at hand, and where its batch stands there. */
function batchAxis(lowering: Lowering, x: Tensor): readonly [Layout, axis: number] {
  const layout = x.shape.length === 4 ? lowering.layoutOf(x) : "plain";
  return [layout, axesIn(layout, [0])[0] ?? 0];
}
