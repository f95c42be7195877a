// Generated from golden/bottleneck.swwae by swwae 0.0.0. Edit the spec, not this file.
import {
  type Batch,
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
 * The parameters of {@link Bottleneck} and how each starts: 1,748 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const bottleneckParameters = {
  encoder: {
    lower: { conv: { kernel: heNormal([3, 3, 1, 4]), bias: zeros([4]) } },
    upper: { conv: { kernel: heNormal([3, 3, 4, 6]), bias: zeros([6]) } },
    squeeze: {
      dense1: { kernel: heNormal([24, 20]), bias: zeros([20]) },
      dense2: { kernel: heNormal([20, 5]), bias: zeros([5]) },
    },
  },
  decoder: {
    squeeze: {
      dense1: { kernel: heNormal([5, 20]), bias: zeros([20]) },
      dense2: { kernel: heNormal([20, 24]), bias: zeros([24]) },
    },
    upper: { conv: { kernel: heNormal([3, 3, 6, 4]), bias: zeros([4]) } },
    lower: { conv: { kernel: lecunNormal([3, 3, 4, 1]), bias: zeros([1]) } },
  },
};

export type BottleneckParameters = ParametersOf<typeof bottleneckParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface BottleneckWheres {
  lower: Where<["n", 12, 12, 4]>; // one for each 2×2 region of the 12×12 map
  upper: Where<["n", 6, 6, 6]>; //   one for each 3×3 region of the 6×6 map
}

/**
 * Encoder: image [n, 12, 12, 1] → code [n, 5], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeBottleneck(p: BottleneckParameters, image: Tensor<["n", 12, 12, 1]>) {
  const lowerMap = relu(conv(image, p.encoder.lower.conv)); //                         [n, 12, 12, 4]
  const lower = pool(lowerMap, { size: [2, 2], where: "hard" }); //                    what [n, 6, 6, 4], where of 12×12

  const upperMap = relu(conv(lower.what, p.encoder.upper.conv)); //                    [n, 6, 6, 6]
  const upper = pool(upperMap, { size: [3, 3], where: "hard" }); //                    what [n, 2, 2, 6], where of 6×6

  const squeezeDense1 = relu(dense(flatten(upper.what), p.encoder.squeeze.dense1)); // [n, 20]
  const squeeze = { what: relu(dense(squeezeDense1, p.encoder.squeeze.dense2)) }; //   what [n, 5], no pooling, so no where

  return { lower, upper, squeeze, code: squeeze.what };
}

/**
 * Decoder: code [n, 5] → image [n, 12, 12, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeBottleneck(p: BottleneckParameters, code: Tensor<["n", 5]>, where: BottleneckWheres) {
  const squeezeDense1 = relu(dense(code, p.decoder.squeeze.dense1)); //                        [n, 20]
  const upper = relu(unflatten(dense(squeezeDense1, p.decoder.squeeze.dense2), [2, 2, 6])); // [n, 2, 2, 6] ↔ upper.what (L2M)

  const upperMap = unpool(upper, where.upper); //                                              [n, 6, 6, 6], zeros except at the switches
  const lower = relu(conv(upperMap, p.decoder.upper.conv)); //                                 [n, 6, 6, 4] ↔ lower.what (L2M)

  const lowerMap = unpool(lower, where.lower); //                                              [n, 12, 12, 4], zeros except at the switches
  const image = conv(lowerMap, p.decoder.lower.conv); //                                       [n, 12, 12, 1] ↔ image (L2rec), linear

  return { upper, lower, image };
}

/** image [n, 12, 12, 1] → its reconstruction, of the same shape. */
export function reconstructBottleneck(p: BottleneckParameters, image: Tensor<["n", 12, 12, 1]>) {
  const encoded = encodeBottleneck(p, image); //            code [n, 5]
  const where = { lower: encoded.lower.where, upper: encoded.upper.where };
  return decodeBottleneck(p, encoded.code, where).image; // [n, 12, 12, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 * - L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the
 *   what of each stage in step with its where.
 *
 * Squared differences are summed over the elements of a sample ("sum"), then averaged over the batch.
 */
export function lossBottleneck(p: BottleneckParameters, { image }: Batch<[12, 12, 1]>) {
  const encoded = encodeBottleneck(p, image); //               code [n, 5]
  const where = { lower: encoded.lower.where, upper: encoded.upper.where };
  const decoded = decodeBottleneck(p, encoded.code, where); // image [n, 12, 12, 1]

  return [
    lossTerm("L2rec", 1, l2(decoded.image, image, "sum")),
    lossTerm("L2M lower", 0.5, l2(decoded.lower, encoded.lower.what, "sum")),
    lossTerm("L2M upper", 0.5, l2(decoded.upper, encoded.upper.what, "sum")),
    // L2M squeeze is left out: the decoder starts from squeeze.what itself, so the two never differ.
  ];
}

/** A stacked what-where auto-encoder of 3 stages. */
export const Bottleneck = defineModel({
  name: "Bottleneck",
  input: [12, 12, 1],
  classes: null,
  stages: ["lower", "upper", "squeeze"],
  parameters: bottleneckParameters,
  encode: encodeBottleneck,
  decode: decodeBottleneck,
  classify: null,
  reconstruct: reconstructBottleneck,
  loss: lossBottleneck,
});

/**
 * The parameters of {@link NoisyBottleneck} and how each starts: 1,684 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const noisyBottleneckParameters = {
  encoder: {
    lower: { conv: { kernel: heNormal([3, 3, 1, 4]), bias: zeros([4]) } },
    squeeze: { dense: { kernel: heNormal([144, 5]), bias: zeros([5]) } },
  },
  decoder: {
    squeeze: { dense: { kernel: heNormal([5, 144]), bias: zeros([144]) } },
    lower: { conv: { kernel: lecunNormal([3, 3, 4, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([5, 3]), bias: zeros([3]) } },
};

export type NoisyBottleneckParameters = ParametersOf<typeof noisyBottleneckParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NoisyBottleneckWheres {
  lower: Where<["n", 12, 12, 4]>; // one for each 2×2 region of the 12×12 map
}

/**
 * Encoder: image [n, 12, 12, 1] → code [n, 5], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeNoisyBottleneck(p: NoisyBottleneckParameters, image: Tensor<["n", 12, 12, 1]>) {
  const lowerMap = relu(conv(image, p.encoder.lower.conv)); //                            [n, 12, 12, 4]
  const lower = pool(lowerMap, { size: [2, 2], where: "hard" }); //                       what [n, 6, 6, 4], where of 12×12

  const squeeze = { what: relu(dense(flatten(lower.what), p.encoder.squeeze.dense)) }; // what [n, 5], no pooling, so no where

  return { lower, squeeze, code: dropout(squeeze.what, 0.3) };
}

/**
 * Decoder: code [n, 5] → image [n, 12, 12, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeNoisyBottleneck(
  p: NoisyBottleneckParameters,
  code: Tensor<["n", 5]>,
  where: NoisyBottleneckWheres,
) {
  const lower = relu(unflatten(dense(code, p.decoder.squeeze.dense), [6, 6, 4])); // [n, 6, 6, 4] ↔ lower.what (L2M)

  const lowerMap = unpool(lower, where.lower); //                                    [n, 12, 12, 4], zeros except at the switches
  const image = conv(lowerMap, p.decoder.lower.conv); //                             [n, 12, 12, 1] ↔ image (L2rec), linear

  return { lower, image };
}

/** Classifier on top of the encoder: code [n, 5] → logits [n, 3], not yet through a softmax. */
export function classifyNoisyBottleneck(p: NoisyBottleneckParameters, code: Tensor<["n", 5]>) {
  return dense(code, p.classifier.dense); // [n, 3]
}

/** image [n, 12, 12, 1] → its reconstruction, of the same shape. */
export function reconstructNoisyBottleneck(p: NoisyBottleneckParameters, image: Tensor<["n", 12, 12, 1]>) {
  const encoded = encodeNoisyBottleneck(p, image); //            code [n, 5]
  const where = { lower: encoded.lower.where };
  return decodeNoisyBottleneck(p, encoded.code, where).image; // [n, 12, 12, 1]
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
export function lossNoisyBottleneck(p: NoisyBottleneckParameters, { image, labels }: Batch<[12, 12, 1], 3>) {
  const encoded = encodeNoisyBottleneck(p, image); //               code [n, 5]
  const logits = classifyNoisyBottleneck(p, encoded.code); //       [n, 3]
  const where = { lower: encoded.lower.where };
  const decoded = decodeNoisyBottleneck(p, encoded.code, where); // image [n, 12, 12, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M lower", 0.5, l2(decoded.lower, encoded.lower.what, "mean")),
    lossTerm("L2M squeeze", 0.5, l2(encoded.code, encoded.squeeze.what, "mean")),
  ];
}

/** The same with a dropout on the code, so that L2M reaches the top. */
export const NoisyBottleneck = defineModel({
  name: "NoisyBottleneck",
  input: [12, 12, 1],
  classes: 3,
  stages: ["lower", "squeeze"],
  parameters: noisyBottleneckParameters,
  encode: encodeNoisyBottleneck,
  decode: decodeNoisyBottleneck,
  classify: classifyNoisyBottleneck,
  reconstruct: reconstructNoisyBottleneck,
  loss: lossNoisyBottleneck,
});
