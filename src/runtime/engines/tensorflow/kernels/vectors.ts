/** Matrix products and softmaxes, in floats whatever the maps are held in. */
import type { AttributesOf } from "../../../ops/index.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Kernel } from "./kernel.js";

export const matmul: Kernel = (lowering, node) => {
  const { transposeA, transposeB } = node.attributes as AttributesOf<"matmul">;
  const factors = [lowering.float(inputOf(node, 0)), lowering.float(inputOf(node, 1))];
  lowering.hold(
    outputOf(node),
    lowering.add("MatMul", factors, "float", { transpose_a: transposeA, transpose_b: transposeB }),
  );
};

/** TensorFlow's own kernel works along the last axis only. */
export const softmax: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { axis } = node.attributes as AttributesOf<"softmax">;
  const value = lowering.float(x);
  if (axis === x.shape.length - 1) return lowering.hold(outputOf(node), lowering.add("Softmax", [value]));
  const shifted = lowering.add("Sub", [value, lowering.reduce("Max", value, [axis], true)]);
  const exponentials = lowering.add("Exp", [shifted]);
  lowering.hold(
    outputOf(node),
    lowering.add("RealDiv", [exponentials, lowering.reduce("Sum", exponentials, [axis], true)]),
  );
};

export const logSoftmax: Kernel = (lowering, node) => {
  lowering.hold(outputOf(node), lowering.add("LogSoftmax", [lowering.float(inputOf(node))]));
};
