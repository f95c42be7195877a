// Generated from specs/paper/three-modes.swwae by swwae 0.1.0. Edit the spec, not this file.
import {
  type Batch,
  conv,
  defineExperiment,
  defineModel,
  dense,
  dropout,
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
 * The parameters of {@link ThreeModes} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const threeModesParameters = {
  encoder: {
    stage1: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    stage2: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    stage3: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    stage3: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    stage2: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    stage1: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type ThreeModesParameters = ParametersOf<typeof threeModesParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface ThreeModesWheres {
  stage1: Where<["n", 28, 28, 64]>; // one for each 2×2 region of the 28×28 map
  stage2: Where<["n", 14, 14, 64]>; // one for each 2×2 region of the 14×14 map
  stage3: Where<["n", 7, 7, 64]>; //   one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeThreeModes(p: ThreeModesParameters, image: Tensor<["n", 28, 28, 1]>) {
  const stage1Map = relu(conv(image, p.encoder.stage1.conv)); //       [n, 28, 28, 64]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "hard" }); //  what [n, 14, 14, 64], where of 28×28

  const stage2Map = relu(conv(stage1.what, p.encoder.stage2.conv)); // [n, 14, 14, 64]
  const stage2 = pool(stage2Map, { size: [2, 2], where: "hard" }); //  what [n, 7, 7, 64], where of 14×14

  const stage3Map = relu(conv(stage2.what, p.encoder.stage3.conv)); // [n, 7, 7, 64]
  const stage3 = pool(stage3Map, { size: [2, 2], where: "hard" }); //  what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  return { stage1, stage2, stage3, code: stage3.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeThreeModes(
  p: ThreeModesParameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: ThreeModesWheres,
) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyThreeModes(p: ThreeModesParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructThreeModes(p: ThreeModesParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeThreeModes(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeThreeModes(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 * - L2rec: the squared difference between the reconstruction and the image.
 * - L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the
 *   what of each stage in step with its where.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossThreeModes(p: ThreeModesParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeThreeModes(p, image); //               code [n, 3, 3, 64]
  const logits = classifyThreeModes(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeThreeModes(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 2, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 2, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/** The paper's MNIST network. */
export const ThreeModes = defineModel({
  name: "ThreeModes",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: threeModesParameters,
  encode: encodeThreeModes,
  decode: decodeThreeModes,
  classify: classifyThreeModes,
  reconstruct: reconstructThreeModes,
  loss: lossThreeModes,
});

/**
 * An epoch shows the labelled images only, so there are more of them.
 *
 * 12 runs: labels 100, 600, 1000, 3000 × seed 1, 2, 3.
 */
export const Supervised = defineExperiment({
  name: "Supervised",
  axes: {
    labels: [100, 600, 1000, 3000],
    seed: [1, 2, 3],
  },
  settings: ({ labels, seed }) => ({
    model: ThreeModes,
    data: { kind: "known", name: "mnist", labels },
    mode: "supervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 100,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});

/**
 * The read-outs, for each number of labels, belong to what is measured of these runs.
 *
 * 3 runs: seed 1, 2, 3.
 */
export const Unsupervised = defineExperiment({
  name: "Unsupervised",
  axes: {
    seed: [1, 2, 3],
  },
  settings: ({ seed }) => ({
    model: ThreeModes,
    data: { kind: "known", name: "mnist", labels: "all" },
    mode: "unsupervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 2,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});

/**
 * Half of every batch is labelled.
 *
 * 12 runs: labels 100, 600, 1000, 3000 × seed 1, 2, 3.
 */
export const SemiSupervised = defineExperiment({
  name: "SemiSupervised",
  axes: {
    labels: [100, 600, 1000, 3000],
    seed: [1, 2, 3],
  },
  settings: ({ labels, seed }) => ({
    model: ThreeModes,
    data: { kind: "known", name: "mnist", labels },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 2,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});
