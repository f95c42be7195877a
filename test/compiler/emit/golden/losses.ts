// Generated from golden/losses.swwae by swwae 0.0.0. Edit the spec, not this file.
import {
  type Batch,
  batchNorm,
  conv,
  defineModel,
  dense,
  dropout,
  flatten,
  heNormal,
  l2,
  lecunNormal,
  lossTerm,
  nll,
  ones,
  type ParametersOf,
  pool,
  relu,
  running,
  type Tensor,
  unpool,
  type Where,
  zeros,
} from "swwae/runtime";

/**
 * The parameters of {@link ClassifierOnly} and how each starts: 1,296 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const classifierOnlyParameters = {
  encoder: { only: { conv: { kernel: heNormal([3, 3, 1, 4]), bias: zeros([4]) } } },
  decoder: { only: { conv: { kernel: lecunNormal([3, 3, 4, 1]), bias: zeros([1]) } } },
  classifier: {
    dense1: { kernel: heNormal([64, 16]), bias: zeros([16]) },
    dense2: { kernel: heNormal([16, 8]), bias: zeros([8]) },
    norm: { scale: ones([8]), shift: zeros([8]), mean: running(zeros([8])), variance: running(ones([8])) },
    dense3: { kernel: lecunNormal([8, 3]), bias: zeros([3]) },
  },
};

export type ClassifierOnlyParameters = ParametersOf<typeof classifierOnlyParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface ClassifierOnlyWheres {
  only: Where<["n", 8, 8, 4]>; // one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 4, 4, 4], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeClassifierOnly(p: ClassifierOnlyParameters, image: Tensor<["n", 8, 8, 1]>) {
  const onlyMap = relu(conv(image, p.encoder.only.conv)); //      [n, 8, 8, 4]
  const only = pool(onlyMap, { size: [2, 2], where: "hard" }); // what [n, 4, 4, 4], where of 8×8

  return { only, code: only.what };
}

/**
 * Decoder: code [n, 4, 4, 4] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeClassifierOnly(
  p: ClassifierOnlyParameters,
  code: Tensor<["n", 4, 4, 4]>,
  where: ClassifierOnlyWheres,
) {
  const onlyMap = unpool(code, where.only); //         [n, 8, 8, 4], zeros except at the switches
  const image = conv(onlyMap, p.decoder.only.conv); // [n, 8, 8, 1] ↔ image, linear

  return { image };
}

/** Classifier on top of the encoder: code [n, 4, 4, 4] → logits [n, 3], not yet through a softmax. */
export function classifyClassifierOnly(p: ClassifierOnlyParameters, code: Tensor<["n", 4, 4, 4]>) {
  const hidden1 = dropout(relu(dense(flatten(code), p.classifier.dense1)), 0.5); //           [n, 16]
  const hidden2 = relu(batchNorm(dense(hidden1, p.classifier.dense2), p.classifier.norm)); // [n, 8]
  return dense(hidden2, p.classifier.dense3); //                                              [n, 3]
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructClassifierOnly(p: ClassifierOnlyParameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeClassifierOnly(p, image); //            code [n, 4, 4, 4]
  const where = { only: encoded.only.where };
  return decodeClassifierOnly(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossClassifierOnly(p: ClassifierOnlyParameters, { image, labels }: Batch<[8, 8, 1], 3>) {
  const encoded = encodeClassifierOnly(p, image); //         code [n, 4, 4, 4]
  const logits = classifyClassifierOnly(p, encoded.code); // [n, 3]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/** Only the classifier is trained: the loss has no use for the decoder. */
export const ClassifierOnly = defineModel({
  name: "ClassifierOnly",
  input: [8, 8, 1],
  classes: 3,
  stages: ["only"],
  parameters: classifierOnlyParameters,
  encode: encodeClassifierOnly,
  decode: decodeClassifierOnly,
  classify: classifyClassifierOnly,
  reconstruct: reconstructClassifierOnly,
  loss: lossClassifierOnly,
});

/**
 * The parameters of {@link OneStage} and how each starts: 992 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const oneStageParameters = {
  encoder: {
    low: { conv: { kernel: heNormal([3, 3, 1, 4]), bias: zeros([4]) } },
    mid: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
    high: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
  },
  decoder: {
    high: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
    mid: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
    low: { conv: { kernel: lecunNormal([3, 3, 4, 1]), bias: zeros([1]) } },
  },
  classifier: {
    dense1: { kernel: heNormal([16, 16]), bias: zeros([16]) },
    dense2: { kernel: lecunNormal([16, 3]), bias: zeros([3]) },
  },
};

export type OneStageParameters = ParametersOf<typeof oneStageParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface OneStageWheres {
  low: Where<["n", 16, 16, 4]>; // one for each 2×2 region of the 16×16 map
  mid: Where<["n", 8, 8, 4]>; //   one for each 2×2 region of the 8×8 map
  high: Where<["n", 4, 4, 4]>; //  one for each 2×2 region of the 4×4 map
}

/**
 * Encoder: image [n, 16, 16, 1] → code [n, 2, 2, 4], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeOneStage(p: OneStageParameters, image: Tensor<["n", 16, 16, 1]>) {
  const lowMap = relu(conv(image, p.encoder.low.conv)); //        [n, 16, 16, 4]
  const low = pool(lowMap, { size: [2, 2], where: "hard" }); //   what [n, 8, 8, 4], where of 16×16

  const midMap = relu(conv(low.what, p.encoder.mid.conv)); //     [n, 8, 8, 4]
  const mid = pool(midMap, { size: [2, 2], where: "hard" }); //   what [n, 4, 4, 4], where of 8×8

  const highMap = relu(conv(mid.what, p.encoder.high.conv)); //   [n, 4, 4, 4]
  const high = pool(highMap, { size: [2, 2], where: "hard" }); // what [n, 2, 2, 4], where of 4×4

  return { low, mid, high, code: high.what };
}

/**
 * Decoder: code [n, 2, 2, 4] → image [n, 16, 16, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeOneStage(p: OneStageParameters, code: Tensor<["n", 2, 2, 4]>, where: OneStageWheres) {
  const highMap = unpool(code, where.high); //             [n, 4, 4, 4], zeros except at the switches
  const mid = relu(conv(highMap, p.decoder.high.conv)); // [n, 4, 4, 4] ↔ mid.what (L2M)

  const midMap = unpool(mid, where.mid); //                [n, 8, 8, 4], zeros except at the switches
  const low = relu(conv(midMap, p.decoder.mid.conv)); //   [n, 8, 8, 4] ↔ low.what

  const lowMap = unpool(low, where.low); //                [n, 16, 16, 4], zeros except at the switches
  const image = conv(lowMap, p.decoder.low.conv); //       [n, 16, 16, 1] ↔ image, linear

  return { mid, low, image };
}

/** Classifier on top of the encoder: code [n, 2, 2, 4] → logits [n, 3], not yet through a softmax. */
export function classifyOneStage(p: OneStageParameters, code: Tensor<["n", 2, 2, 4]>) {
  const hidden = relu(dense(flatten(code), p.classifier.dense1)); // [n, 16]
  return dense(hidden, p.classifier.dense2); //                      [n, 3]
}

/** image [n, 16, 16, 1] → its reconstruction, of the same shape. */
export function reconstructOneStage(p: OneStageParameters, image: Tensor<["n", 16, 16, 1]>) {
  const encoded = encodeOneStage(p, image); //            code [n, 2, 2, 4]
  const where = { low: encoded.low.where, mid: encoded.mid.where, high: encoded.high.where };
  return decodeOneStage(p, encoded.code, where).image; // [n, 16, 16, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the
 *   what of each stage in step with its where.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossOneStage(p: OneStageParameters, { image }: Batch<[16, 16, 1], 3>) {
  const encoded = encodeOneStage(p, image); //               code [n, 2, 2, 4]
  const where = { low: encoded.low.where, mid: encoded.mid.where, high: encoded.high.where };
  const decoded = decodeOneStage(p, encoded.code, where); // image [n, 16, 16, 1]

  return [lossTerm("L2M mid", 2, l2(decoded.mid, encoded.mid.what, "mean"))];
}

/** A classifier that nothing trains, and the L2M of one stage alone. */
export const OneStage = defineModel({
  name: "OneStage",
  input: [16, 16, 1],
  classes: 3,
  stages: ["low", "mid", "high"],
  parameters: oneStageParameters,
  encode: encodeOneStage,
  decode: decodeOneStage,
  classify: classifyOneStage,
  reconstruct: reconstructOneStage,
  loss: lossOneStage,
});

/**
 * The parameters of {@link TopAlone} and how each starts: 77 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const topAloneParameters = {
  encoder: { only: { conv: { kernel: heNormal([3, 3, 1, 4]), bias: zeros([4]) } } },
  decoder: { only: { conv: { kernel: lecunNormal([3, 3, 4, 1]), bias: zeros([1]) } } },
};

export type TopAloneParameters = ParametersOf<typeof topAloneParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TopAloneWheres {
  only: Where<["n", 8, 8, 4]>; // one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 4, 4, 4], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeTopAlone(p: TopAloneParameters, image: Tensor<["n", 8, 8, 1]>) {
  const onlyMap = relu(conv(image, p.encoder.only.conv)); //      [n, 8, 8, 4]
  const only = pool(onlyMap, { size: [2, 2], where: "hard" }); // what [n, 4, 4, 4], where of 8×8

  return { only, code: dropout(only.what, 0.5) };
}

/**
 * Decoder: code [n, 4, 4, 4] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeTopAlone(p: TopAloneParameters, code: Tensor<["n", 4, 4, 4]>, where: TopAloneWheres) {
  const onlyMap = unpool(code, where.only); //         [n, 8, 8, 4], zeros except at the switches
  const image = conv(onlyMap, p.decoder.only.conv); // [n, 8, 8, 1] ↔ image, linear

  return { image };
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructTopAlone(p: TopAloneParameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeTopAlone(p, image); //            code [n, 4, 4, 4]
  const where = { only: encoded.only.where };
  return decodeTopAlone(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the
 *   what of each stage in step with its where.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossTopAlone(p: TopAloneParameters, { image }: Batch<[8, 8, 1]>) {
  const encoded = encodeTopAlone(p, image); // code [n, 4, 4, 4]

  return [lossTerm("L2M only", 1, l2(encoded.code, encoded.only.what, "mean"))];
}

/** The top L2M compares the code, so it needs no decoder either. */
export const TopAlone = defineModel({
  name: "TopAlone",
  input: [8, 8, 1],
  classes: null,
  stages: ["only"],
  parameters: topAloneParameters,
  encode: encodeTopAlone,
  decode: decodeTopAlone,
  classify: null,
  reconstruct: reconstructTopAlone,
  loss: lossTopAlone,
});

/**
 * The parameters of {@link Nothing} and how each starts: 77 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const nothingParameters = {
  encoder: { only: { conv: { kernel: heNormal([3, 3, 1, 4]), bias: zeros([4]) } } },
  decoder: { only: { conv: { kernel: lecunNormal([3, 3, 4, 1]), bias: zeros([1]) } } },
};

export type NothingParameters = ParametersOf<typeof nothingParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NothingWheres {
  only: Where<["n", 8, 8, 4]>; // one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 4, 4, 4], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeNothing(p: NothingParameters, image: Tensor<["n", 8, 8, 1]>) {
  const onlyMap = relu(conv(image, p.encoder.only.conv)); //      [n, 8, 8, 4]
  const only = pool(onlyMap, { size: [2, 2], where: "hard" }); // what [n, 4, 4, 4], where of 8×8

  return { only, code: only.what };
}

/**
 * Decoder: code [n, 4, 4, 4] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeNothing(p: NothingParameters, code: Tensor<["n", 4, 4, 4]>, where: NothingWheres) {
  const onlyMap = unpool(code, where.only); //         [n, 8, 8, 4], zeros except at the switches
  const image = conv(onlyMap, p.decoder.only.conv); // [n, 8, 8, 1] ↔ image, linear

  return { image };
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructNothing(p: NothingParameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeNothing(p, image); //            code [n, 4, 4, 4]
  const where = { only: encoded.only.where };
  return decodeNothing(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * No term is left that could train anything.
 */
export function lossNothing(_p: NothingParameters, _batch: Batch<[8, 8, 1]>) {
  return [];
}

/** A stacked what-where auto-encoder of 1 stage. */
export const Nothing = defineModel({
  name: "Nothing",
  input: [8, 8, 1],
  classes: null,
  stages: ["only"],
  parameters: nothingParameters,
  encode: encodeNothing,
  decode: decodeNothing,
  classify: null,
  reconstruct: reconstructNothing,
  loss: lossNothing,
});
