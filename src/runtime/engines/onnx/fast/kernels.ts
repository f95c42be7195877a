/**
 * The fast lowering: maps lie as [h, w, n, c], so that transforms along rows and columns are plain matrix products and every
 * number of a channel stretches by itself. What has no faster form is lowered as in the reference.
 */
import type { OpName } from "../../../ops/index.js";
import type { Kernel } from "../kernel.js";
import { referenceKernels } from "../reference/kernels.js";
import { conv2d, conv2dInputGradient, conv2dKernelGradient } from "./convolution.js";
import { maxPool, sumRegions, takeAt, unpool, upsample } from "./pooling.js";
import { withNumbersPerChannel } from "./perChannel.js";
import { sum } from "./sum.js";

export const fastKernels: Readonly<Record<OpName, Kernel>> = {
  ...referenceKernels,
  add: withNumbersPerChannel("Add"),
  multiply: withNumbersPerChannel("Mul"),
  sum,
  conv2d,
  conv2dInputGradient,
  conv2dKernelGradient,
  maxPool,
  unpool,
  takeAt,
  upsample,
  sumRegions,
};
