/** A linear read-out: logistic regression on the code of labelled images, whose encoder stays as it is. */
import {
  createNet,
  defineModel,
  dense,
  type Engine,
  flatten,
  lecunNormal,
  lossTerm,
  type Model,
  nll,
  randomStream,
  type Tensor,
  zeros,
} from "../../runtime/index.js";
import { chooseLabelled, permutation, splitValidation, Trainer, unlabelled } from "../../training/index.js";
import type { Measured, MeasuredRun } from "../study.js";

/** Numbers of labels that a read-out is trained with, as far as there are as many images. */
const labelCounts = [100, 600, 1000, 3000] as const;

/** Strengths of weight decay that are tried; the one with the lowest error on the images held back is taken. */
const decays = [0.0001, 0.001, 0.01, 0.1] as const;

const steps = 500;
const batch = 50;
const rate = 0.01;

/** "test error, 100 labels" */
export function measureName(labels: number): string {
  return `test error, ${labels} labels`;
}

/** Codes of images, and the class of each. */
interface Coded {
  readonly codes: Float32Array;
  readonly labels: Int32Array;
}

/** Trains read-outs on the code of an unsupervised run; nothing is measured of other runs. */
export async function measure(run: MeasuredRun): Promise<Measured> {
  if (run.mode !== "unsupervised") return { measures: {}, pictures: {} };
  const { model, weights, engine, dataset, seed, validation: heldBack, limit } = run;
  const { labels } = dataset.training;
  const split = splitValidation(labels.length, heldBack, limit, seed);
  const candidates = split.training.filter((index) => labels[index] !== unlabelled);
  const net = await createNet(model, { weights, images: null, engine, ownsEngine: false });
  try {
    const coded = (samples: "training" | "test", indices: ArrayLike<number>) =>
      encode(run, (images) => net.encode(images), samples, indices);
    const everyTest = Uint32Array.from(dataset.test.labels, (_, index) => index);
    const test = await coded("test", everyTest);
    const validation = await coded("training", split.validation);
    const measures: Record<string, number> = {};
    for (const count of labelCounts) {
      if (count > candidates.length) continue;
      const chosen = chooseLabelled(labels, dataset.classes, candidates, count, seed);
      const error = await readOut(await coded("training", chosen), validation, test, { ...run });
      measures[measureName(count)] = error;
    }
    return { measures, pictures: {} };
  } finally {
    await net.dispose();
  }
}

/** Images a batch: their codes are large. */
const encodedAtOnce = 500;

async function encode(
  { dataset, pipeline }: MeasuredRun,
  encodeImages: (images: Float32Array) => Promise<{ readonly code: { readonly data: ArrayLike<number> } }>,
  which: "training" | "test",
  indices: ArrayLike<number>,
): Promise<Coded> {
  const samples = dataset[which];
  const parts: ArrayLike<number>[] = [];
  for (let from = 0; from < indices.length; from += encodedAtOnce) {
    const to = Math.min(from + encodedAtOnce, indices.length);
    const images = new Float32Array((to - from) * pipeline.size);
    for (let at = from; at < to; at++) {
      pipeline.copy(samples.images, indices[at]!, images, (at - from) * pipeline.size);
    }
    parts.push((await encodeImages(images)).code.data);
  }
  const codes = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    codes.set(part, offset);
    offset += part.length;
  }
  const labels = Int32Array.from({ length: indices.length }, (_, at) => samples.labels[indices[at]!]!);
  return { codes, labels };
}

/** The test error of the read-out with the best decay, in [0, 1]. */
async function readOut(
  training: Coded,
  validation: Coded,
  test: Coded,
  about: { readonly engine: Engine; readonly seed: number; readonly dataset: { readonly classes: number } },
): Promise<number> {
  const features = training.codes.length / training.labels.length;
  const standardise = standardisation(training.codes, features);
  const [known, heldBack, unknown] = [training, validation, test].map(({ codes, labels }) => ({
    codes: standardise(codes),
    labels,
  })) as [Coded, Coded, Coded];
  const model = readOutModel(features, about.dataset.classes);
  let best = { validation: Number.POSITIVE_INFINITY, test: Number.NaN };
  for (const weightDecay of decays) {
    const trainer = await Trainer.create(model, {
      engine: about.engine,
      mode: "supervised",
      optimizer: { kind: "adamw", weightDecay },
      batch,
      seed: about.seed,
      evaluationBatch: 500,
    });
    try {
      await train(trainer, known, features, about.seed);
      const errorOf = async ({ codes, labels }: Coded): Promise<number> =>
        (await trainer.evaluate(codes, labels, ["logits"])).errorRate ?? Number.NaN;
      const found = labelsOf(heldBack) === 0 ? 0 : await errorOf(heldBack);
      if (found < best.validation) best = { validation: found, test: await errorOf(unknown) };
    } finally {
      await trainer.dispose();
    }
  }
  return best.test;
}

function labelsOf({ labels }: Coded): number {
  return labels.length;
}

async function train(
  trainer: Trainer,
  { codes, labels }: Coded,
  features: number,
  seed: number,
): Promise<void> {
  const random = randomStream(seed, "read-out batches");
  let order = permutation(labels.length, random);
  let at = 0;
  const images = new Float32Array(batch * features);
  const classes = new Int32Array(batch);
  for (let step = 0; step < steps; step++) {
    for (let place = 0; place < batch; place++) {
      if (at === order.length) [order, at] = [permutation(labels.length, random), 0];
      const sample = order[at++]!;
      images.set(codes.subarray(sample * features, (sample + 1) * features), place * features);
      classes[place] = labels[sample]!;
    }
    // Down in a straight line, so that the last steps settle.
    await trainer.step(images, classes, rate * (1 - step / steps));
  }
}

/** Mean 0 and deviation 1 for every feature, as measured on these codes; a feature that never changes becomes 0. */
function standardisation(codes: Float32Array, features: number): (codes: Float32Array) => Float32Array {
  const count = codes.length / features;
  const mean = new Float64Array(features);
  const squares = new Float64Array(features);
  codes.forEach((value, index) => (mean[index % features]! += value / count));
  codes.forEach(
    (value, index) => (squares[index % features]! += (value - mean[index % features]!) ** 2 / count),
  );
  return (all) =>
    all.map((value, index) => {
      const feature = index % features;
      const deviation = Math.sqrt(squares[feature]!);
      return deviation < 1e-8 ? 0 : (value - mean[feature]!) / deviation;
    });
}

function nothing(): never {
  throw new Error("invariant: a read-out reconstructs nothing");
}

/** code [n, 1, 1, features] → logits [n, classes]. */
function readOutModel(features: number, classes: number): Model {
  const parameters = {
    classifier: { dense: { kernel: lecunNormal([features, classes]), bias: zeros([classes]) } },
  };
  type Parameters = {
    readonly classifier: { readonly dense: { readonly kernel: Tensor; readonly bias: Tensor } };
  };
  const logits = (p: Parameters, code: Tensor): Tensor =>
    dense(code as never, p.classifier.dense as never) as Tensor;
  return defineModel({
    name: "ReadOut",
    input: [1, 1, features],
    classes,
    stages: [],
    parameters,
    encode: (_: unknown, image: Tensor) => ({ code: flatten(image as never) as Tensor }),
    decode: nothing,
    classify: (p: Parameters, code: Tensor) => logits(p, code),
    reconstruct: nothing,
    loss: (p: Parameters, { image, labels }: { readonly image: Tensor; readonly labels?: Tensor }) => [
      lossTerm("NLL", 1, nll(logits(p, flatten(image as never)) as never, labels as never)),
    ],
  } as unknown as Model);
}
