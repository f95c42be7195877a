/** Feature visualisation (Zeiler and Fergus 2014): what the strongest activations of a stage's maps answer to. */
import type { ReceptiveField } from "../../compiler/index.js";
import { imageSize, type Activation, type ImageShape, type Inspector } from "../../training/index.js";
import { imageAt, type ShownImages } from "./images.js";

/** One of the strongest activations of a map. */
export interface FeatureExample extends Activation {
  /** The activation projected down to pixels, cut to its receptive field: [height, width, channels]; 0 outside of the image. */
  readonly projection: Float32Array;
  /** The pixels behind it, cut alike. */
  readonly patch: Float32Array;
}

export interface FeatureMap {
  readonly map: number;
  /** Strongest first. */
  readonly examples: readonly FeatureExample[];
}

export interface StageFeatures {
  readonly stage: string;
  /** How many maps the stage has. */
  readonly maps: number;
  /** Shape of every projection and patch. */
  readonly patchShape: ImageShape;
  readonly shown: readonly FeatureMap[];
}

export interface FeatureRequest {
  readonly inspector: Inspector;
  readonly stage: string;
  readonly field: ReceptiveField;
  readonly images: ShownImages;
  /** The maps to show, each with the activations to show of it. */
  readonly activations: readonly (readonly Activation[])[];
}

/** Projects the activations and cuts out what they saw. Maps that nothing excited are left out. */
export async function stageFeatures(request: FeatureRequest): Promise<StageFeatures> {
  const { inspector, stage, field, images } = request;
  const { shape } = images;
  const whatShape = inspector.shapeOf(stage);
  const excited = request.activations.filter(({ length }) => length > 0);
  const all = excited.flat();
  const projections = await inspector.project(stage, all, (index) => imageAt(images, index));
  const size = imageSize(shape);
  const examples = all.map((activation, row): FeatureExample => {
    const corner = cornerOf(field, activation.cell, whatShape);
    return {
      ...activation,
      projection: cut(projections.subarray(row * size, (row + 1) * size), shape, field, corner),
      patch: cut(imageAt(images, activation.image), shape, field, corner),
    };
  });
  let next = 0;
  const shown = excited.map((activations): FeatureMap => {
    const own = examples.slice(next, next + activations.length);
    next += activations.length;
    return { map: activations[0]?.map ?? 0, examples: own };
  });
  return { stage, maps: whatShape.at(-1) ?? 0, patchShape: patchShapeOf(field, shape), shown };
}

function patchShapeOf(field: ReceptiveField, shape: ImageShape): ImageShape {
  return field.kind === "image" ? shape : [field.size[0], field.size[1], shape[2]];
}

/** Upper left pixel of the receptive field of a cell; it may lie outside of the image. */
function cornerOf(
  field: ReceptiveField,
  cell: number,
  whatShape: readonly number[],
): readonly [row: number, column: number] {
  if (field.kind === "image") return [0, 0];
  const columns = whatShape[1] ?? 1;
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  return [field.start[0] + row * field.stride[0], field.start[1] + column * field.stride[1]];
}

function cut(
  image: Float32Array,
  shape: ImageShape,
  field: ReceptiveField,
  [top, left]: readonly [number, number],
): Float32Array {
  const [height, width, channels] = shape;
  const [rows, columns] = patchShapeOf(field, shape);
  const patch = new Float32Array(rows * columns * channels);
  for (let row = Math.max(0, -top); row < rows && top + row < height; row++) {
    const first = Math.max(0, -left);
    const last = Math.min(columns, width - left);
    if (last <= first) continue;
    const from = ((top + row) * width + left + first) * channels;
    patch.set(image.subarray(from, from + (last - first) * channels), (row * columns + first) * channels);
  }
  return patch;
}
