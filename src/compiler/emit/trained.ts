/** A trained model, as the emitters get it that write graphs which need nothing else: its plan, its weights, and its images. */
import type { MapShape, ModelPlan, ParameterPath } from "../plan/plan.js";

/** A model with what it has learned. */
export interface TrainedPlan {
  readonly model: ModelPlan;
  /** Every parameter of the plan under its path ("encoder.bottom.conv.kernel"), row-major. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly images: TrainedImages;
  /** Free texts by key that the files carry along. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What goes into the graphs, and what is done to it before the model is shown it. */
export interface TrainedImages {
  /** [height, width, channels]. */
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly steps: readonly ImageStep[];
}

/** A fixed change of every image: the runtime's steps of the same names (src/runtime/images/imageSteps.ts). */
export type ImageStep =
  | ({ readonly kind: "pad" } & Placed)
  | ({ readonly kind: "crop" } & Placed)
  /** Another height and width, by the triangle filter of src/resampling. */
  | { readonly kind: "resize"; readonly height: number; readonly width: number }
  /** y = (x − mean) / deviation, by channel. */
  | { readonly kind: "standardise"; readonly mean: readonly number[]; readonly deviation: readonly number[] }
  /** Local contrast normalisation over windows of size × size. */
  | { readonly kind: "contrast"; readonly size: number };

/** An image in a larger one (pad), or a part of one (crop): where its first pixel lies, and the new height and width. */
export interface Placed {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** Divisors below this are rounding: such an image is blank, and becomes 0. The runtime's local contrast says the same. */
export const blankContrast = 1e-5;

/** The map that the images are before any step. */
export function mapOf([height, width, channels]: TrainedImages["shape"]): MapShape {
  return { kind: "map", height, width, channels };
}

/** The shape that an image has after a step. */
export function mapAfter(step: ImageStep, map: MapShape): MapShape {
  return step.kind === "pad" || step.kind === "crop" || step.kind === "resize"
    ? { ...map, height: step.height, width: step.width }
    : map;
}

/** The numbers of a parameter, or of a layer's parameter of a name. Throws where they are missing: a fault of the caller. */
export function weightsOf(trained: TrainedPlan, path: ParameterPath, name?: string): Float32Array {
  const full = [...path, ...(name === undefined ? [] : [name])].join(".");
  const found = trained.weights.get(full);
  if (found === undefined) throw new Error(`the weights of ${trained.model.name} have no ${full}`);
  return found;
}
