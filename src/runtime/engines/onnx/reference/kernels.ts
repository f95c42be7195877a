/**
 * The reference lowering: every op in the plainest form that ONNX Runtime offers. Small and readable, and what any faster
 * form is held to.
 */
import type { OpName } from "../../../ops/index.js";
import type { Kernel } from "../kernel.js";
import { batchPart, joinBatch } from "./batch.js";
import { conv2d, conv2dInputGradient, conv2dKernelGradient } from "./convolution.js";
import { elementwise, positive } from "./elementwise.js";
import { maxPool, sumRegions, takeAt, unpool, upsample } from "./pooling.js";
import { mergeRegions, regions } from "./regions.js";
import { expand, reshape, sum } from "./shapes.js";
import { constant, feed, state } from "./sources.js";
import { logSoftmax, matmul, softmax } from "./vectors.js";

export const referenceKernels: Readonly<Record<OpName, Kernel>> = {
  feed,
  state,
  constant,
  add: elementwise("Add"),
  subtract: elementwise("Sub"),
  multiply: elementwise("Mul"),
  divide: elementwise("Div"),
  maximum: elementwise("Max"),
  positive,
  relu: elementwise("Relu"),
  exp: elementwise("Exp"),
  squareRoot: elementwise("Sqrt"),
  sum,
  expand,
  reshape,
  batchPart,
  joinBatch,
  matmul,
  conv2d,
  conv2dInputGradient,
  conv2dKernelGradient,
  maxPool,
  unpool,
  takeAt,
  upsample,
  sumRegions,
  regions,
  mergeRegions,
  softmax,
  logSoftmax,
};
