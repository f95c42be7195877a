/** All numbers of a run's report, computed by its model before anything is drawn. */
import type { ReceptiveField } from "../../compiler/index.js";
import { type Engine, type EngineState, type Model } from "../../runtime/index.js";
import { type ImageShape, type Inspection, Inspector, type Survey } from "../../training/index.js";
import { shrunkShape } from "../pictures/shrink.js";
import { type StageFeatures, stageFeatures } from "./features.js";
import { imageAt, inTurns, type ShownImages } from "./images.js";

/** An image that the model takes for something else. */
export interface WrongImage {
  readonly index: number;
  readonly label: number;
  readonly said: number;
  /** The model's probabilities of what it says, and of the label. */
  readonly sureOfSaid: number;
  readonly sureOfLabel: number;
}

/** What a classifier makes of the test images. */
export interface Classification {
  readonly count: number;
  /** [true class, class the model says] */
  readonly confusion: Uint32Array;
  readonly wrongCount: number;
  /** The surest mistakes, surest first. */
  readonly mostWrong: readonly WrongImage[];
}

export interface RunMaterial {
  /** How many images were looked at, of how many. */
  readonly looked: number;
  readonly classification: Classification | null;
  /** A few images in turns through the classes, and what the model computes of them. */
  readonly columns: {
    readonly indices: readonly number[];
    readonly images: Float32Array;
    readonly inspection: Inspection;
  };
  /** Bottom stage first. */
  readonly features: readonly StageFeatures[];
}

export interface MaterialRequest {
  readonly model: Model;
  readonly engine: Engine;
  readonly state: EngineState;
  readonly images: ShownImages;
  readonly fields: ReadonlyMap<string, ReceptiveField>;
}

/** What is looked at, and shown, at most. */
const limits = { images: 10_000, columns: 10, wrong: 24, maps: 12, examples: 9 } as const;

/** So many numbers may the pictures of a stage's maps hold: of large patches in colour, fewer maps are shown. */
const numbersOfStage = 250_000;

function mapsShown(field: ReceptiveField, [height, width, channels]: ImageShape): number {
  const seen: ImageShape =
    field.kind === "image" ? [height, width, channels] : [field.size[0], field.size[1], channels];
  const [rows, columns] = shrunkShape(seen);
  const numbersOfMap = 2 * limits.examples * rows * columns * channels;
  return Math.max(2, Math.min(limits.maps, Math.floor(numbersOfStage / numbersOfMap)));
}

/** Runs the model over the images. */
export async function gatherMaterial(request: MaterialRequest): Promise<RunMaterial> {
  const { model, engine, state, images, fields } = request;
  const inspector = new Inspector(model, { engine, state });
  try {
    const looked = Math.min(images.count, limits.images);
    const survey = await inspector.survey(looked, (from, to) => images.range(from, to), limits.examples);
    const indices = inTurns(images, limits.columns);
    const shown = concatenate(indices.map((index) => imageAt(images, index)));
    const features: StageFeatures[] = [];
    for (const [stage, strongest] of survey.strongest) {
      const field = fields.get(stage) ?? { kind: "image" };
      const count = mapsShown(field, images.shape);
      const maps = strongest.strongestMaps.slice(0, count).toSorted((a, b) => a - b);
      const activations = maps.map((map) => strongest.activations[map] ?? []);
      features.push(await stageFeatures({ inspector, stage, field, images, activations }));
    }
    return {
      looked,
      classification: classify(survey, looked, images),
      columns: { indices, images: shown, inspection: await inspector.inspect(shown) },
      features,
    };
  } finally {
    await inspector.dispose();
  }
}

function classify({ logits }: Survey, count: number, { labels }: ShownImages): Classification | null {
  if (logits === null || count === 0) return null;
  const classes = logits.length / count;
  const confusion = new Uint32Array(classes * classes);
  const wrong: WrongImage[] = [];
  let labelled = 0;
  for (let index = 0; index < count; index++) {
    const label = labels[index] ?? -1;
    if (label < 0 || label >= classes) continue;
    labelled += 1;
    const sure = probabilities(logits.subarray(index * classes, (index + 1) * classes));
    const said = sure.indexOf(Math.max(...sure));
    confusion[label * classes + said]! += 1;
    if (said === label) continue;
    wrong.push({ index, label, said, sureOfSaid: sure[said] ?? 0, sureOfLabel: sure[label] ?? 0 });
  }
  if (labelled === 0) return null;
  const mostWrong = wrong
    .toSorted((a, b) => a.sureOfLabel - b.sureOfLabel || a.index - b.index)
    .slice(0, limits.wrong);
  return { count: labelled, confusion, wrongCount: wrong.length, mostWrong };
}

/** The softmax of some logits. */
export function probabilities(logits: Float32Array): number[] {
  const highest = Math.max(...logits);
  const powers = Array.from(logits, (logit) => Math.exp(logit - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function concatenate(images: readonly Float32Array[]): Float32Array {
  const size = images[0]?.length ?? 0;
  const all = new Float32Array(images.length * size);
  images.forEach((image, place) => all.set(image, place * size));
  return all;
}
