/** Sums along axes, stretching and reshaping. */
import type { Shape } from "../../../graph/shape.js";
import type { AttributesOf } from "../../../ops/index.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Kernel } from "./kernel.js";

/** A sum over all axes but the last is the gradient of a bias, for which TensorFlow has a kernel of its own. */
export const sum: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { axes } = node.attributes as AttributesOf<"sum">;
  const leading = x.shape.slice(0, -1).map((_, axis) => axis);
  const isBiasGradient =
    leading.length > 0 && axes.length === leading.length && leading.every((axis) => axes.includes(axis));
  const value = lowering.float(x);
  lowering.hold(
    outputOf(node),
    isBiasGradient ? lowering.add("BiasAddGrad", [value]) : lowering.reduce("Sum", value, axes),
  );
};

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
