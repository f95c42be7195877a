/** A convolution and both of its gradients on noise, to hold engines and lowerings to each other. */
import { call } from "../../src/runtime/graph/graph.js";
import { conv2d, conv2dInputGradientOp, conv2dKernelGradientOp } from "../../src/runtime/ops/conv2d.js";
import type { EngineUnderTest } from "./engines.js";
import { run } from "./runProgram.js";
import { normals } from "./values.js";

export type ConvolutionSizes = readonly [
  batch: number,
  height: number,
  width: number,
  channels: number,
  filters: number,
  rows: number,
  columns: number,
];

/** Result, gradient of the input and gradient of the kernel, on the same numbers for the same sizes. */
export function convolutionOn(
  engine: EngineUnderTest,
  [n, height, width, channels, filters, rows, columns]: ConvolutionSizes,
): Promise<Record<"y" | "dx" | "dkernel", readonly number[]>> {
  const inputs = {
    x: normals([n, height, width, channels], 1, "x"),
    dy: normals([n, height, width, filters], 1, "dy"),
    kernel: normals([rows, columns, channels, filters], 1, "kernel"),
  };
  return run(engine, inputs, ({ x, dy, kernel }) => ({
    y: conv2d(x, kernel),
    dx: call(conv2dInputGradientOp, [dy, kernel], {}),
    dkernel: call(conv2dKernelGradientOp, [x, dy], { kernel: [rows, columns] }),
  }));
}
