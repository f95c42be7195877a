/**
 * Convolution and its gradients, stride 1 with 'same' padding: between many channels by Winograd's method (winogradConvolution.ts), else
 * TensorFlow's own.
 *
 * A convolution to few channels is the transpose of one from few channels, whose kernel is turned around and its channels exchanged:
 * oneDNN computes the gradients several times as fast in that guise. The convolution itself is made in blocks (thinConvolution.ts).
 */
import type { Node, Tensor } from "../../../graph/graph.js";
import type { Shape } from "../../../graph/shape.js";
import { geometryOf } from "../../geometry.js";
import type { AttributeValue, Value } from "../savedModel/graphBuilder.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";
import type { Kernel } from "./kernel.js";
import { blockFor, convolveInBlocks } from "./thinConvolution.js";
import { convolve, convolveBack, correlate, isForWinograd } from "./winogradConvolution.js";

const options: Readonly<Record<string, AttributeValue>> = { strides: [1, 1, 1, 1], padding: "SAME" };

export const conv2d: Kernel = (lowering, node) => {
  if (isForWinograd(geometryOf(node), lowering.fast)) return hold(lowering, node, convolve(lowering, node));
  const [x, kernel] = fastInputs(lowering, node);
  const block = blockFor(inputOf(node, 1).shape);
  if (block > 1) return hold(lowering, node, convolveInBlocks(lowering, node, { x, kernel, block }));
  hold(lowering, node, lowering.add("Conv2D", [x, kernel], lowering.fast, options));
};

export const conv2dInputGradient: Kernel = (lowering, node) => {
  if (isForWinograd(geometryOf(node), lowering.fast))
    return hold(lowering, node, convolveBack(lowering, node));
  const [dy, kernel] = fastInputs(lowering, node);
  if (isToFewChannels(inputOf(node, 1).shape)) {
    const turned = turnedAround(lowering, kernel);
    return hold(lowering, node, lowering.add("Conv2D", [dy, turned], lowering.fast, options));
  }
  const sizes = lowering.builder.integers(outputOf(node).shape);
  hold(lowering, node, lowering.add("Conv2DBackpropInput", [sizes, kernel, dy], lowering.fast, options));
};

export const conv2dKernelGradient: Kernel = (lowering, node) => {
  if (isForWinograd(geometryOf(node), lowering.fast)) return hold(lowering, node, correlate(lowering, node));
  const [x, dy] = fastInputs(lowering, node);
  const [rows = 1, columns = 1, channels = 1, filters = 1] = outputOf(node).shape;
  if (isToFewChannels(outputOf(node).shape)) {
    const sizes = lowering.builder.integers([rows, columns, filters, channels]);
    const turned = lowering.add("Conv2DBackpropFilter", [dy, sizes, x], lowering.fast, options);
    return hold(lowering, node, turnedAround(lowering, turned));
  }
  const sizes = lowering.builder.integers(outputOf(node).shape);
  hold(lowering, node, lowering.add("Conv2DBackpropFilter", [x, sizes, dy], lowering.fast, options));
};

/** Whether the gradient of a kernel is made from a map's gradient, by TensorFlow's own op and with the channels as they are. */
export function hasKernelGradient(lowering: Lowering, dy: Tensor): boolean {
  return lowering.nodes.some(
    (node) =>
      node.op.name === "conv2dKernelGradient" &&
      inputOf(node, 1) === dy &&
      !isForWinograd(geometryOf(node), lowering.fast) &&
      !isToFewChannels(outputOf(node).shape),
  );
}

/** From so many filters on, both guises cost the same. */
const fewFilters = 8;

/**
 * Whether a kernel [rows, columns, c, k] leads to few channels. Kernels of even sides are padded unevenly, and turning them around
 * would move the padding to the other side.
 */
function isToFewChannels([rows = 1, columns = 1, channels = 1, filters = 1]: Shape): boolean {
  return filters < Math.min(fewFilters, channels) && rows % 2 === 1 && columns % 2 === 1;
}

/** A kernel [rows, columns, c, k] as [rows, columns, k, c], its rows and columns from the last to the first; the inverse of itself. */
function turnedAround(lowering: Lowering, kernel: Value): Value {
  const { builder, fast } = lowering;
  const reversed = builder.add("ReverseV2", [kernel, builder.integers([0, 1])], {
    attributes: { T: { type: fast }, Tidx: { type: "int32" } },
  });
  return builder.add("Transpose", [reversed, builder.integers([0, 1, 3, 2])], {
    attributes: { T: { type: fast }, Tperm: { type: "int32" } },
  });
}

function fastInputs(lowering: Lowering, node: Node): readonly [Value, Value] {
  return [lowering.as(inputOf(node, 0), lowering.fast), lowering.as(inputOf(node, 1), lowering.fast)];
}

function hold(lowering: Lowering, node: Node, value: Value): void {
  lowering.hold(outputOf(node), value, lowering.fast);
}
