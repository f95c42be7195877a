/** Convolution and its gradients, stride 1 with 'same' padding: TensorFlow's own. */
import type { Node } from "../../../graph/graph.js";
import type { AttributeValue, Value } from "../savedModel/graphBuilder.js";
import { inputOf, type Lowering, outputOf } from "../lowering.js";
import type { Kernel } from "./kernel.js";

const options: Readonly<Record<string, AttributeValue>> = { strides: [1, 1, 1, 1], padding: "SAME" };

export const conv2d: Kernel = (lowering, node) => {
  const [x, kernel] = fastInputs(lowering, node);
  hold(lowering, node, lowering.add("Conv2D", [x, kernel], lowering.fast, options));
};

export const conv2dInputGradient: Kernel = (lowering, node) => {
  const [dy, kernel] = fastInputs(lowering, node);
  const sizes = lowering.builder.integers(outputOf(node).shape);
  hold(lowering, node, lowering.add("Conv2DBackpropInput", [sizes, kernel, dy], lowering.fast, options));
};

export const conv2dKernelGradient: Kernel = (lowering, node) => {
  const [x, dy] = fastInputs(lowering, node);
  const sizes = lowering.builder.integers(outputOf(node).shape);
  hold(lowering, node, lowering.add("Conv2DBackpropFilter", [x, sizes, dy], lowering.fast, options));
};

function fastInputs(lowering: Lowering, node: Node): readonly [Value, Value] {
  return [lowering.as(inputOf(node, 0), lowering.fast), lowering.as(inputOf(node, 1), lowering.fast)];
}

function hold(lowering: Lowering, node: Node, value: Value): void {
  lowering.hold(outputOf(node), value, lowering.fast);
}
