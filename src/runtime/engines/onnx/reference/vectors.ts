/** Matrix products and softmaxes. */
import type { AttributesOf } from "../../../ops/index.js";
import type { Kernel } from "../kernel.js";
import { inputOf, outputOf } from "../../nodes.js";

export const matmul: Kernel = (lowering, node) => {
  const { transposeA, transposeB } = node.attributes as AttributesOf<"matmul">;
  const product = lowering.builder.add(
    "Gemm",
    [lowering.plain(inputOf(node, 0)), lowering.plain(inputOf(node, 1))],
    {
      attributes: { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 },
    },
  );
  lowering.hold(outputOf(node), "plain", product);
};

export const softmax: Kernel = (lowering, node) => {
  const { axis } = node.attributes as AttributesOf<"softmax">;
  lowering.hold(
    outputOf(node),
    "plain",
    lowering.builder.add("Softmax", [lowering.plain(inputOf(node))], { attributes: { axis } }),
  );
};

export const logSoftmax: Kernel = (lowering, node) => {
  lowering.hold(
    outputOf(node),
    "plain",
    lowering.builder.add("LogSoftmax", [lowering.plain(inputOf(node))], { attributes: { axis: -1 } }),
  );
};
