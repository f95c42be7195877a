/** Convolutions and their gradients, each in the form that its shape calls for. */
import { geometryOf } from "../../geometry.js";
import type { Kernel } from "../kernel.js";
import * as reference from "../reference/convolution.js";
import { type ConvolutionForm, convolutionForm } from "./convolutionForm.js";
import { type ConvolutionKernels, fromFewChannels, toFewChannels } from "./taps.js";
import * as winograd from "./winograd.js";

/** The kernels of each form. */
export const convolutionKernels: Readonly<Record<ConvolutionForm, ConvolutionKernels>> = {
  winograd,
  fromFewChannels,
  toFewChannels,
  reference,
};

export const conv2d: Kernel = (lowering, node) =>
  convolutionKernels[convolutionForm(geometryOf(node))].conv2d(lowering, node);

export const conv2dInputGradient: Kernel = (lowering, node) =>
  convolutionKernels[convolutionForm(geometryOf(node))].conv2dInputGradient(lowering, node);

export const conv2dKernelGradient: Kernel = (lowering, node) =>
  convolutionKernels[convolutionForm(geometryOf(node))].conv2dKernelGradient(lowering, node);
