/** Trained models for the tests of emitters: weights drawn at random, and images that go through every step there is. */
import { ImagePipeline, imageTransforms, type Model, parameterList, type TensorValue } from "swwae/runtime";
import type { ModelPlan } from "../../../src/compiler/plan/plan.js";
import type { TrainedImages, TrainedPlan } from "../../../src/compiler/emit/trained.js";
import { livelyParameters } from "./running.js";

/** The model with lively weights, and images that become as large as its input. */
export function trainedPlan(
  model: ModelPlan,
  module: Model,
  images: TrainedImages = plainImages(model),
): TrainedPlan & { readonly parameters: Map<string, TensorValue> } {
  const parameters = livelyParameters(module, 5);
  const weights = new Map(parameterList(module).map(({ name }) => [name, parameters.get(name)!.data]));
  return { model, weights, images, metadata: { model: model.name }, parameters };
}

/** Images that nothing is done to. */
export function plainImages({ input }: ModelPlan): TrainedImages {
  return { shape: [input.height, input.width, input.channels], steps: [] };
}

/** Larger images, normalised, standardised, given margins, and cropped to the model's input. */
export function treatedImages({ input: { height, width, channels } }: ModelPlan): TrainedImages {
  const perChannel = (first: number) => Array.from({ length: channels }, (_, at) => first + 0.1 * at);
  return {
    shape: [height + 1, width + 2, channels],
    steps: [
      { kind: "contrast", size: 3 },
      { kind: "standardise", mean: perChannel(0.3), deviation: perChannel(0.5) },
      { kind: "pad", top: 2, left: 1, height: height + 5, width: width + 4 },
      { kind: "contrast", size: 4 },
      { kind: "crop", top: 1, left: 2, height, width },
    ],
  };
}

/** Higher and narrower images, resized to the model's input. */
export function resizedImages({ input: { height, width, channels } }: ModelPlan): TrainedImages {
  return {
    shape: [height + 4, Math.max(1, width - 1), channels],
    steps: [{ kind: "resize", height, width }],
  };
}

/** What the runtime makes of images of these pixels: what a model with these steps is shown. */
export function shown({ shape, steps }: TrainedImages, pixels: Float32Array, count: number): TensorValue {
  const { size, shape: after, transforms } = new ImagePipeline(shape, imageTransforms(steps, shape));
  const data = new Float32Array(count * size);
  for (let at = 0; at < count; at += 1) {
    let changed: Float32Array = pixels.slice(
      (at * pixels.length) / count,
      ((at + 1) * pixels.length) / count,
    );
    for (const { apply } of transforms) changed = apply(changed);
    data.set(changed, at * size);
  }
  return { shape: [count, ...after], data };
}
