// Generated from specs/paper/stages.swwae by swwae 0.1.0. Edit the spec, not this file.
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
  unflatten,
  unpool,
  type Where,
  zeros,
} from "swwae/runtime";

/**
 * The parameters of {@link Stages} and how each starts: 122,059 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const stagesParameters = {
  encoder: {
    lower: { conv: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) } },
    middle: { conv: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) } },
    upper: { conv: { kernel: heNormal([3, 3, 32, 64]), bias: zeros([64]) } },
    squeeze: { dense: { kernel: heNormal([576, 64]), bias: zeros([64]) } },
  },
  decoder: {
    squeeze: { dense: { kernel: heNormal([64, 576]), bias: zeros([576]) } },
    upper: { conv: { kernel: heNormal([3, 3, 64, 32]), bias: zeros([32]) } },
    middle: { conv: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) } },
    lower: { conv: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([64, 10]), bias: zeros([10]) } },
};

export type StagesParameters = ParametersOf<typeof stagesParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface StagesWheres {
  lower: Where<["n", 28, 28, 16]>; //  one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 32]>; // one for each 2×2 region of the 14×14 map
  upper: Where<["n", 7, 7, 64]>; //    one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeStages(p: StagesParameters, image: Tensor<["n", 28, 28, 1]>) {
  const lowerMap = relu(conv(image, p.encoder.lower.conv)); //                            [n, 28, 28, 16]
  const lower = pool(lowerMap, { size: [2, 2], where: "hard" }); //                       what [n, 14, 14, 16], where of 28×28

  const middleMap = relu(conv(lower.what, p.encoder.middle.conv)); //                     [n, 14, 14, 32]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); //                     what [n, 7, 7, 32], where of 14×14

  const upperMap = relu(conv(middle.what, p.encoder.upper.conv)); //                      [n, 7, 7, 64]
  const upper = pool(upperMap, { size: [2, 2], where: "hard" }); //                       what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  const squeeze = { what: relu(dense(flatten(upper.what), p.encoder.squeeze.dense)) }; // what [n, 64], no pooling, so no where

  return { lower, middle, upper, squeeze, code: squeeze.what };
}

/**
 * Decoder: code [n, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeStages(p: StagesParameters, code: Tensor<["n", 64]>, where: StagesWheres) {
  const upper = relu(unflatten(dense(code, p.decoder.squeeze.dense), [3, 3, 64])); // [n, 3, 3, 64] ↔ upper.what

  const upperMap = unpool(upper, where.upper); //                                     [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(upperMap, p.decoder.upper.conv)); //                       [n, 7, 7, 32] ↔ middle.what

  const middleMap = unpool(middle, where.middle); //                                  [n, 14, 14, 32], zeros except at the switches
  const lower = relu(conv(middleMap, p.decoder.middle.conv)); //                      [n, 14, 14, 16] ↔ lower.what

  const lowerMap = unpool(lower, where.lower); //                                     [n, 28, 28, 16], zeros except at the switches
  const image = conv(lowerMap, p.decoder.lower.conv); //                              [n, 28, 28, 1] ↔ image (L2rec), linear

  return { upper, middle, lower, image };
}

/** Classifier on top of the encoder: code [n, 64] → logits [n, 10], not yet through a softmax. */
export function classifyStages(p: StagesParameters, code: Tensor<["n", 64]>) {
  return dense(code, p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructStages(p: StagesParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeStages(p, image); //            code [n, 64]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  return decodeStages(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossStages(p: StagesParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeStages(p, image); //               code [n, 64]
  const logits = classifyStages(p, encoded.code); //       [n, 10]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  const decoded = decodeStages(p, encoded.code, where); // image [n, 28, 28, 1]

  return [lossTerm("NLL", 1, nll(logits, labels)), lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Three stages, and a dense bottleneck: where the decoder starts straight from the top what, its L2M is always 0.
 *
 * With l2m 0, as {@link Unsupervised} asks for it.
 * With l2m 0, as {@link SemiSupervised} asks for it.
 */
export const Stages = defineModel({
  name: "Stages",
  input: [28, 28, 1],
  classes: 10,
  stages: ["lower", "middle", "upper", "squeeze"],
  parameters: stagesParameters,
  encode: encodeStages,
  decode: decodeStages,
  classify: classifyStages,
  reconstruct: reconstructStages,
  loss: lossStages,
});

/**
 * The parameters of {@link StagesL2m0_01} and how each starts: 122,059 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const stagesL2m001Parameters = {
  encoder: {
    lower: { conv: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) } },
    middle: { conv: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) } },
    upper: { conv: { kernel: heNormal([3, 3, 32, 64]), bias: zeros([64]) } },
    squeeze: { dense: { kernel: heNormal([576, 64]), bias: zeros([64]) } },
  },
  decoder: {
    squeeze: { dense: { kernel: heNormal([64, 576]), bias: zeros([576]) } },
    upper: { conv: { kernel: heNormal([3, 3, 64, 32]), bias: zeros([32]) } },
    middle: { conv: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) } },
    lower: { conv: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([64, 10]), bias: zeros([10]) } },
};

export type StagesL2m001Parameters = ParametersOf<typeof stagesL2m001Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface StagesL2m001Wheres {
  lower: Where<["n", 28, 28, 16]>; //  one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 32]>; // one for each 2×2 region of the 14×14 map
  upper: Where<["n", 7, 7, 64]>; //    one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeStagesL2m001(p: StagesL2m001Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const lowerMap = relu(conv(image, p.encoder.lower.conv)); //                            [n, 28, 28, 16]
  const lower = pool(lowerMap, { size: [2, 2], where: "hard" }); //                       what [n, 14, 14, 16], where of 28×28

  const middleMap = relu(conv(lower.what, p.encoder.middle.conv)); //                     [n, 14, 14, 32]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); //                     what [n, 7, 7, 32], where of 14×14

  const upperMap = relu(conv(middle.what, p.encoder.upper.conv)); //                      [n, 7, 7, 64]
  const upper = pool(upperMap, { size: [2, 2], where: "hard" }); //                       what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  const squeeze = { what: relu(dense(flatten(upper.what), p.encoder.squeeze.dense)) }; // what [n, 64], no pooling, so no where

  return { lower, middle, upper, squeeze, code: squeeze.what };
}

/**
 * Decoder: code [n, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeStagesL2m001(
  p: StagesL2m001Parameters,
  code: Tensor<["n", 64]>,
  where: StagesL2m001Wheres,
) {
  const upper = relu(unflatten(dense(code, p.decoder.squeeze.dense), [3, 3, 64])); // [n, 3, 3, 64] ↔ upper.what (L2M)

  const upperMap = unpool(upper, where.upper); //                                     [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(upperMap, p.decoder.upper.conv)); //                       [n, 7, 7, 32] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //                                  [n, 14, 14, 32], zeros except at the switches
  const lower = relu(conv(middleMap, p.decoder.middle.conv)); //                      [n, 14, 14, 16] ↔ lower.what (L2M)

  const lowerMap = unpool(lower, where.lower); //                                     [n, 28, 28, 16], zeros except at the switches
  const image = conv(lowerMap, p.decoder.lower.conv); //                              [n, 28, 28, 1] ↔ image (L2rec), linear

  return { upper, middle, lower, image };
}

/** Classifier on top of the encoder: code [n, 64] → logits [n, 10], not yet through a softmax. */
export function classifyStagesL2m001(p: StagesL2m001Parameters, code: Tensor<["n", 64]>) {
  return dense(code, p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructStagesL2m001(p: StagesL2m001Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeStagesL2m001(p, image); //            code [n, 64]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  return decodeStagesL2m001(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossStagesL2m001(p: StagesL2m001Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeStagesL2m001(p, image); //               code [n, 64]
  const logits = classifyStagesL2m001(p, encoded.code); //       [n, 10]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  const decoded = decodeStagesL2m001(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M lower", 0.01, l2(decoded.lower, encoded.lower.what, "mean")),
    lossTerm("L2M middle", 0.01, l2(decoded.middle, encoded.middle.what, "mean")),
    lossTerm("L2M upper", 0.01, l2(decoded.upper, encoded.upper.what, "mean")),
    // L2M squeeze is left out: the decoder starts from squeeze.what itself, so the two never differ.
  ];
}

/**
 * Three stages, and a dense bottleneck: where the decoder starts straight from the top what, its L2M is always 0.
 *
 * With l2m 0.01, as {@link Unsupervised} asks for it.
 * With l2m 0.01, as {@link SemiSupervised} asks for it.
 */
export const StagesL2m0_01 = defineModel({
  name: "StagesL2m0_01",
  input: [28, 28, 1],
  classes: 10,
  stages: ["lower", "middle", "upper", "squeeze"],
  parameters: stagesL2m001Parameters,
  encode: encodeStagesL2m001,
  decode: decodeStagesL2m001,
  classify: classifyStagesL2m001,
  reconstruct: reconstructStagesL2m001,
  loss: lossStagesL2m001,
});

/**
 * The parameters of {@link StagesL2m0_1} and how each starts: 122,059 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const stagesL2m01Parameters = {
  encoder: {
    lower: { conv: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) } },
    middle: { conv: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) } },
    upper: { conv: { kernel: heNormal([3, 3, 32, 64]), bias: zeros([64]) } },
    squeeze: { dense: { kernel: heNormal([576, 64]), bias: zeros([64]) } },
  },
  decoder: {
    squeeze: { dense: { kernel: heNormal([64, 576]), bias: zeros([576]) } },
    upper: { conv: { kernel: heNormal([3, 3, 64, 32]), bias: zeros([32]) } },
    middle: { conv: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) } },
    lower: { conv: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([64, 10]), bias: zeros([10]) } },
};

export type StagesL2m01Parameters = ParametersOf<typeof stagesL2m01Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface StagesL2m01Wheres {
  lower: Where<["n", 28, 28, 16]>; //  one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 32]>; // one for each 2×2 region of the 14×14 map
  upper: Where<["n", 7, 7, 64]>; //    one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeStagesL2m01(p: StagesL2m01Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const lowerMap = relu(conv(image, p.encoder.lower.conv)); //                            [n, 28, 28, 16]
  const lower = pool(lowerMap, { size: [2, 2], where: "hard" }); //                       what [n, 14, 14, 16], where of 28×28

  const middleMap = relu(conv(lower.what, p.encoder.middle.conv)); //                     [n, 14, 14, 32]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); //                     what [n, 7, 7, 32], where of 14×14

  const upperMap = relu(conv(middle.what, p.encoder.upper.conv)); //                      [n, 7, 7, 64]
  const upper = pool(upperMap, { size: [2, 2], where: "hard" }); //                       what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  const squeeze = { what: relu(dense(flatten(upper.what), p.encoder.squeeze.dense)) }; // what [n, 64], no pooling, so no where

  return { lower, middle, upper, squeeze, code: squeeze.what };
}

/**
 * Decoder: code [n, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeStagesL2m01(
  p: StagesL2m01Parameters,
  code: Tensor<["n", 64]>,
  where: StagesL2m01Wheres,
) {
  const upper = relu(unflatten(dense(code, p.decoder.squeeze.dense), [3, 3, 64])); // [n, 3, 3, 64] ↔ upper.what (L2M)

  const upperMap = unpool(upper, where.upper); //                                     [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(upperMap, p.decoder.upper.conv)); //                       [n, 7, 7, 32] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //                                  [n, 14, 14, 32], zeros except at the switches
  const lower = relu(conv(middleMap, p.decoder.middle.conv)); //                      [n, 14, 14, 16] ↔ lower.what (L2M)

  const lowerMap = unpool(lower, where.lower); //                                     [n, 28, 28, 16], zeros except at the switches
  const image = conv(lowerMap, p.decoder.lower.conv); //                              [n, 28, 28, 1] ↔ image (L2rec), linear

  return { upper, middle, lower, image };
}

/** Classifier on top of the encoder: code [n, 64] → logits [n, 10], not yet through a softmax. */
export function classifyStagesL2m01(p: StagesL2m01Parameters, code: Tensor<["n", 64]>) {
  return dense(code, p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructStagesL2m01(p: StagesL2m01Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeStagesL2m01(p, image); //            code [n, 64]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  return decodeStagesL2m01(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossStagesL2m01(p: StagesL2m01Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeStagesL2m01(p, image); //               code [n, 64]
  const logits = classifyStagesL2m01(p, encoded.code); //       [n, 10]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  const decoded = decodeStagesL2m01(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M lower", 0.1, l2(decoded.lower, encoded.lower.what, "mean")),
    lossTerm("L2M middle", 0.1, l2(decoded.middle, encoded.middle.what, "mean")),
    lossTerm("L2M upper", 0.1, l2(decoded.upper, encoded.upper.what, "mean")),
    // L2M squeeze is left out: the decoder starts from squeeze.what itself, so the two never differ.
  ];
}

/**
 * Three stages, and a dense bottleneck: where the decoder starts straight from the top what, its L2M is always 0.
 *
 * With l2m 0.1, as {@link Unsupervised} asks for it.
 * With l2m 0.1, as {@link SemiSupervised} asks for it.
 */
export const StagesL2m0_1 = defineModel({
  name: "StagesL2m0_1",
  input: [28, 28, 1],
  classes: 10,
  stages: ["lower", "middle", "upper", "squeeze"],
  parameters: stagesL2m01Parameters,
  encode: encodeStagesL2m01,
  decode: decodeStagesL2m01,
  classify: classifyStagesL2m01,
  reconstruct: reconstructStagesL2m01,
  loss: lossStagesL2m01,
});

/**
 * The parameters of {@link StagesL2m1} and how each starts: 122,059 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const stagesL2m1Parameters = {
  encoder: {
    lower: { conv: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) } },
    middle: { conv: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) } },
    upper: { conv: { kernel: heNormal([3, 3, 32, 64]), bias: zeros([64]) } },
    squeeze: { dense: { kernel: heNormal([576, 64]), bias: zeros([64]) } },
  },
  decoder: {
    squeeze: { dense: { kernel: heNormal([64, 576]), bias: zeros([576]) } },
    upper: { conv: { kernel: heNormal([3, 3, 64, 32]), bias: zeros([32]) } },
    middle: { conv: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) } },
    lower: { conv: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([64, 10]), bias: zeros([10]) } },
};

export type StagesL2m1Parameters = ParametersOf<typeof stagesL2m1Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface StagesL2m1Wheres {
  lower: Where<["n", 28, 28, 16]>; //  one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 32]>; // one for each 2×2 region of the 14×14 map
  upper: Where<["n", 7, 7, 64]>; //    one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeStagesL2m1(p: StagesL2m1Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const lowerMap = relu(conv(image, p.encoder.lower.conv)); //                            [n, 28, 28, 16]
  const lower = pool(lowerMap, { size: [2, 2], where: "hard" }); //                       what [n, 14, 14, 16], where of 28×28

  const middleMap = relu(conv(lower.what, p.encoder.middle.conv)); //                     [n, 14, 14, 32]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); //                     what [n, 7, 7, 32], where of 14×14

  const upperMap = relu(conv(middle.what, p.encoder.upper.conv)); //                      [n, 7, 7, 64]
  const upper = pool(upperMap, { size: [2, 2], where: "hard" }); //                       what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  const squeeze = { what: relu(dense(flatten(upper.what), p.encoder.squeeze.dense)) }; // what [n, 64], no pooling, so no where

  return { lower, middle, upper, squeeze, code: squeeze.what };
}

/**
 * Decoder: code [n, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeStagesL2m1(p: StagesL2m1Parameters, code: Tensor<["n", 64]>, where: StagesL2m1Wheres) {
  const upper = relu(unflatten(dense(code, p.decoder.squeeze.dense), [3, 3, 64])); // [n, 3, 3, 64] ↔ upper.what (L2M)

  const upperMap = unpool(upper, where.upper); //                                     [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(upperMap, p.decoder.upper.conv)); //                       [n, 7, 7, 32] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //                                  [n, 14, 14, 32], zeros except at the switches
  const lower = relu(conv(middleMap, p.decoder.middle.conv)); //                      [n, 14, 14, 16] ↔ lower.what (L2M)

  const lowerMap = unpool(lower, where.lower); //                                     [n, 28, 28, 16], zeros except at the switches
  const image = conv(lowerMap, p.decoder.lower.conv); //                              [n, 28, 28, 1] ↔ image (L2rec), linear

  return { upper, middle, lower, image };
}

/** Classifier on top of the encoder: code [n, 64] → logits [n, 10], not yet through a softmax. */
export function classifyStagesL2m1(p: StagesL2m1Parameters, code: Tensor<["n", 64]>) {
  return dense(code, p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructStagesL2m1(p: StagesL2m1Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeStagesL2m1(p, image); //            code [n, 64]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  return decodeStagesL2m1(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossStagesL2m1(p: StagesL2m1Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeStagesL2m1(p, image); //               code [n, 64]
  const logits = classifyStagesL2m1(p, encoded.code); //       [n, 10]
  const where = { lower: encoded.lower.where, middle: encoded.middle.where, upper: encoded.upper.where };
  const decoded = decodeStagesL2m1(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M lower", 1, l2(decoded.lower, encoded.lower.what, "mean")),
    lossTerm("L2M middle", 1, l2(decoded.middle, encoded.middle.what, "mean")),
    lossTerm("L2M upper", 1, l2(decoded.upper, encoded.upper.what, "mean")),
    // L2M squeeze is left out: the decoder starts from squeeze.what itself, so the two never differ.
  ];
}

/**
 * Three stages, and a dense bottleneck: where the decoder starts straight from the top what, its L2M is always 0.
 *
 * With l2m 1, as {@link Unsupervised} asks for it.
 * With l2m 1, as {@link SemiSupervised} asks for it.
 */
export const StagesL2m1 = defineModel({
  name: "StagesL2m1",
  input: [28, 28, 1],
  classes: 10,
  stages: ["lower", "middle", "upper", "squeeze"],
  parameters: stagesL2m1Parameters,
  encode: encodeStagesL2m1,
  decode: decodeStagesL2m1,
  classify: classifyStagesL2m1,
  reconstruct: reconstructStagesL2m1,
  loss: lossStagesL2m1,
});

/**
 * The reconstruction alone.
 *
 * 20 runs: l2m 0, 0.01, 0.1, 1 × seed 1, 2, 3, 4, 5.
 */
export const Unsupervised = defineExperiment({
  name: "Unsupervised",
  axes: {
    l2m: [0, 0.01, 0.1, 1],
    seed: [1, 2, 3, 4, 5],
  },
  settings: ({ l2m, seed }) => ({
    model: { 0: Stages, 0.01: StagesL2m0_01, 0.1: StagesL2m0_1, 1: StagesL2m1 }[l2m],
    data: { kind: "known", name: "mnist", labels: "all" },
    mode: "unsupervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 4,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});

/**
 * All terms; half of every batch is labelled.
 *
 * 20 runs: l2m 0, 0.01, 0.1, 1 × seed 1, 2, 3, 4, 5.
 */
export const SemiSupervised = defineExperiment({
  name: "SemiSupervised",
  axes: {
    l2m: [0, 0.01, 0.1, 1],
    seed: [1, 2, 3, 4, 5],
  },
  settings: ({ l2m, seed }) => ({
    model: { 0: Stages, 0.01: StagesL2m0_01, 0.1: StagesL2m0_1, 1: StagesL2m1 }[l2m],
    data: { kind: "known", name: "mnist", labels: 100 },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 4,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});
