/** Convolutions and their gradients, each in the form that its shape calls for. */
import type { Node } from "../../../graph/graph.js";
import { geometryOf } from "../../geometry.js";
import type { Kernel } from "../kernel.js";
import type { Lowering } from "../lowering.js";
import * as reference from "../reference/convolution.js";
import * as bands from "./bands.js";
import {
  type ConvolutionForm,
  convolutionForm,
  thickMapOf,
  thinForm,
  type ThinForm,
} from "./convolutionForm.js";
import { type ConvolutionKernels, fromFewChannels, toFewChannels } from "./taps.js";
import * as tiledBands from "./tiledBands.js";
import * as winograd from "./winograd.js";
import * as winogradBands from "./winogradBands.js";

/** The kernels of each form. */
export const convolutionKernels: Readonly<Record<ConvolutionForm, ConvolutionKernels>> = {
  winograd,
  fromFewChannels,
  toFewChannels,
  reference,
};

/** The kernels of few channels on one side, where the map on the other lies in a stack for each column of its regions. */
const inBands: Readonly<Record<ThinForm, ConvolutionKernels>> = bands;

/** The same where that map lies in one stack. */
const inWinogradBands: Readonly<Record<ThinForm, ConvolutionKernels>> = winogradBands;

/** The same where it lies in tiles. */
const inTiledBands: Readonly<Record<ThinForm, ConvolutionKernels>> = tiledBands;

export const conv2d: Kernel = (lowering, node) => kernelsOf(lowering, node).conv2d(lowering, node);

export const conv2dInputGradient: Kernel = (lowering, node) =>
  kernelsOf(lowering, node).conv2dInputGradient(lowering, node);

export const conv2dKernelGradient: Kernel = (lowering, node) =>
  kernelsOf(lowering, node).conv2dKernelGradient(lowering, node);

function kernelsOf(lowering: Lowering, node: Node): ConvolutionKernels {
  const geometry = geometryOf(node);
  const thin = thinForm(geometry);
  switch (lowering.formOf(thickMapOf(node))?.kind) {
    case "stack":
      return inWinogradBands[thin];
    case "stackPerColumn":
      return inBands[thin];
    case "tiles":
      return inTiledBands[thin];
    default:
      return convolutionKernels[convolutionForm(geometry)];
  }
}
