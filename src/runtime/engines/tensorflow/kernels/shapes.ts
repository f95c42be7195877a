/** Sums along axes, stretching and reshaping. */
import type { Shape } from "../../../graph/shape.js";
import type { AttributesOf } from "../../../ops/index.js";
import { inputOf, outputOf } from "../../nodes.js";
import { hasKernelGradient } from "./convolution.js";
import type { Kernel } from "./kernel.js";

/**
 * A sum over all axes but the last is the gradient of a bias, for which TensorFlow has a kernel of its own. In bfloat16 that kernel adds
 * in bfloat16, where 256 + 1 is 256, and so is given floats, except where it is fused with the gradient of a convolution's kernel: that
 * adds in floats, and rounds once.
 */
export const sum: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { axes } = node.attributes as AttributesOf<"sum">;
  if (!isBiasGradient(x.shape, axes))
    return lowering.hold(outputOf(node), lowering.reduce("Sum", lowering.float(x), axes));
  const isFused = lowering.options.fusesBiasGradients && hasKernelGradient(lowering, x);
  const element = isFused ? lowering.elementOf(x) : "float";
  lowering.hold(outputOf(node), lowering.add("BiasAddGrad", [lowering.as(x, element)], element), element);
};

function isBiasGradient({ length }: Shape, axes: readonly number[]): boolean {
  return length > 1 && axes.length === length - 1 && !axes.includes(length - 1);
}

export const expand: Kernel = (lowering, node) => {
  const { shape } = node.attributes as { readonly shape: Shape };
  lowering.hold(outputOf(node), lowering.broadcast(lowering.float(inputOf(node)), shape));
};

export const reshape: Kernel = (lowering, node) => {
  const { shape } = node.attributes as { readonly shape: Shape };
  const x = inputOf(node);
  const element = lowering.elementOf(x);
  lowering.hold(outputOf(node), lowering.reshape(lowering.as(x, element), shape, element), element);
};
