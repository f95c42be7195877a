/** A kernel for every op of the step graph. */
import type { OpName } from "../../../ops/index.js";
import { batchPart, joinBatch } from "./batch.js";
import { conv2d, conv2dInputGradient, conv2dKernelGradient } from "./convolution.js";
import { add, binary, multiply, positive, relu, unary } from "./elementwise.js";
import type { Kernel } from "./kernel.js";
import { maxPool, sumRegions, takeAt, unpool, upsample } from "./pooling.js";
import { mergeRegions, regions } from "./regions.js";
import { expand, reshape, sum } from "./shapes.js";
import { constant, feed, state } from "./sources.js";
import { logSoftmax, matmul, softmax } from "./vectors.js";

/** An op without a kernel does not type-check. */
export const kernels: Readonly<Record<OpName, Kernel>> = {
  feed,
  state,
  constant,
  add,
  subtract: binary("Sub"),
  multiply,
  divide: binary("RealDiv"),
  maximum: binary("Maximum"),
  positive,
  relu,
  exp: unary("Exp"),
  squareRoot: unary("Sqrt"),
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
