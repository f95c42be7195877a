/** Which form a convolution takes; its gradients always take the same one, because they share its transforms. */
import type { Node, Tensor } from "../../../graph/graph.js";
import { type ConvolutionGeometry, geometryOf } from "../../geometry.js";
import { inputOf, outputOf } from "../../nodes.js";
import { convolutionCost } from "./convolutionCost.js";
import { sidesOf } from "./gatheredTaps.js";

/**
 * - "winograd": Winograd's method;
 * - "fromFewChannels", "toFewChannels": few channels on one side, whose taps are gathered;
 * - "reference": ONNX Runtime's own convolution.
 */
export type ConvolutionForm = "winograd" | ThinForm | "reference";

export type ThinForm = "fromFewChannels" | "toFewChannels";

/** Gathered taps take memory: this many numbers at most, 128 MB. */
const mostGathered = 2 ** 25;

/** Nanoseconds below which a convolution and its gradients are too short to matter: starting any operator takes as long. */
const tooShortToMatter = 5_000;

/** The cheapest form for a shape; of those that cost next to nothing, one that rounds like a direct sum. */
export function convolutionForm(geometry: ConvolutionGeometry): ConvolutionForm {
  const cost = (form: ConvolutionForm): number => convolutionCost(form, geometry);
  const cheapest = (forms: readonly ConvolutionForm[]): ConvolutionForm =>
    forms.reduce((best, form) => (cost(form) < cost(best) ? form : best));
  const direct = cheapest(formsOf(geometry).filter((form) => form !== "winograd"));
  return cost(direct) < tooShortToMatter ? direct : cheapest(formsOf(geometry));
}

/** The forms that serve a shape. */
export function formsOf({
  batch,
  height,
  width,
  channels,
  filters,
  kernel,
}: ConvolutionGeometry): readonly ConvolutionForm[] {
  const gathered = batch * height * width * Math.min(channels, filters) * kernel[0] * kernel[1];
  return ["reference", ...(gathered <= mostGathered ? [thinForm({ channels, filters })] : []), "winograd"];
}

/** The form by gathered taps that a shape could take. */
export function thinForm(geometry: Pick<ConvolutionGeometry, "channels" | "filters">): ThinForm {
  return sidesOf(geometry).side === "channels" ? "fromFewChannels" : "toFewChannels";
}

export function isThin(form: ConvolutionForm): form is ThinForm {
  return form === "fromFewChannels" || form === "toFewChannels";
}

/** The map of a convolution, or of one of its gradients, on the side that has more channels. */
export function thickMapOf(node: Node): Tensor {
  const isFromFew = thinForm(geometryOf(node)) === "fromFewChannels";
  switch (node.op.name) {
    case "conv2d":
      return isFromFew ? outputOf(node) : inputOf(node, 0);
    case "conv2dInputGradient":
      return isFromFew ? inputOf(node, 0) : outputOf(node);
    default:
      return inputOf(node, isFromFew ? 1 : 0);
  }
}
