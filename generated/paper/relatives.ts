// Generated from specs/paper/relatives.swwae by swwae 0.1.0. Edit the spec, not this file.
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
 * The parameters of {@link Relative} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const relativeParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type RelativeParameters = ParametersOf<typeof relativeParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface RelativeWheres {
  bottom: Where<["n", 28, 28, 64]>; // one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 64]>; // one for each 2×2 region of the 14×14 map
  top: Where<["n", 7, 7, 64]>; //      one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeRelative(p: RelativeParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(image, p.encoder.bottom.conv)); //       [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "hard" }); //  what [n, 14, 14, 64], where of 28×28

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); // [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); //  what [n, 7, 7, 64], where of 14×14

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //       [n, 7, 7, 64]
  const top = pool(topMap, { size: [2, 2], where: "hard" }); //        what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeRelative(p: RelativeParameters, code: Tensor<["n", 3, 3, 64]>, where: RelativeWheres) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], zeros except at the switches
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what (L2M)

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyRelative(p: RelativeParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructRelative(p: RelativeParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeRelative(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeRelative(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossRelative(p: RelativeParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeRelative(p, image); //               code [n, 3, 3, 64]
  const logits = classifyRelative(p, encoded.code); //       [n, 10]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  const decoded = decodeRelative(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 2, l2(decoded.bottom, encoded.bottom.what, "mean")),
    lossTerm("L2M middle", 2, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M top is left out: the decoder starts from top.what itself, so the two never differ.
  ];
}

/**
 * The encoder of mnist.swwae, with the weight of reconstruction, a noise that masks pixels of the image, and the kind of where.
 * With lambda 0 it is a Convnet alone.
 */
export const Relative = defineModel({
  name: "Relative",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: relativeParameters,
  encode: encodeRelative,
  decode: decodeRelative,
  classify: classifyRelative,
  reconstruct: reconstructRelative,
  loss: lossRelative,
});

/**
 * The parameters of {@link Convnet} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const convnetParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type ConvnetParameters = ParametersOf<typeof convnetParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface ConvnetWheres {
  bottom: Where<["n", 28, 28, 64]>; // one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 64]>; // one for each 2×2 region of the 14×14 map
  top: Where<["n", 7, 7, 64]>; //      one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeConvnet(p: ConvnetParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(image, p.encoder.bottom.conv)); //       [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "hard" }); //  what [n, 14, 14, 64], where of 28×28

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); // [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); //  what [n, 7, 7, 64], where of 14×14

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //       [n, 7, 7, 64]
  const top = pool(topMap, { size: [2, 2], where: "hard" }); //        what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeConvnet(p: ConvnetParameters, code: Tensor<["n", 3, 3, 64]>, where: ConvnetWheres) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], zeros except at the switches
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image, linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyConvnet(p: ConvnetParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructConvnet(p: ConvnetParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeConvnet(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeConvnet(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossConvnet(p: ConvnetParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeConvnet(p, image); //         code [n, 3, 3, 64]
  const logits = classifyConvnet(p, encoded.code); // [n, 10]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/** A stacked what-where auto-encoder of 3 stages. */
export const Convnet = defineModel({
  name: "Convnet",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: convnetParameters,
  encode: encodeConvnet,
  decode: decodeConvnet,
  classify: classifyConvnet,
  reconstruct: reconstructConvnet,
  loss: lossConvnet,
});

/**
 * The parameters of {@link NoisyConvnet} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const noisyConvnetParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type NoisyConvnetParameters = ParametersOf<typeof noisyConvnetParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NoisyConvnetWheres {
  bottom: Where<["n", 28, 28, 64]>; // one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 64]>; // one for each 2×2 region of the 14×14 map
  top: Where<["n", 7, 7, 64]>; //      one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeNoisyConvnet(p: NoisyConvnetParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(dropout(image, 0.3), p.encoder.bottom.conv)); // [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "hard" }); //          what [n, 14, 14, 64], where of 28×28

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); //         [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); //          what [n, 7, 7, 64], where of 14×14

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //               [n, 7, 7, 64]
  const top = pool(topMap, { size: [2, 2], where: "hard" }); //                what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeNoisyConvnet(
  p: NoisyConvnetParameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: NoisyConvnetWheres,
) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], zeros except at the switches
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image, linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyNoisyConvnet(p: NoisyConvnetParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNoisyConvnet(p: NoisyConvnetParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeNoisyConvnet(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeNoisyConvnet(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossNoisyConvnet(p: NoisyConvnetParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeNoisyConvnet(p, image); //         code [n, 3, 3, 64]
  const logits = classifyNoisyConvnet(p, encoded.code); // [n, 10]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/** What the noise does by itself. */
export const NoisyConvnet = defineModel({
  name: "NoisyConvnet",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: noisyConvnetParameters,
  encode: encodeNoisyConvnet,
  decode: decodeNoisyConvnet,
  classify: classifyNoisyConvnet,
  reconstruct: reconstructNoisyConvnet,
  loss: lossNoisyConvnet,
});

/**
 * The parameters of {@link Hard} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const hardParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type HardParameters = ParametersOf<typeof hardParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface HardWheres {
  bottom: Where<["n", 28, 28, 64]>; // one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 64]>; // one for each 2×2 region of the 14×14 map
  top: Where<["n", 7, 7, 64]>; //      one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeHard(p: HardParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(image, p.encoder.bottom.conv)); //       [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "hard" }); //  what [n, 14, 14, 64], where of 28×28

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); // [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); //  what [n, 7, 7, 64], where of 14×14

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //       [n, 7, 7, 64]
  const top = pool(topMap, { size: [2, 2], where: "hard" }); //        what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeHard(p: HardParameters, code: Tensor<["n", 3, 3, 64]>, where: HardWheres) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], zeros except at the switches
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what (L2M)

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyHard(p: HardParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructHard(p: HardParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeHard(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeHard(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossHard(p: HardParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeHard(p, image); //               code [n, 3, 3, 64]
  const logits = classifyHard(p, encoded.code); //       [n, 10]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  const decoded = decodeHard(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 2, l2(decoded.bottom, encoded.bottom.what, "mean")),
    lossTerm("L2M middle", 2, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M top is left out: the decoder starts from top.what itself, so the two never differ.
  ];
}

/** Switches. */
export const Hard = defineModel({
  name: "Hard",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: hardParameters,
  encode: encodeHard,
  decode: decodeHard,
  classify: classifyHard,
  reconstruct: reconstructHard,
  loss: lossHard,
});

/**
 * The parameters of {@link Soft} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const softParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type SoftParameters = ParametersOf<typeof softParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface SoftWheres {
  bottom: Where<["n", 28, 28, 64]>; // one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 64]>; // one for each 2×2 region of the 14×14 map
  top: Where<["n", 7, 7, 64]>; //      one for each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "soft": with weights w = softmax(beta · z) over the region, what is Σ w·z and where Σ w·(x, y), both differentiable.
 */
export function encodeSoft(p: SoftParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(image, p.encoder.bottom.conv)); //                 [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "soft", beta: 100 }); // what [n, 14, 14, 64], where of 28×28

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); //           [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "soft", beta: 100 }); // what [n, 7, 7, 64], where of 14×14

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //                 [n, 7, 7, 64]
  const top = pool(topMap, { size: [2, 2], where: "soft", beta: 100 }); //       what [n, 3, 3, 64], where of 7×7 (1 row and 1 column left out)

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling a soft where shares the decoder's own number among the cells nearest to it (bilinear weights).
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeSoft(p: SoftParameters, code: Tensor<["n", 3, 3, 64]>, where: SoftWheres) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], spread around each region's where, zeros where nothing was pooled
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], spread around each region's where
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what (L2M)

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], spread around each region's where
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifySoft(p: SoftParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructSoft(p: SoftParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeSoft(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeSoft(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossSoft(p: SoftParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeSoft(p, image); //               code [n, 3, 3, 64]
  const logits = classifySoft(p, encoded.code); //       [n, 10]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  const decoded = decodeSoft(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 2, l2(decoded.bottom, encoded.bottom.what, "mean")),
    lossTerm("L2M middle", 2, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M top is left out: the decoder starts from top.what itself, so the two never differ.
  ];
}

/** Coordinates, through which gradient flows. */
export const Soft = defineModel({
  name: "Soft",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: softParameters,
  encode: encodeSoft,
  decode: decodeSoft,
  classify: classifySoft,
  reconstruct: reconstructSoft,
  loss: lossSoft,
});

/**
 * The parameters of {@link Plain} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const plainParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type PlainParameters = ParametersOf<typeof plainParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface PlainWheres {
  bottom: Where<["n", 28, 28, 64]>; // none: only that the decoder copies to each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 64]>; // none: only that the decoder copies to each 2×2 region of the 14×14 map
  top: Where<["n", 7, 7, 64]>; //      none: only that the decoder copies to each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.
 */
export function encodePlain(p: PlainParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(image, p.encoder.bottom.conv)); //       [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "none" }); //  what [n, 14, 14, 64], no where

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); // [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "none" }); //  what [n, 7, 7, 64], no where

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //       [n, 7, 7, 64]
  const top = pool(topMap, { size: [2, 2], where: "none" }); //        what [n, 3, 3, 64], no where (1 row and 1 column left out)

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling without a where copies the decoder's own number to the whole region.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodePlain(p: PlainParameters, code: Tensor<["n", 3, 3, 64]>, where: PlainWheres) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], each number copied to its 2×2 region, zeros where nothing was pooled
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], each number copied to its 2×2 region
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what (L2M)

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], each number copied to its 2×2 region
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyPlain(p: PlainParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructPlain(p: PlainParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodePlain(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodePlain(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossPlain(p: PlainParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodePlain(p, image); //               code [n, 3, 3, 64]
  const logits = classifyPlain(p, encoded.code); //       [n, 10]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  const decoded = decodePlain(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 2, l2(decoded.bottom, encoded.bottom.what, "mean")),
    lossTerm("L2M middle", 2, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M top is left out: the decoder starts from top.what itself, so the two never differ.
  ];
}

/** Each what is copied to its whole region. */
export const Plain = defineModel({
  name: "Plain",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: plainParameters,
  encode: encodePlain,
  decode: decodePlain,
  classify: classifyPlain,
  reconstruct: reconstructPlain,
  loss: lossPlain,
});

/**
 * The parameters of {@link Denoising} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const denoisingParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type DenoisingParameters = ParametersOf<typeof denoisingParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface DenoisingWheres {
  bottom: Where<["n", 28, 28, 64]>; // none: only that the decoder copies to each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 64]>; // none: only that the decoder copies to each 2×2 region of the 14×14 map
  top: Where<["n", 7, 7, 64]>; //      none: only that the decoder copies to each 2×2 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.
 */
export function encodeDenoising(p: DenoisingParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(dropout(image, 0.3), p.encoder.bottom.conv)); // [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "none" }); //          what [n, 14, 14, 64], no where

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); //         [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "none" }); //          what [n, 7, 7, 64], no where

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //               [n, 7, 7, 64]
  const top = pool(topMap, { size: [2, 2], where: "none" }); //                what [n, 3, 3, 64], no where (1 row and 1 column left out)

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling without a where copies the decoder's own number to the whole region.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeDenoising(
  p: DenoisingParameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: DenoisingWheres,
) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], each number copied to its 2×2 region, zeros where nothing was pooled
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], each number copied to its 2×2 region
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what (L2M)

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], each number copied to its 2×2 region
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyDenoising(p: DenoisingParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructDenoising(p: DenoisingParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeDenoising(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeDenoising(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossDenoising(p: DenoisingParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeDenoising(p, image); //               code [n, 3, 3, 64]
  const logits = classifyDenoising(p, encoded.code); //       [n, 10]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  const decoded = decodeDenoising(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 2, l2(decoded.bottom, encoded.bottom.what, "mean")),
    lossTerm("L2M middle", 2, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M top is left out: the decoder starts from top.what itself, so the two never differ.
  ];
}

/** The same, from an image of which three pixels in ten are missing; the reconstruction is compared with the whole one. */
export const Denoising = defineModel({
  name: "Denoising",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: denoisingParameters,
  encode: encodeDenoising,
  decode: decodeDenoising,
  classify: classifyDenoising,
  reconstruct: reconstructDenoising,
  loss: lossDenoising,
});

/**
 * The parameters of {@link Ladder} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const ladderParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type LadderParameters = ParametersOf<typeof ladderParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface LadderWheres {
  bottom: Where<["n", 28, 28, 64]>; // the whole map of 28×28, which the decoder adds
  middle: Where<["n", 14, 14, 64]>; // the whole map of 14×14, which the decoder adds
  top: Where<["n", 7, 7, 64]>; //      the whole map of 7×7, which the decoder adds
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "map": what is the maximum, and in place of a where the whole map is kept for the decoder, as in Ladder networks.
 */
export function encodeLadder(p: LadderParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(image, p.encoder.bottom.conv)); //       [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "map" }); //   what [n, 14, 14, 64], and all of 28×28

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); // [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "map" }); //   what [n, 7, 7, 64], and all of 14×14

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //       [n, 7, 7, 64]
  const top = pool(topMap, { size: [2, 2], where: "map" }); //         what [n, 3, 3, 64], and all of 7×7 (1 row and 1 column left out)

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling with the encoder's whole map copies the decoder's own number to the region, and adds that map.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeLadder(p: LadderParameters, code: Tensor<["n", 3, 3, 64]>, where: LadderWheres) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], each number copied to its 2×2 region, and the encoder's map added
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], each number copied to its 2×2 region, and the encoder's map added
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what (L2M)

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], each number copied to its 2×2 region, and the encoder's map added
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyLadder(p: LadderParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructLadder(p: LadderParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeLadder(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeLadder(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossLadder(p: LadderParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeLadder(p, image); //               code [n, 3, 3, 64]
  const logits = classifyLadder(p, encoded.code); //       [n, 10]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  const decoded = decodeLadder(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 2, l2(decoded.bottom, encoded.bottom.what, "mean")),
    lossTerm("L2M middle", 2, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M top is left out: the decoder starts from top.what itself, so the two never differ.
  ];
}

/**
 * The whole map before each pooling crosses, every number of it, as in Ladder networks, and is added to the decoder's own, which is copied
 * to its size. It is a sum: no combinator is learned.
 */
export const Ladder = defineModel({
  name: "Ladder",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: ladderParameters,
  encode: encodeLadder,
  decode: decodeLadder,
  classify: classifyLadder,
  reconstruct: reconstructLadder,
  loss: lossLadder,
});

/**
 * The parameters of {@link NoisyLadder} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const noisyLadderParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([576, 10]), bias: zeros([10]) } },
};

export type NoisyLadderParameters = ParametersOf<typeof noisyLadderParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NoisyLadderWheres {
  bottom: Where<["n", 28, 28, 64]>; // the whole map of 28×28, which the decoder adds
  middle: Where<["n", 14, 14, 64]>; // the whole map of 14×14, which the decoder adds
  top: Where<["n", 7, 7, 64]>; //      the whole map of 7×7, which the decoder adds
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 3, 3, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "map": what is the maximum, and in place of a where the whole map is kept for the decoder, as in Ladder networks.
 */
export function encodeNoisyLadder(p: NoisyLadderParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(dropout(image, 0.3), p.encoder.bottom.conv)); // [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "map" }); //           what [n, 14, 14, 64], and all of 28×28

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); //         [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "map" }); //           what [n, 7, 7, 64], and all of 14×14

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //               [n, 7, 7, 64]
  const top = pool(topMap, { size: [2, 2], where: "map" }); //                 what [n, 3, 3, 64], and all of 7×7 (1 row and 1 column left out)

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 3, 3, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling with the encoder's whole map copies the decoder's own number to the region, and adds that map.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeNoisyLadder(
  p: NoisyLadderParameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: NoisyLadderWheres,
) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], each number copied to its 2×2 region, and the encoder's map added
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], each number copied to its 2×2 region, and the encoder's map added
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what (L2M)

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], each number copied to its 2×2 region, and the encoder's map added
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyNoisyLadder(p: NoisyLadderParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNoisyLadder(p: NoisyLadderParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeNoisyLadder(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeNoisyLadder(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossNoisyLadder(p: NoisyLadderParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeNoisyLadder(p, image); //               code [n, 3, 3, 64]
  const logits = classifyNoisyLadder(p, encoded.code); //       [n, 10]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  const decoded = decodeNoisyLadder(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 2, l2(decoded.bottom, encoded.bottom.what, "mean")),
    lossTerm("L2M middle", 2, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M top is left out: the decoder starts from top.what itself, so the two never differ.
  ];
}

/** The same, from an image of which three pixels in ten are missing: with them the map that crosses is noisy, too. */
export const NoisyLadder = defineModel({
  name: "NoisyLadder",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: noisyLadderParameters,
  encode: encodeNoisyLadder,
  decode: decodeNoisyLadder,
  classify: classifyNoisyLadder,
  reconstruct: reconstructNoisyLadder,
  loss: lossNoisyLadder,
});

/**
 * The parameters of {@link WinnerTakeAll} and how each starts: 151,627 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const winnerTakeAllParameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([5, 5, 1, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    middle: { conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) } },
    bottom: { conv: { kernel: lecunNormal([5, 5, 64, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([64, 10]), bias: zeros([10]) } },
};

export type WinnerTakeAllParameters = ParametersOf<typeof winnerTakeAllParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WinnerTakeAllWheres {
  bottom: Where<["n", 28, 28, 64]>; // one for each 2×2 region of the 28×28 map
  middle: Where<["n", 14, 14, 64]>; // one for each 2×2 region of the 14×14 map
  top: Where<["n", 7, 7, 64]>; //      one for each 7×7 region of the 7×7 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 1, 1, 64], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeWinnerTakeAll(p: WinnerTakeAllParameters, image: Tensor<["n", 28, 28, 1]>) {
  const bottomMap = relu(conv(image, p.encoder.bottom.conv)); //       [n, 28, 28, 64]
  const bottom = pool(bottomMap, { size: [2, 2], where: "hard" }); //  what [n, 14, 14, 64], where of 28×28

  const middleMap = relu(conv(bottom.what, p.encoder.middle.conv)); // [n, 14, 14, 64]
  const middle = pool(middleMap, { size: [2, 2], where: "hard" }); //  what [n, 7, 7, 64], where of 14×14

  const topMap = relu(conv(middle.what, p.encoder.top.conv)); //       [n, 7, 7, 64]
  const top = pool(topMap, { size: [7, 7], where: "hard" }); //        what [n, 1, 1, 64], where of 7×7

  return { bottom, middle, top, code: top.what };
}

/**
 * Decoder: code [n, 1, 1, 64] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeWinnerTakeAll(
  p: WinnerTakeAllParameters,
  code: Tensor<["n", 1, 1, 64]>,
  where: WinnerTakeAllWheres,
) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], zeros except at the switches
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what (L2M)

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 1, 1, 64] → logits [n, 10], not yet through a softmax. */
export function classifyWinnerTakeAll(p: WinnerTakeAllParameters, code: Tensor<["n", 1, 1, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructWinnerTakeAll(p: WinnerTakeAllParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeWinnerTakeAll(p, image); //            code [n, 1, 1, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeWinnerTakeAll(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossWinnerTakeAll(p: WinnerTakeAllParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeWinnerTakeAll(p, image); //               code [n, 1, 1, 64]
  const logits = classifyWinnerTakeAll(p, encoded.code); //       [n, 10]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  const decoded = decodeWinnerTakeAll(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 2, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 2, l2(decoded.bottom, encoded.bottom.what, "mean")),
    lossTerm("L2M middle", 2, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M top is left out: the decoder starts from top.what itself, so the two never differ.
  ];
}

/**
 * Of each map of the top stage one number is left, the largest of all, and its place: spatial sparsity as in winner-take-all auto-encoders.
 * The classifier sees these 64 numbers.
 */
export const WinnerTakeAll = defineModel({
  name: "WinnerTakeAll",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: winnerTakeAllParameters,
  encode: encodeWinnerTakeAll,
  decode: decodeWinnerTakeAll,
  classify: classifyWinnerTakeAll,
  reconstruct: reconstructWinnerTakeAll,
  loss: lossWinnerTakeAll,
});

/**
 * All of them with the same labelled images, seed by seed.
 *
 * 45 runs: model Convnet, NoisyConvnet, Hard, Soft, Plain, Denoising, Ladder, NoisyLadder, WinnerTakeAll × seed 1, 2, 3, 4, 5.
 */
export const Relatives = defineExperiment({
  name: "Relatives",
  axes: {
    model: [
      "Convnet",
      "NoisyConvnet",
      "Hard",
      "Soft",
      "Plain",
      "Denoising",
      "Ladder",
      "NoisyLadder",
      "WinnerTakeAll",
    ],
    seed: [1, 2, 3, 4, 5],
  },
  settings: ({ model, seed }) => ({
    model: { Convnet, NoisyConvnet, Hard, Soft, Plain, Denoising, Ladder, NoisyLadder, WinnerTakeAll }[model],
    data: { kind: "known", name: "mnist", labels: 100 },
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
