/** Three products that are a convolution with few channels on one side, and both of its gradients, whichever way round it is. */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Node, Tensor } from "../../../graph/graph.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Kernel } from "../kernel.js";
import type { Lowering } from "../lowering.js";
import type { ThinForm } from "./convolutionForm.js";
import type { ThinSide } from "./gatheredTaps.js";
import type { ConvolutionKernels } from "./taps.js";

export interface ThinProducts {
  /** Thin map → thick map. */
  readonly spread: Kernel;
  /** Thick map → thin map: the adjoint. */
  readonly collect: Kernel;
  /** Both maps → the kernel's gradient, [rows, columns, thin, thick]. */
  readonly correlate: (lowering: Lowering, node: Node, maps: ThinMaps) => Value;
}

/** The maps on both sides of a convolution. */
export interface ThinMaps {
  readonly thinMap: Tensor;
  readonly thickMap: Tensor;
}

/** From few channels the convolution spreads and its gradient collects; to few channels it is the other way round. */
export function thinKernels({
  spread,
  collect,
  correlate,
}: ThinProducts): Readonly<Record<ThinForm, ConvolutionKernels>> {
  return {
    fromFewChannels: {
      conv2d: spread,
      conv2dInputGradient: collect,
      conv2dKernelGradient: correlating("channels", correlate),
    },
    toFewChannels: {
      conv2d: collect,
      conv2dInputGradient: spread,
      conv2dKernelGradient: correlating("filters", correlate),
    },
  };
}

function correlating(side: ThinSide, correlate: ThinProducts["correlate"]): Kernel {
  return (lowering, node) => {
    const [x, dy] = [inputOf(node, 0), inputOf(node, 1)];
    const [thinMap, thickMap] = side === "channels" ? [x, dy] : [dy, x];
    const thinFirst = correlate(lowering, node, { thinMap, thickMap });
    const plain = side === "channels" ? thinFirst : lowering.transposed(thinFirst, [0, 1, 3, 2]);
    lowering.hold(outputOf(node), "plain", plain);
  };
}
