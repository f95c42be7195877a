/** Three products that are a convolution with few channels on one side, and both of its gradients, whichever way round it is. */
import type { Kernel } from "../kernel.js";
import type { ThinForm } from "./convolutionForm.js";
import type { ThinSide } from "./gatheredTaps.js";
import type { ConvolutionKernels } from "./taps.js";

export interface ThinProducts {
  /** Thin map → thick map. */
  readonly spread: Kernel;
  /** Thick map → thin map: the adjoint. */
  readonly collect: Kernel;
  /** Both maps → kernel. */
  readonly correlating: (side: ThinSide) => Kernel;
}

/** From few channels the convolution spreads and its gradient collects; to few channels it is the other way round. */
export function thinKernels({
  spread,
  collect,
  correlating,
}: ThinProducts): Readonly<Record<ThinForm, ConvolutionKernels>> {
  return {
    fromFewChannels: {
      conv2d: spread,
      conv2dInputGradient: collect,
      conv2dKernelGradient: correlating("channels"),
    },
    toFewChannels: {
      conv2d: collect,
      conv2dInputGradient: spread,
      conv2dKernelGradient: correlating("filters"),
    },
  };
}
