// Generated from specs/paper/lambda-sweep.swwae by swwae 0.1.0. Edit the spec, not this file.
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
 * The parameters of {@link Weighted} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedParameters = {
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

export type WeightedParameters = ParametersOf<typeof weightedParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedWheres {
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
export function encodeWeighted(p: WeightedParameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeWeighted(p: WeightedParameters, code: Tensor<["n", 3, 3, 64]>, where: WeightedWheres) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyWeighted(p: WeightedParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeighted(p: WeightedParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeWeighted(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeighted(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeighted(p: WeightedParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeWeighted(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeighted(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeighted(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 1, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 1, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 1, as {@link LambdaSweep} asks for it.
 */
export const Weighted = defineModel({
  name: "Weighted",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedParameters,
  encode: encodeWeighted,
  decode: decodeWeighted,
  classify: classifyWeighted,
  reconstruct: reconstructWeighted,
  loss: lossWeighted,
});

/**
 * The parameters of {@link WeightedLambda0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda0Parameters = {
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

export type WeightedLambda0Parameters = ParametersOf<typeof weightedLambda0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda0Wheres {
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
export function encodeWeightedLambda0(p: WeightedLambda0Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeWeightedLambda0(
  p: WeightedLambda0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda0Wheres,
) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image, linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyWeightedLambda0(p: WeightedLambda0Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda0(p: WeightedLambda0Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeWeightedLambda0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda0(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossWeightedLambda0(p: WeightedLambda0Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeWeightedLambda0(p, image); //         code [n, 3, 3, 64]
  const logits = classifyWeightedLambda0(p, encoded.code); // [n, 10]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 0, as {@link LambdaSweep} asks for it.
 */
export const WeightedLambda0 = defineModel({
  name: "WeightedLambda0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda0Parameters,
  encode: encodeWeightedLambda0,
  decode: decodeWeightedLambda0,
  classify: classifyWeightedLambda0,
  reconstruct: reconstructWeightedLambda0,
  loss: lossWeightedLambda0,
});

/**
 * The parameters of {@link WeightedLambda0_5} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda05Parameters = {
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

export type WeightedLambda05Parameters = ParametersOf<typeof weightedLambda05Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda05Wheres {
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
export function encodeWeightedLambda05(p: WeightedLambda05Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeWeightedLambda05(
  p: WeightedLambda05Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda05Wheres,
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
export function classifyWeightedLambda05(p: WeightedLambda05Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda05(p: WeightedLambda05Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeWeightedLambda05(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda05(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda05(
  p: WeightedLambda05Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeWeightedLambda05(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda05(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda05(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 0.5, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 0.5, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 0.5, as {@link LambdaSweep} asks for it.
 */
export const WeightedLambda0_5 = defineModel({
  name: "WeightedLambda0_5",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda05Parameters,
  encode: encodeWeightedLambda05,
  decode: decodeWeightedLambda05,
  classify: classifyWeightedLambda05,
  reconstruct: reconstructWeightedLambda05,
  loss: lossWeightedLambda05,
});

/**
 * The parameters of {@link WeightedLambda1_5} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda15Parameters = {
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

export type WeightedLambda15Parameters = ParametersOf<typeof weightedLambda15Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda15Wheres {
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
export function encodeWeightedLambda15(p: WeightedLambda15Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeWeightedLambda15(
  p: WeightedLambda15Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda15Wheres,
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
export function classifyWeightedLambda15(p: WeightedLambda15Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda15(p: WeightedLambda15Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeWeightedLambda15(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda15(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda15(
  p: WeightedLambda15Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeWeightedLambda15(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda15(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda15(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 1.5, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 1.5, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 1.5, as {@link LambdaSweep} asks for it.
 */
export const WeightedLambda1_5 = defineModel({
  name: "WeightedLambda1_5",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda15Parameters,
  encode: encodeWeightedLambda15,
  decode: decodeWeightedLambda15,
  classify: classifyWeightedLambda15,
  reconstruct: reconstructWeightedLambda15,
  loss: lossWeightedLambda15,
});

/**
 * The parameters of {@link WeightedLambda2} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda2Parameters = {
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

export type WeightedLambda2Parameters = ParametersOf<typeof weightedLambda2Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda2Wheres {
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
export function encodeWeightedLambda2(p: WeightedLambda2Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeWeightedLambda2(
  p: WeightedLambda2Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda2Wheres,
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
export function classifyWeightedLambda2(p: WeightedLambda2Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda2(p: WeightedLambda2Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeWeightedLambda2(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda2(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda2(p: WeightedLambda2Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeWeightedLambda2(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda2(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda2(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 2, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 2, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 2, as {@link LambdaSweep} asks for it.
 */
export const WeightedLambda2 = defineModel({
  name: "WeightedLambda2",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda2Parameters,
  encode: encodeWeightedLambda2,
  decode: decodeWeightedLambda2,
  classify: classifyWeightedLambda2,
  reconstruct: reconstructWeightedLambda2,
  loss: lossWeightedLambda2,
});

/**
 * The parameters of {@link WeightedLambda2_5} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda25Parameters = {
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

export type WeightedLambda25Parameters = ParametersOf<typeof weightedLambda25Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda25Wheres {
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
export function encodeWeightedLambda25(p: WeightedLambda25Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeWeightedLambda25(
  p: WeightedLambda25Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda25Wheres,
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
export function classifyWeightedLambda25(p: WeightedLambda25Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda25(p: WeightedLambda25Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeWeightedLambda25(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda25(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda25(
  p: WeightedLambda25Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeWeightedLambda25(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda25(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda25(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 2.5, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 2.5, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 2.5, as {@link LambdaSweep} asks for it.
 */
export const WeightedLambda2_5 = defineModel({
  name: "WeightedLambda2_5",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda25Parameters,
  encode: encodeWeightedLambda25,
  decode: decodeWeightedLambda25,
  classify: classifyWeightedLambda25,
  reconstruct: reconstructWeightedLambda25,
  loss: lossWeightedLambda25,
});

/**
 * The parameters of {@link WeightedLambda3} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda3Parameters = {
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

export type WeightedLambda3Parameters = ParametersOf<typeof weightedLambda3Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda3Wheres {
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
export function encodeWeightedLambda3(p: WeightedLambda3Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeWeightedLambda3(
  p: WeightedLambda3Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda3Wheres,
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
export function classifyWeightedLambda3(p: WeightedLambda3Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda3(p: WeightedLambda3Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeWeightedLambda3(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda3(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda3(p: WeightedLambda3Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeWeightedLambda3(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda3(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda3(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 3, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 3, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 3, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 3, as {@link LambdaSweep} asks for it.
 */
export const WeightedLambda3 = defineModel({
  name: "WeightedLambda3",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda3Parameters,
  encode: encodeWeightedLambda3,
  decode: decodeWeightedLambda3,
  classify: classifyWeightedLambda3,
  reconstruct: reconstructWeightedLambda3,
  loss: lossWeightedLambda3,
});

/**
 * The parameters of {@link WeightedLambda0Drop0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda0Drop0Parameters = {
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

export type WeightedLambda0Drop0Parameters = ParametersOf<typeof weightedLambda0Drop0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda0Drop0Wheres {
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
export function encodeWeightedLambda0Drop0(
  p: WeightedLambda0Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
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
export function decodeWeightedLambda0Drop0(
  p: WeightedLambda0Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda0Drop0Wheres,
) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image, linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyWeightedLambda0Drop0(
  p: WeightedLambda0Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda0Drop0(
  p: WeightedLambda0Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
  const encoded = encodeWeightedLambda0Drop0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda0Drop0(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossWeightedLambda0Drop0(
  p: WeightedLambda0Drop0Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeWeightedLambda0Drop0(p, image); //         code [n, 3, 3, 64]
  const logits = classifyWeightedLambda0Drop0(p, encoded.code); // [n, 10]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 0, as {@link LambdaSweepPlain} asks for it.
 */
export const WeightedLambda0Drop0 = defineModel({
  name: "WeightedLambda0Drop0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda0Drop0Parameters,
  encode: encodeWeightedLambda0Drop0,
  decode: decodeWeightedLambda0Drop0,
  classify: classifyWeightedLambda0Drop0,
  reconstruct: reconstructWeightedLambda0Drop0,
  loss: lossWeightedLambda0Drop0,
});

/**
 * The parameters of {@link WeightedLambda0_5Drop0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda05Drop0Parameters = {
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

export type WeightedLambda05Drop0Parameters = ParametersOf<typeof weightedLambda05Drop0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda05Drop0Wheres {
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
export function encodeWeightedLambda05Drop0(
  p: WeightedLambda05Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
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
export function decodeWeightedLambda05Drop0(
  p: WeightedLambda05Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda05Drop0Wheres,
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
export function classifyWeightedLambda05Drop0(
  p: WeightedLambda05Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda05Drop0(
  p: WeightedLambda05Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
  const encoded = encodeWeightedLambda05Drop0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda05Drop0(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda05Drop0(
  p: WeightedLambda05Drop0Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeWeightedLambda05Drop0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda05Drop0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda05Drop0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 0.5, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 0.5, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 0.5, as {@link LambdaSweepPlain} asks for it.
 */
export const WeightedLambda0_5Drop0 = defineModel({
  name: "WeightedLambda0_5Drop0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda05Drop0Parameters,
  encode: encodeWeightedLambda05Drop0,
  decode: decodeWeightedLambda05Drop0,
  classify: classifyWeightedLambda05Drop0,
  reconstruct: reconstructWeightedLambda05Drop0,
  loss: lossWeightedLambda05Drop0,
});

/**
 * The parameters of {@link WeightedDrop0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedDrop0Parameters = {
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

export type WeightedDrop0Parameters = ParametersOf<typeof weightedDrop0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedDrop0Wheres {
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
export function encodeWeightedDrop0(p: WeightedDrop0Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeWeightedDrop0(
  p: WeightedDrop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedDrop0Wheres,
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
export function classifyWeightedDrop0(p: WeightedDrop0Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedDrop0(p: WeightedDrop0Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeWeightedDrop0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedDrop0(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedDrop0(p: WeightedDrop0Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeWeightedDrop0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedDrop0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedDrop0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 1, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 1, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 1, as {@link LambdaSweepPlain} asks for it.
 */
export const WeightedDrop0 = defineModel({
  name: "WeightedDrop0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedDrop0Parameters,
  encode: encodeWeightedDrop0,
  decode: decodeWeightedDrop0,
  classify: classifyWeightedDrop0,
  reconstruct: reconstructWeightedDrop0,
  loss: lossWeightedDrop0,
});

/**
 * The parameters of {@link WeightedLambda1_5Drop0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda15Drop0Parameters = {
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

export type WeightedLambda15Drop0Parameters = ParametersOf<typeof weightedLambda15Drop0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda15Drop0Wheres {
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
export function encodeWeightedLambda15Drop0(
  p: WeightedLambda15Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
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
export function decodeWeightedLambda15Drop0(
  p: WeightedLambda15Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda15Drop0Wheres,
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
export function classifyWeightedLambda15Drop0(
  p: WeightedLambda15Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda15Drop0(
  p: WeightedLambda15Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
  const encoded = encodeWeightedLambda15Drop0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda15Drop0(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda15Drop0(
  p: WeightedLambda15Drop0Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeWeightedLambda15Drop0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda15Drop0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda15Drop0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 1.5, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 1.5, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 1.5, as {@link LambdaSweepPlain} asks for it.
 */
export const WeightedLambda1_5Drop0 = defineModel({
  name: "WeightedLambda1_5Drop0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda15Drop0Parameters,
  encode: encodeWeightedLambda15Drop0,
  decode: decodeWeightedLambda15Drop0,
  classify: classifyWeightedLambda15Drop0,
  reconstruct: reconstructWeightedLambda15Drop0,
  loss: lossWeightedLambda15Drop0,
});

/**
 * The parameters of {@link WeightedLambda2Drop0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda2Drop0Parameters = {
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

export type WeightedLambda2Drop0Parameters = ParametersOf<typeof weightedLambda2Drop0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda2Drop0Wheres {
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
export function encodeWeightedLambda2Drop0(
  p: WeightedLambda2Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
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
export function decodeWeightedLambda2Drop0(
  p: WeightedLambda2Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda2Drop0Wheres,
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
export function classifyWeightedLambda2Drop0(
  p: WeightedLambda2Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda2Drop0(
  p: WeightedLambda2Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
  const encoded = encodeWeightedLambda2Drop0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda2Drop0(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda2Drop0(
  p: WeightedLambda2Drop0Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeWeightedLambda2Drop0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda2Drop0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda2Drop0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 2, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 2, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 2, as {@link LambdaSweepPlain} asks for it.
 */
export const WeightedLambda2Drop0 = defineModel({
  name: "WeightedLambda2Drop0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda2Drop0Parameters,
  encode: encodeWeightedLambda2Drop0,
  decode: decodeWeightedLambda2Drop0,
  classify: classifyWeightedLambda2Drop0,
  reconstruct: reconstructWeightedLambda2Drop0,
  loss: lossWeightedLambda2Drop0,
});

/**
 * The parameters of {@link WeightedLambda2_5Drop0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda25Drop0Parameters = {
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

export type WeightedLambda25Drop0Parameters = ParametersOf<typeof weightedLambda25Drop0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda25Drop0Wheres {
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
export function encodeWeightedLambda25Drop0(
  p: WeightedLambda25Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
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
export function decodeWeightedLambda25Drop0(
  p: WeightedLambda25Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda25Drop0Wheres,
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
export function classifyWeightedLambda25Drop0(
  p: WeightedLambda25Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda25Drop0(
  p: WeightedLambda25Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
  const encoded = encodeWeightedLambda25Drop0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda25Drop0(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda25Drop0(
  p: WeightedLambda25Drop0Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeWeightedLambda25Drop0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda25Drop0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda25Drop0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 2.5, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 2.5, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 2.5, as {@link LambdaSweepPlain} asks for it.
 */
export const WeightedLambda2_5Drop0 = defineModel({
  name: "WeightedLambda2_5Drop0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda25Drop0Parameters,
  encode: encodeWeightedLambda25Drop0,
  decode: decodeWeightedLambda25Drop0,
  classify: classifyWeightedLambda25Drop0,
  reconstruct: reconstructWeightedLambda25Drop0,
  loss: lossWeightedLambda25Drop0,
});

/**
 * The parameters of {@link WeightedLambda3Drop0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const weightedLambda3Drop0Parameters = {
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

export type WeightedLambda3Drop0Parameters = ParametersOf<typeof weightedLambda3Drop0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WeightedLambda3Drop0Wheres {
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
export function encodeWeightedLambda3Drop0(
  p: WeightedLambda3Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
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
export function decodeWeightedLambda3Drop0(
  p: WeightedLambda3Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: WeightedLambda3Drop0Wheres,
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
export function classifyWeightedLambda3Drop0(
  p: WeightedLambda3Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWeightedLambda3Drop0(
  p: WeightedLambda3Drop0Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
  const encoded = encodeWeightedLambda3Drop0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeWeightedLambda3Drop0(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWeightedLambda3Drop0(
  p: WeightedLambda3Drop0Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeWeightedLambda3Drop0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyWeightedLambda3Drop0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeWeightedLambda3Drop0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 3, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 3, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 3, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's MNIST network with one weight, lambda, for L2rec and L2M.
 *
 * With lambda 3, as {@link LambdaSweepPlain} asks for it.
 */
export const WeightedLambda3Drop0 = defineModel({
  name: "WeightedLambda3Drop0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: weightedLambda3Drop0Parameters,
  encode: encodeWeightedLambda3Drop0,
  decode: decodeWeightedLambda3Drop0,
  classify: classifyWeightedLambda3Drop0,
  reconstruct: reconstructWeightedLambda3Drop0,
  loss: lossWeightedLambda3Drop0,
});

/**
 * The whole sweep. At 0 the unlabelled images of a batch teach nothing, and all else stays as it is elsewhere.
 *
 * 140 runs: lambda 0, 0.5, 1, 1.5, 2, 2.5, 3 × labels 100, 600, 1000, 3000 × seed 1, 2, 3, 4, 5.
 */
export const LambdaSweep = defineExperiment({
  name: "LambdaSweep",
  axes: {
    lambda: [0, 0.5, 1, 1.5, 2, 2.5, 3],
    labels: [100, 600, 1000, 3000],
    seed: [1, 2, 3, 4, 5],
  },
  settings: ({ lambda, labels, seed }) => ({
    model: {
      0: WeightedLambda0,
      0.5: WeightedLambda0_5,
      1: Weighted,
      1.5: WeightedLambda1_5,
      2: WeightedLambda2,
      2.5: WeightedLambda2_5,
      3: WeightedLambda3,
    }[lambda],
    data: { kind: "known", name: "mnist", labels },
    validation: 5000,
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 1,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});

/**
 * The same by plain descent, without dropout.
 *
 * 140 runs: lambda 0, 0.5, 1, 1.5, 2, 2.5, 3 × labels 100, 600, 1000, 3000 × seed 1, 2, 3, 4, 5.
 */
export const LambdaSweepPlain = defineExperiment({
  name: "LambdaSweepPlain",
  axes: {
    lambda: [0, 0.5, 1, 1.5, 2, 2.5, 3],
    labels: [100, 600, 1000, 3000],
    seed: [1, 2, 3, 4, 5],
  },
  settings: ({ lambda, labels, seed }) => ({
    model: {
      0: WeightedLambda0Drop0,
      0.5: WeightedLambda0_5Drop0,
      1: WeightedDrop0,
      1.5: WeightedLambda1_5Drop0,
      2: WeightedLambda2Drop0,
      2.5: WeightedLambda2_5Drop0,
      3: WeightedLambda3Drop0,
    }[lambda],
    data: { kind: "known", name: "mnist", labels },
    validation: 5000,
    mode: "semi-supervised",
    optimizer: { kind: "sgd", rate: 0.1 },
    schedule: { kind: "constant", warmupEpochs: 0 },
    batch: 64,
    epochs: 1,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});
