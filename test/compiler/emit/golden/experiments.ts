// Generated from experiments.swwae by swwae 0.0.0. Edit the spec, not this file.
import {
  type Batch,
  conv,
  defineExperiment,
  defineModel,
  dense,
  flatten,
  heNormal,
  l2,
  lecunNormal,
  lossTerm,
  nll,
  type ParametersOf,
  pool,
  relu,
  type Tensor,
  unpool,
  type Where,
  zeros,
} from "swwae/runtime";

/**
 * The parameters of {@link Hard2} and how each starts: 138 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const hard2Parameters = {
  encoder: { stage1: { conv: { kernel: heNormal([3, 3, 1, 2]), bias: zeros([2]) } } },
  decoder: { stage1: { conv: { kernel: lecunNormal([3, 3, 2, 1]), bias: zeros([1]) } } },
  classifier: { dense: { kernel: lecunNormal([32, 3]), bias: zeros([3]) } },
};

export type Hard2Parameters = ParametersOf<typeof hard2Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Hard2Wheres {
  stage1: Where<["n", 8, 8, 2]>; // one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 4, 4, 2], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeHard2(p: Hard2Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const stage1Map = relu(conv(image, p.encoder.stage1.conv)); //      [n, 8, 8, 2]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "hard" }); // what [n, 4, 4, 2], where of 8×8

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 4, 4, 2] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeHard2(p: Hard2Parameters, code: Tensor<["n", 4, 4, 2]>, where: Hard2Wheres) {
  const stage1Map = unpool(code, where.stage1); //         [n, 8, 8, 2], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); // [n, 8, 8, 1] ↔ image (L2rec), linear

  return { image };
}

/** Classifier on top of the encoder: code [n, 4, 4, 2] → logits [n, 3], not yet through a softmax. */
export function classifyHard2(p: Hard2Parameters, code: Tensor<["n", 4, 4, 2]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 3]
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructHard2(p: Hard2Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeHard2(p, image); //            code [n, 4, 4, 2]
  const where = { stage1: encoded.stage1.where };
  return decodeHard2(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossHard2(p: Hard2Parameters, { image, labels }: Batch<[8, 8, 1], 3>) {
  const encoded = encodeHard2(p, image); //               code [n, 4, 4, 2]
  const logits = classifyHard2(p, encoded.code); //       [n, 3]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeHard2(p, encoded.code, where); // image [n, 8, 8, 1]

  return [lossTerm("NLL", 1, nll(logits, labels)), lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * A stacked what-where auto-encoder of 1 stage.
 *
 * With X 2, w hard, as {@link Wheres} asks for it.
 */
export const Hard2 = defineModel({
  name: "Hard2",
  input: [8, 8, 1],
  classes: 3,
  stages: ["stage1"],
  parameters: hard2Parameters,
  encode: encodeHard2,
  decode: decodeHard2,
  classify: classifyHard2,
  reconstruct: reconstructHard2,
  loss: lossHard2,
});

/**
 * The parameters of {@link Hard4} and how each starts: 66 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const hard4Parameters = {
  encoder: { stage1: { conv: { kernel: heNormal([3, 3, 1, 2]), bias: zeros([2]) } } },
  decoder: { stage1: { conv: { kernel: lecunNormal([3, 3, 2, 1]), bias: zeros([1]) } } },
  classifier: { dense: { kernel: lecunNormal([8, 3]), bias: zeros([3]) } },
};

export type Hard4Parameters = ParametersOf<typeof hard4Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Hard4Wheres {
  stage1: Where<["n", 8, 8, 2]>; // one for each 4×4 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 2, 2, 2], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeHard4(p: Hard4Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const stage1Map = relu(conv(image, p.encoder.stage1.conv)); //      [n, 8, 8, 2]
  const stage1 = pool(stage1Map, { size: [4, 4], where: "hard" }); // what [n, 2, 2, 2], where of 8×8

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 2, 2, 2] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeHard4(p: Hard4Parameters, code: Tensor<["n", 2, 2, 2]>, where: Hard4Wheres) {
  const stage1Map = unpool(code, where.stage1); //         [n, 8, 8, 2], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); // [n, 8, 8, 1] ↔ image (L2rec), linear

  return { image };
}

/** Classifier on top of the encoder: code [n, 2, 2, 2] → logits [n, 3], not yet through a softmax. */
export function classifyHard4(p: Hard4Parameters, code: Tensor<["n", 2, 2, 2]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 3]
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructHard4(p: Hard4Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeHard4(p, image); //            code [n, 2, 2, 2]
  const where = { stage1: encoded.stage1.where };
  return decodeHard4(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossHard4(p: Hard4Parameters, { image, labels }: Batch<[8, 8, 1], 3>) {
  const encoded = encodeHard4(p, image); //               code [n, 2, 2, 2]
  const logits = classifyHard4(p, encoded.code); //       [n, 3]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeHard4(p, encoded.code, where); // image [n, 8, 8, 1]

  return [lossTerm("NLL", 1, nll(logits, labels)), lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * A stacked what-where auto-encoder of 1 stage.
 *
 * With X 4, w hard, as {@link Wheres} asks for it.
 */
export const Hard4 = defineModel({
  name: "Hard4",
  input: [8, 8, 1],
  classes: 3,
  stages: ["stage1"],
  parameters: hard4Parameters,
  encode: encodeHard4,
  decode: decodeHard4,
  classify: classifyHard4,
  reconstruct: reconstructHard4,
  loss: lossHard4,
});

/**
 * The parameters of {@link None2} and how each starts: 138 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const none2Parameters = {
  encoder: { stage1: { conv: { kernel: heNormal([3, 3, 1, 2]), bias: zeros([2]) } } },
  decoder: { stage1: { conv: { kernel: lecunNormal([3, 3, 2, 1]), bias: zeros([1]) } } },
  classifier: { dense: { kernel: lecunNormal([32, 3]), bias: zeros([3]) } },
};

export type None2Parameters = ParametersOf<typeof none2Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface None2Wheres {
  stage1: Where<["n", 8, 8, 2]>; // none: only that the decoder copies to each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 4, 4, 2], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.
 */
export function encodeNone2(p: None2Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const stage1Map = relu(conv(image, p.encoder.stage1.conv)); //      [n, 8, 8, 2]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "none" }); // what [n, 4, 4, 2], no where

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 4, 4, 2] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling without a where copies the decoder's own number to the whole region.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeNone2(p: None2Parameters, code: Tensor<["n", 4, 4, 2]>, where: None2Wheres) {
  const stage1Map = unpool(code, where.stage1); //         [n, 8, 8, 2], each number copied to its 2×2 region
  const image = conv(stage1Map, p.decoder.stage1.conv); // [n, 8, 8, 1] ↔ image (L2rec), linear

  return { image };
}

/** Classifier on top of the encoder: code [n, 4, 4, 2] → logits [n, 3], not yet through a softmax. */
export function classifyNone2(p: None2Parameters, code: Tensor<["n", 4, 4, 2]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 3]
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructNone2(p: None2Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeNone2(p, image); //            code [n, 4, 4, 2]
  const where = { stage1: encoded.stage1.where };
  return decodeNone2(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNone2(p: None2Parameters, { image, labels }: Batch<[8, 8, 1], 3>) {
  const encoded = encodeNone2(p, image); //               code [n, 4, 4, 2]
  const logits = classifyNone2(p, encoded.code); //       [n, 3]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNone2(p, encoded.code, where); // image [n, 8, 8, 1]

  return [lossTerm("NLL", 1, nll(logits, labels)), lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * A stacked what-where auto-encoder of 1 stage.
 *
 * With X 2, w none, as {@link Wheres} asks for it.
 */
export const None2 = defineModel({
  name: "None2",
  input: [8, 8, 1],
  classes: 3,
  stages: ["stage1"],
  parameters: none2Parameters,
  encode: encodeNone2,
  decode: decodeNone2,
  classify: classifyNone2,
  reconstruct: reconstructNone2,
  loss: lossNone2,
});

/**
 * The parameters of {@link None4} and how each starts: 66 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const none4Parameters = {
  encoder: { stage1: { conv: { kernel: heNormal([3, 3, 1, 2]), bias: zeros([2]) } } },
  decoder: { stage1: { conv: { kernel: lecunNormal([3, 3, 2, 1]), bias: zeros([1]) } } },
  classifier: { dense: { kernel: lecunNormal([8, 3]), bias: zeros([3]) } },
};

export type None4Parameters = ParametersOf<typeof none4Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface None4Wheres {
  stage1: Where<["n", 8, 8, 2]>; // none: only that the decoder copies to each 4×4 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 2, 2, 2], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.
 */
export function encodeNone4(p: None4Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const stage1Map = relu(conv(image, p.encoder.stage1.conv)); //      [n, 8, 8, 2]
  const stage1 = pool(stage1Map, { size: [4, 4], where: "none" }); // what [n, 2, 2, 2], no where

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 2, 2, 2] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling without a where copies the decoder's own number to the whole region.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeNone4(p: None4Parameters, code: Tensor<["n", 2, 2, 2]>, where: None4Wheres) {
  const stage1Map = unpool(code, where.stage1); //         [n, 8, 8, 2], each number copied to its 4×4 region
  const image = conv(stage1Map, p.decoder.stage1.conv); // [n, 8, 8, 1] ↔ image (L2rec), linear

  return { image };
}

/** Classifier on top of the encoder: code [n, 2, 2, 2] → logits [n, 3], not yet through a softmax. */
export function classifyNone4(p: None4Parameters, code: Tensor<["n", 2, 2, 2]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 3]
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructNone4(p: None4Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeNone4(p, image); //            code [n, 2, 2, 2]
  const where = { stage1: encoded.stage1.where };
  return decodeNone4(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNone4(p: None4Parameters, { image, labels }: Batch<[8, 8, 1], 3>) {
  const encoded = encodeNone4(p, image); //               code [n, 2, 2, 2]
  const logits = classifyNone4(p, encoded.code); //       [n, 3]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNone4(p, encoded.code, where); // image [n, 8, 8, 1]

  return [lossTerm("NLL", 1, nll(logits, labels)), lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * A stacked what-where auto-encoder of 1 stage.
 *
 * With X 4, w none, as {@link Wheres} asks for it.
 */
export const None4 = defineModel({
  name: "None4",
  input: [8, 8, 1],
  classes: 3,
  stages: ["stage1"],
  parameters: none4Parameters,
  encode: encodeNone4,
  decode: decodeNone4,
  classify: classifyNone4,
  reconstruct: reconstructNone4,
  loss: lossNone4,
});

/**
 * Nothing varies.
 * But much is said.
 *
 * One run.
 */
export const Single = defineExperiment({
  name: "Single",
  axes: {},
  settings: () => ({
    model: Hard2,
    data: { kind: "path", name: "../data/svhn", labels: 1000 },
    mode: "semi-supervised",
    optimizer: { kind: "adamw", rate: 0.001, weightDecay: 0.01 },
    schedule: { kind: "step", every: 10, factor: 0.5, warmupEpochs: 1 },
    batch: 64,
    epochs: 10,
    earlyStopping: { patience: 5 },
    seed: 1,
    augmentation: [
      { kind: "shift", pixels: 2 },
      { kind: "flip", axis: "horizontal" },
    ],
    preprocessing: [{ kind: "standardise" }],
  }),
});

/**
 * An experiment.
 *
 * 6 runs: labels 100, 600, all × seed 1, 2.
 */
export const FewLabels = defineExperiment({
  name: "FewLabels",
  axes: {
    labels: [100, 600, "all"],
    seed: [1, 2],
  },
  settings: ({ labels, seed }) => ({
    model: Hard2,
    data: { kind: "known", name: "mnist", labels },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.001 },
    schedule: { kind: "constant", warmupEpochs: 0 },
    batch: 64,
    epochs: 10,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [],
  }),
});

/**
 * An experiment.
 *
 * 4 runs: X 2, 4 × w hard, none.
 */
export const Wheres = defineExperiment({
  name: "Wheres",
  axes: {
    X: [2, 4],
    w: ["hard", "none"],
  },
  settings: ({ X, w }) => ({
    model: { 2: { hard: Hard2, none: None2 }, 4: { hard: Hard4, none: None4 } }[X][w],
    data: { kind: "known", name: "mnist", labels: "all" },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.001 },
    schedule: { kind: "constant", warmupEpochs: 0 },
    batch: 64,
    epochs: 10,
    earlyStopping: null,
    seed: 1,
    augmentation: [],
    preprocessing: [],
  }),
});

/**
 * An experiment.
 *
 * 8 runs: optimizer adam, sgd × rate 0.1, 0.010 × warm up 0, 5.
 */
export const Optimizers = defineExperiment({
  name: "Optimizers",
  axes: {
    optimizer: ["adam", "sgd"],
    rate: [0.1, "0.010"],
    "warm up": [0, 5],
  },
  settings: ({ optimizer, rate, "warm up": warmUp }) => ({
    model: Hard2,
    data: { kind: "known", name: "mnist", labels: "all" },
    mode: "semi-supervised",
    optimizer: (
      {
        adam: { 0.1: { kind: "adam", rate: 0.1 }, "0.010": { kind: "adam", rate: 0.01 } },
        sgd: {
          0.1: { kind: "sgd", rate: 0.1, momentum: 0.9, nesterov: true },
          "0.010": { kind: "sgd", rate: 0.01, momentum: 0.9, nesterov: true },
        },
      } as const
    )[optimizer][rate],
    schedule: ({ 0: { kind: "cosine", warmupEpochs: 0 }, 5: { kind: "cosine", warmupEpochs: 5 } } as const)[
      warmUp
    ],
    batch: 64,
    epochs: 10,
    earlyStopping: null,
    seed: 1,
    augmentation: [],
    preprocessing: [],
  }),
});

/**
 * An experiment.
 *
 * 4 runs: Hard4 Hard2, Hard4 × momentum 0, 0.9.
 */
export const Hard4s = defineExperiment({
  name: "Hard4s",
  axes: {
    Hard4: ["Hard2", "Hard4"],
    momentum: [0, 0.9],
  },
  settings: ({ Hard4: hard4, momentum }) => ({
    model: { Hard2, Hard4 }[hard4],
    data: { kind: "known", name: "mnist", labels: "all" },
    mode: "semi-supervised",
    optimizer: { kind: "sgd", rate: 0.1, momentum, nesterov: { 0: false, 0.9: true }[momentum] },
    schedule: { kind: "constant", warmupEpochs: 0 },
    batch: 64,
    epochs: 10,
    earlyStopping: null,
    seed: 1,
    augmentation: [],
    preprocessing: [],
  }),
});

/**
 * An experiment.
 *
 * 4 runs: batch 10, 20 × epochs 1, 2.
 */
export const PoolExperiment = defineExperiment({
  name: "pool",
  axes: {
    batch: [10, 20],
    epochs: [1, 2],
  },
  settings: ({ batch, epochs }) => ({
    model: Hard2,
    data: { kind: "known", name: "mnist", labels: "all" },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.001 },
    schedule: { kind: "constant", warmupEpochs: 0 },
    batch,
    epochs: { 10: { 1: 1, 2: 2 }, 20: { 1: 2, 2: 4 } }[batch][epochs],
    earlyStopping: null,
    seed: 1,
    augmentation: [],
    preprocessing: [],
  }),
});
