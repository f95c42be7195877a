/** ONNX models as text. */
import { expect, test } from "vitest";
import { GraphBuilder } from "../../src/onnx/graphBuilder.js";
import { printModel } from "../../src/onnx/printModel.js";

test("a model prints its inputs, nodes, constants, attributes and outputs", () => {
  const builder = new GraphBuilder();
  const x = builder.input("x", ["n", 2]);
  builder.describe({
    operator: "Gemm",
    inputs: [x, builder.floats([2, 1], [0.1, -3]), builder.scalar(1.5)],
    attributes: { transB: 0, alpha: { float: 0.5 } },
    outputs: [{ name: "y", shape: ["n", 1] }],
  });
  const [sum] = builder.addMany("Reshape", ["y", builder.integers([-1])]);
  builder.output("result", sum ?? "", ["n"]);
  builder.output("large", builder.floats([70], new Float32Array(70)), [70]);
  expect(printModel(builder.build("small", { documentation: "A product." }))).toBe(
    [
      "graph small: opset ai.onnx 17, format 8",
      "// A product.",
      "",
      "input  x: float[n, 2]",
      "",
      "y: float[n, 1] = Gemm(x, 2x1 [0.1, -3], 1.5) { transB 0, alpha 0.5 }",
      "v4 = Reshape(y, [-1])",
      "result = Identity(v4)",
      "large = Identity([… 70 numbers])",
      "",
      "output result: float[n]",
      "output large: float[70]",
      "",
    ].join("\n"),
  );
});
