/** A model: what a generated module exports, or a person writes by hand. */
import type { Tensor } from "../graph/graph.js";
import type { LossTerm } from "../layers/losses.js";
import {
  listParameters,
  type NamedParameter,
  type ParameterSpecs,
  type ParameterTree,
} from "./parameters.js";

/** What an encoder returns: each stage's what and where under the stage's name, and the code at the top. */
export interface Encoded {
  /** What the classifier and the decoder start from. */
  readonly code: Tensor;
}

/** What a decoder returns: the map that feeds each unpooling under the stage's name, and the reconstruction. */
export interface Decoded {
  /** The reconstruction [n, height, width, channels]. */
  readonly image: Tensor;
}

/**
 * The functions of a model, with the types of its own parameters forgotten. They are methods here so that functions over
 * precisely typed parameters may stand in their place.
 */
interface ModelFunctions {
  encode(parameters: ParameterTree, image: Tensor): Encoded;
  decode(parameters: ParameterTree, code: Tensor, where: object): Decoded;
  classify(parameters: ParameterTree, code: Tensor): Tensor;
  reconstruct(parameters: ParameterTree, image: Tensor): Tensor;
  loss(
    parameters: ParameterTree,
    batch: { readonly image: Tensor; readonly labels?: Tensor },
  ): readonly LossTerm[];
}

export interface Model {
  readonly name: string;
  /** Shape of one image, [height, width, channels]. */
  readonly input: readonly [height: number, width: number, channels: number];
  /** Size of the logits; null for a model without classifier. */
  readonly classes: number | null;
  /** Names of the stages, bottom first. */
  readonly stages: readonly string[];
  readonly parameters: ParameterSpecs;
  readonly encode: ModelFunctions["encode"];
  readonly decode: ModelFunctions["decode"];
  readonly classify: ModelFunctions["classify"] | null;
  readonly reconstruct: ModelFunctions["reconstruct"];
  readonly loss: ModelFunctions["loss"];
}

/** The parameters of a model under their full names ("encoder.bottom.conv.kernel"), in the order of its declaration. */
export function parameterList(model: Model): readonly NamedParameter[] {
  return listParameters(model.parameters);
}
