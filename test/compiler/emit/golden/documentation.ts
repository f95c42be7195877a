// Generated from golden/documentation.swwae by swwae 0.0.0. Edit the spec, not this file.
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
 * The parameters of {@link Documentation} and how each starts: 77 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const documentationParameters = {
  encoder: { only: { conv: { kernel: heNormal([3, 3, 1, 4]), bias: zeros([4]) } } },
  decoder: { only: { conv: { kernel: lecunNormal([3, 3, 4, 1]), bias: zeros([1]) } } },
};

export type DocumentationParameters = ParametersOf<typeof documentationParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface DocumentationWheres {
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
export function encodeDocumentation(p: DocumentationParameters, image: Tensor<["n", 8, 8, 1]>) {
  // A stage's words. */ throw 1;
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
export function decodeDocumentation(
  p: DocumentationParameters,
  code: Tensor<["n", 4, 4, 4]>,
  where: DocumentationWheres,
) {
  const onlyMap = unpool(code, where.only); //         [n, 8, 8, 4], zeros except at the switches
  const image = conv(onlyMap, p.decoder.only.conv); // [n, 8, 8, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructDocumentation(p: DocumentationParameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeDocumentation(p, image); //            code [n, 4, 4, 4]
  const where = { only: encoded.only.where };
  return decodeDocumentation(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossDocumentation(p: DocumentationParameters, { image }: Batch<[8, 8, 1]>) {
  const encoded = encodeDocumentation(p, image); //               code [n, 4, 4, 4]
  const where = { only: encoded.only.where };
  const decoded = decodeDocumentation(p, encoded.code, where); // image [n, 8, 8, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Text that tries to get out: *\/ export const x = 1; /*
 * and a second line with `code`, {@link Other} and "quotes".
 */
export const Documentation = defineModel({
  name: "Documentation",
  input: [8, 8, 1],
  classes: null,
  stages: ["only"],
  parameters: documentationParameters,
  encode: encodeDocumentation,
  decode: decodeDocumentation,
  classify: null,
  reconstruct: reconstructDocumentation,
  loss: lossDocumentation,
});

/**
 * The parameters of {@link Notation} and how each starts: 1,566 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const notationParameters = {
  encoder: {
    stage1: {
      conv: { kernel: heNormal([5, 5, 1, 4]), bias: zeros([4]) },
      norm: { scale: ones([4]), shift: zeros([4]), mean: running(zeros([4])), variance: running(ones([4])) },
    },
    stage2: {
      conv1: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) },
      conv2: { kernel: heNormal([3, 1, 4, 8]), bias: zeros([8]) },
    },
  },
  decoder: {
    stage2: {
      conv1: { kernel: heNormal([3, 1, 8, 4]), bias: zeros([4]) },
      conv2: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) },
      norm: { scale: ones([4]), shift: zeros([4]), mean: running(zeros([4])), variance: running(ones([4])) },
    },
    stage1: { conv: { kernel: lecunNormal([5, 5, 4, 1]), bias: zeros([1]) } },
  },
  classifier: {
    dense1: { kernel: heNormal([64, 12]), bias: zeros([12]) },
    dense2: { kernel: lecunNormal([12, 5]), bias: zeros([5]) },
  },
};

export type NotationParameters = ParametersOf<typeof notationParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NotationWheres {
  stage1: Where<["n", 16, 16, 4]>; // one for each 2×2 region of the 16×16 map
  stage2: Where<["n", 8, 8, 8]>; //   one for each 2×4 region of the 8×8 map
}

/**
 * Encoder: image [n, 16, 16, 1] → code [n, 4, 2, 8], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeNotation(p: NotationParameters, image: Tensor<["n", 16, 16, 1]>) {
  const stage1Map = relu(batchNorm(conv(image, p.encoder.stage1.conv), p.encoder.stage1.norm)); // [n, 16, 16, 4]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "hard" }); //                              what [n, 8, 8, 4], where of 16×16

  const stage2Conv1 = relu(conv(stage1.what, p.encoder.stage2.conv1)); //                          [n, 8, 8, 4]
  const stage2Map = relu(conv(stage2Conv1, p.encoder.stage2.conv2)); //                            [n, 8, 8, 8]
  const stage2 = pool(stage2Map, { size: [2, 4], where: "hard" }); //                              what [n, 4, 2, 8], where of 8×8

  return { stage1, stage2, code: stage2.what };
}

/**
 * Decoder: code [n, 4, 2, 8] → image [n, 16, 16, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeNotation(p: NotationParameters, code: Tensor<["n", 4, 2, 8]>, where: NotationWheres) {
  const stage2Map = unpool(code, where.stage2); //                                                     [n, 8, 8, 8], zeros except at the switches
  const stage2Conv1 = relu(conv(stage2Map, p.decoder.stage2.conv1)); //                                [n, 8, 8, 4]
  const stage1 = relu(batchNorm(conv(stage2Conv1, p.decoder.stage2.conv2), p.decoder.stage2.norm)); // [n, 8, 8, 4] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //                                                   [n, 16, 16, 4], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //                                             [n, 16, 16, 1] ↔ image (L2rec), linear

  return { stage1, image };
}

/** Classifier on top of the encoder: code [n, 4, 2, 8] → logits [n, 5], not yet through a softmax. */
export function classifyNotation(p: NotationParameters, code: Tensor<["n", 4, 2, 8]>) {
  const hidden = relu(dense(dropout(flatten(code), 0.2), p.classifier.dense1)); // [n, 12]
  return dense(hidden, p.classifier.dense2); //                                    [n, 5]
}

/** image [n, 16, 16, 1] → its reconstruction, of the same shape. */
export function reconstructNotation(p: NotationParameters, image: Tensor<["n", 16, 16, 1]>) {
  const encoded = encodeNotation(p, image); //            code [n, 4, 2, 8]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where };
  return decodeNotation(p, encoded.code, where).image; // [n, 16, 16, 1]
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
export function lossNotation(p: NotationParameters, { image, labels }: Batch<[16, 16, 1], 5>) {
  const encoded = encodeNotation(p, image); //               code [n, 4, 2, 8]
  const logits = classifyNotation(p, encoded.code); //       [n, 5]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where };
  const decoded = decodeNotation(p, encoded.code, where); // image [n, 16, 16, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 0.5, l2(decoded.stage1, encoded.stage1.what, "mean")),
    // L2M stage2 is left out: the decoder starts from stage2.what itself, so the two never differ.
  ];
}

/** A stacked what-where auto-encoder of 2 stages. */
export const Notation = defineModel({
  name: "Notation",
  input: [16, 16, 1],
  classes: 5,
  stages: ["stage1", "stage2"],
  parameters: notationParameters,
  encode: encodeNotation,
  decode: decodeNotation,
  classify: classifyNotation,
  reconstruct: reconstructNotation,
  loss: lossNotation,
});
