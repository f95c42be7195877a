/**
 * Every op of the step graph, by name. An engine has a kernel for each: its table of kernels is typed by {@link OpName}, so a
 * new op does not type-check until every engine runs it.
 */
import { batchPartOp, joinBatchOp } from "./batch.js";
import { addOp } from "./add.js";
import { conv2dInputGradientOp, conv2dKernelGradientOp, conv2dOp } from "./conv2d.js";
import { divideOp } from "./divide.js";
import { expOp } from "./exp.js";
import { logSoftmaxOp } from "./logSoftmax.js";
import { matmulOp } from "./matmul.js";
import { maximumOp } from "./maximum.js";
import { maxPoolOp } from "./maxPool.js";
import { multiplyOp } from "./multiply.js";
import { positiveOp } from "./positive.js";
import { reluOp } from "./relu.js";
import { mergeRegionsOp, regionsOp } from "./regions.js";
import { reshapeOp } from "./reshape.js";
import { softmaxOp } from "./softmax.js";
import { constantOp, feedOp, stateOp } from "./source.js";
import { squareRootOp } from "./squareRoot.js";
import { subtractOp } from "./subtract.js";
import { expandOp, sumOp } from "./sum.js";
import { takeAtOp, unpoolOp } from "./unpool.js";
import { sumRegionsOp, upsampleOp } from "./upsample.js";

export const ops = {
  feed: feedOp,
  state: stateOp,
  constant: constantOp,
  add: addOp,
  subtract: subtractOp,
  multiply: multiplyOp,
  divide: divideOp,
  maximum: maximumOp,
  positive: positiveOp,
  relu: reluOp,
  exp: expOp,
  squareRoot: squareRootOp,
  sum: sumOp,
  expand: expandOp,
  reshape: reshapeOp,
  batchPart: batchPartOp,
  joinBatch: joinBatchOp,
  matmul: matmulOp,
  conv2d: conv2dOp,
  conv2dInputGradient: conv2dInputGradientOp,
  conv2dKernelGradient: conv2dKernelGradientOp,
  maxPool: maxPoolOp,
  unpool: unpoolOp,
  takeAt: takeAtOp,
  upsample: upsampleOp,
  sumRegions: sumRegionsOp,
  regions: regionsOp,
  mergeRegions: mergeRegionsOp,
  softmax: softmaxOp,
  logSoftmax: logSoftmaxOp,
} as const;

/** The name of an op. */
export type OpName = keyof typeof ops;

/** The attributes that an op of this name carries. */
export type AttributesOf<Name extends OpName> = (typeof ops)[Name] extends {
  types(inputs: never, attributes: infer A): unknown;
}
  ? A
  : never;
