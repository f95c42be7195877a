// Generated from golden/stages.swwae by swwae 0.0.0. Edit the spec, not this file.
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
 * The parameters of {@link Stages} and how each starts: 11,428 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const stagesParameters = {
  encoder: {
    deep: {
      conv1: { kernel: heNormal([3, 3, 3, 8]), bias: zeros([8]) },
      norm1: { scale: ones([8]), shift: zeros([8]), mean: running(zeros([8])), variance: running(ones([8])) },
      conv2: { kernel: heNormal([5, 3, 8, 8]), bias: zeros([8]) },
      conv3: { kernel: heNormal([3, 3, 8, 12]), bias: zeros([12]) },
      norm2: {
        scale: ones([12]),
        shift: zeros([12]),
        mean: running(zeros([12])),
        variance: running(ones([12])),
      },
    },
    dropping: {
      conv1: { kernel: heNormal([3, 3, 12, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([1, 1, 16, 16]), bias: zeros([16]) },
    },
    flat: { conv: { kernel: heNormal([3, 3, 16, 10]), bias: zeros([10]) } },
  },
  decoder: {
    flat: { conv: { kernel: heNormal([3, 3, 10, 16]), bias: zeros([16]) } },
    dropping: {
      conv1: { kernel: heNormal([1, 1, 16, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([3, 3, 16, 12]), bias: zeros([12]) },
      norm: {
        scale: ones([12]),
        shift: zeros([12]),
        mean: running(zeros([12])),
        variance: running(ones([12])),
      },
    },
    deep: {
      conv1: { kernel: heNormal([3, 3, 12, 8]), bias: zeros([8]) },
      conv2: { kernel: heNormal([5, 3, 8, 8]), bias: zeros([8]) },
      norm: { scale: ones([8]), shift: zeros([8]), mean: running(zeros([8])), variance: running(ones([8])) },
      conv3: { kernel: lecunNormal([3, 3, 8, 3]), bias: zeros([3]) },
    },
  },
  classifier: { dense: { kernel: lecunNormal([40, 7]), bias: zeros([7]) } },
};

export type StagesParameters = ParametersOf<typeof stagesParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface StagesWheres {
  deep: Where<["n", 24, 20, 12]>; //     one for each 2×2 region of the 24×20 map
  dropping: Where<["n", 12, 10, 16]>; // one for each 3×2 region of the 12×10 map
  poolOnly: Where<["n", 4, 5, 10]>; //   one for each 2×2 region of the 4×5 map
}

/**
 * Encoder: image [n, 24, 20, 3] → code [n, 2, 2, 10], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeStages(p: StagesParameters, image: Tensor<["n", 24, 20, 3]>) {
  // Three convolutions before one pooling,
  // the second without batch normalisation.
  const deepConv1 = relu(batchNorm(conv(image, p.encoder.deep.conv1), p.encoder.deep.norm1)); //   [n, 24, 20, 8]
  const deepConv2 = relu(conv(deepConv1, p.encoder.deep.conv2)); //                                [n, 24, 20, 8]
  const deepMap = relu(batchNorm(conv(deepConv2, p.encoder.deep.conv3), p.encoder.deep.norm2)); // [n, 24, 20, 12]
  const deep = pool(deepMap, { size: [2, 2], where: "hard" }); //                                  what [n, 12, 10, 12], where of 24×20

  const droppingConv1 = dropout(relu(conv(deep.what, p.encoder.dropping.conv1)), 0.1); //          [n, 12, 10, 16]
  const droppingMap = relu(conv(droppingConv1, p.encoder.dropping.conv2)); //                      [n, 12, 10, 16]
  const dropping = pool(droppingMap, { size: [3, 2], where: "hard" }); //                          what [n, 4, 5, 16], where of 12×10

  const flat = { what: relu(conv(dropout(dropping.what, 0.25), p.encoder.flat.conv)) }; //         what [n, 4, 5, 10], no pooling, so no where

  const poolOnly = pool(flat.what, { size: [2, 2], where: "hard" }); //                            what [n, 2, 2, 10], where of 4×5 (1 column left out)

  return { deep, dropping, flat, poolOnly, code: poolOnly.what };
}

/**
 * Decoder: code [n, 2, 2, 10] → image [n, 24, 20, 3], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeStages(p: StagesParameters, code: Tensor<["n", 2, 2, 10]>, where: StagesWheres) {
  const flat = unpool(code, where.poolOnly); //                                                     [n, 4, 5, 10] ↔ flat.what (L2M), zeros except at the switches

  const dropping = relu(conv(flat, p.decoder.flat.conv)); //                                        [n, 4, 5, 16] ↔ dropping.what (L2M)

  const droppingMap = unpool(dropping, where.dropping); //                                          [n, 12, 10, 16], zeros except at the switches
  const droppingConv1 = relu(conv(droppingMap, p.decoder.dropping.conv1)); //                       [n, 12, 10, 16]
  const deep = relu(batchNorm(conv(droppingConv1, p.decoder.dropping.conv2), p.decoder.dropping.norm)); // [n, 12, 10, 12] ↔ deep.what (L2M)

  const deepMap = unpool(deep, where.deep); //                                                      [n, 24, 20, 12], zeros except at the switches
  const deepConv1 = relu(conv(deepMap, p.decoder.deep.conv1)); //                                   [n, 24, 20, 8]
  const deepConv2 = relu(batchNorm(conv(deepConv1, p.decoder.deep.conv2), p.decoder.deep.norm)); // [n, 24, 20, 8]
  const image = conv(deepConv2, p.decoder.deep.conv3); //                                           [n, 24, 20, 3] ↔ image (L2rec), linear

  return { flat, dropping, deep, image };
}

/** Classifier on top of the encoder: code [n, 2, 2, 10] → logits [n, 7], not yet through a softmax. */
export function classifyStages(p: StagesParameters, code: Tensor<["n", 2, 2, 10]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 7]
}

/** image [n, 24, 20, 3] → its reconstruction, of the same shape. */
export function reconstructStages(p: StagesParameters, image: Tensor<["n", 24, 20, 3]>) {
  const encoded = encodeStages(p, image); //            code [n, 2, 2, 10]
  const where = {
    deep: encoded.deep.where,
    dropping: encoded.dropping.where,
    poolOnly: encoded.poolOnly.where,
  };
  return decodeStages(p, encoded.code, where).image; // [n, 24, 20, 3]
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
export function lossStages(p: StagesParameters, { image, labels }: Batch<[24, 20, 3], 7>) {
  const encoded = encodeStages(p, image); //               code [n, 2, 2, 10]
  const logits = classifyStages(p, encoded.code); //       [n, 7]
  const where = {
    deep: encoded.deep.where,
    dropping: encoded.dropping.where,
    poolOnly: encoded.poolOnly.where,
  };
  const decoded = decodeStages(p, encoded.code, where); // image [n, 24, 20, 3]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M deep", 0.25, l2(decoded.deep, encoded.deep.what, "mean")),
    lossTerm("L2M dropping", 0.25, l2(decoded.dropping, encoded.dropping.what, "mean")),
    lossTerm("L2M flat", 0.25, l2(decoded.flat, encoded.flat.what, "mean")),
    // L2M poolOnly is left out: the decoder starts from poolOnly.what itself, so the two never differ.
  ];
}

/** Everything that a stage may hold. */
export const Stages = defineModel({
  name: "Stages",
  input: [24, 20, 3],
  classes: 7,
  stages: ["deep", "dropping", "flat", "poolOnly"],
  parameters: stagesParameters,
  encode: encodeStages,
  decode: decodeStages,
  classify: classifyStages,
  reconstruct: reconstructStages,
  loss: lossStages,
});
