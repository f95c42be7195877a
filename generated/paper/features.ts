// Generated from specs/paper/features.swwae by swwae 0.1.0. Edit the spec, not this file.
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
 * The parameters of {@link Features} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const featuresParameters = {
  encoder: {
    lower: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    upper: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    upper: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    lower: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type FeaturesParameters = ParametersOf<typeof featuresParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface FeaturesWheres {
  lower: Where<["n", 28, 28, 64]>; //  one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 64]>; // one for each 2×2 region of the 14×14 map
  upper: Where<["n", 7, 7, 64]>; //    one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeFeatures(p: FeaturesParameters, image: Tensor<["n", 28, 28, 1]>) {
  const lowerMap = relu(conv(image, p.encoder.lower.conv)); //        [n, 28, 28, 64]
  const lower = pool(lowerMap, { size: [2, 2], where: "hard" }); //   what [n, 14, 14, 64], where of 28×28

  const middleMap = relu(conv(lower.what, p.encoder.middle.conv)); // [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); // what [n, 7, 7, 64], where of 14×14

  const upperMap = relu(conv(middle.what, p.encoder.upper.conv)); //  [n, 7, 7, 64]
  const upper = pool(upperMap, { size: [2, 2], where: "hard" }); //   what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  return { lower, middle, upper, code: upper.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeFeatures(p: FeaturesParameters, code: Tensor<["n", 3, 3, 64]>, where: FeaturesWheres) {
  const upperMap = unpool(code, where.upper); //                 [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(upperMap, p.decoder.upper.conv)); //  [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //             [n, 14, 14, 64], zeros except at the switches
  const lower = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ lower.what (L2M)

  const lowerMap = unpool(lower, where.lower); //                [n, 28, 28, 64], zeros except at the switches
  const image = conv(lowerMap, p.decoder.lower.conv); //         [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, lower, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyFeatures(p: FeaturesParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructFeatures(p: FeaturesParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeFeatures(p, image); //            code [n, 3, 3, 64]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  return decodeFeatures(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossFeatures(p: FeaturesParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeFeatures(p, image); //               code [n, 3, 3, 64]
  const logits = classifyFeatures(p, encoded.code); //       [n, 10]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  const decoded = decodeFeatures(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M lower", 1, l2(decoded.lower, encoded.lower.what, "mean")),
    lossTerm("L2M middle", 1, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M upper is left out: the decoder starts from upper.what itself, so the two never differ.
  ];
}

/** The paper's MNIST network; `maps` in every stage. */
export const Features = defineModel({
  name: "Features",
  input: [28, 28, 1],
  classes: 10,
  stages: ["lower", "middle", "upper"],
  parameters: featuresParameters,
  encode: encodeFeatures,
  decode: decodeFeatures,
  classify: classifyFeatures,
  reconstruct: reconstructFeatures,
  loss: lossFeatures,
});

/**
 * The parameters of {@link FeaturesMaps24} and how each starts: 24,227 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const featuresMaps24Parameters = {
  encoder: {
    lower: { conv: { kernel: heNormal([5, 5, 1, 24]), bias: zeros([24]) } },
    middle: { conv: { kernel: heNormal([3, 3, 24, 24]), bias: zeros([24]) } },
    upper: { conv: { kernel: heNormal([3, 3, 24, 24]), bias: zeros([24]) } },
  },
  decoder: {
    upper: { conv: { kernel: heNormal([3, 3, 24, 24]), bias: zeros([24]) } },
    middle: { conv: { kernel: heNormal([3, 3, 24, 24]), bias: zeros([24]) } },
    lower: { conv: { kernel: lecunNormal([5, 5, 24, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([216, 10]), bias: zeros([10]) } },
};

export type FeaturesMaps24Parameters = ParametersOf<typeof featuresMaps24Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface FeaturesMaps24Wheres {
  lower: Where<["n", 28, 28, 24]>; //  one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 24]>; // one for each 2×2 region of the 14×14 map
  upper: Where<["n", 7, 7, 24]>; //    one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 24], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeFeaturesMaps24(p: FeaturesMaps24Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const lowerMap = relu(conv(image, p.encoder.lower.conv)); //        [n, 28, 28, 24]
  const lower = pool(lowerMap, { size: [2, 2], where: "hard" }); //   what [n, 14, 14, 24], where of 28×28

  const middleMap = relu(conv(lower.what, p.encoder.middle.conv)); // [n, 14, 14, 24]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); // what [n, 7, 7, 24], where of 14×14

  const upperMap = relu(conv(middle.what, p.encoder.upper.conv)); //  [n, 7, 7, 24]
  const upper = pool(upperMap, { size: [2, 2], where: "hard" }); //   what [n, 3, 3, 24], where of 7×7 (1 row and 1 column left out)

  return { lower, middle, upper, code: upper.what };
}

/**
 * Decoder: code [n, 3, 3, 24] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeFeaturesMaps24(
  p: FeaturesMaps24Parameters,
  code: Tensor<["n", 3, 3, 24]>,
  where: FeaturesMaps24Wheres,
) {
  const upperMap = unpool(code, where.upper); //                 [n, 7, 7, 24], zeros except at the switches
  const middle = relu(conv(upperMap, p.decoder.upper.conv)); //  [n, 7, 7, 24] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //             [n, 14, 14, 24], zeros except at the switches
  const lower = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 24] ↔ lower.what (L2M)

  const lowerMap = unpool(lower, where.lower); //                [n, 28, 28, 24], zeros except at the switches
  const image = conv(lowerMap, p.decoder.lower.conv); //         [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, lower, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 24] → logits [n, 10], not yet through a softmax. */
export function classifyFeaturesMaps24(p: FeaturesMaps24Parameters, code: Tensor<["n", 3, 3, 24]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructFeaturesMaps24(p: FeaturesMaps24Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeFeaturesMaps24(p, image); //            code [n, 3, 3, 24]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  return decodeFeaturesMaps24(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossFeaturesMaps24(p: FeaturesMaps24Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeFeaturesMaps24(p, image); //               code [n, 3, 3, 24]
  const logits = classifyFeaturesMaps24(p, encoded.code); //       [n, 10]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  const decoded = decodeFeaturesMaps24(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M lower", 1, l2(decoded.lower, encoded.lower.what, "mean")),
    lossTerm("L2M middle", 1, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M upper is left out: the decoder starts from upper.what itself, so the two never differ.
  ];
}

/** The paper's MNIST network; `maps` in every stage. */
export const FeaturesMaps24 = defineModel({
  name: "FeaturesMaps24",
  input: [28, 28, 1],
  classes: 10,
  stages: ["lower", "middle", "upper"],
  parameters: featuresMaps24Parameters,
  encode: encodeFeaturesMaps24,
  decode: decodeFeaturesMaps24,
  classify: classifyFeaturesMaps24,
  reconstruct: reconstructFeaturesMaps24,
  loss: lossFeaturesMaps24,
});

/**
 * The same images, first weights, batches and number of steps in every mode.
 *
 * 9 runs: mode supervised, unsupervised, semi-supervised × seed 1, 2, 3.
 */
export const ThreeModes = defineExperiment({
  name: "ThreeModes",
  axes: {
    mode: ["supervised", "unsupervised", "semi-supervised"],
    seed: [1, 2, 3],
  },
  settings: ({ mode, seed }) => ({
    model: Features,
    data: { kind: "known", name: "mnist", labels: "all" },
    mode,
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 3,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});
