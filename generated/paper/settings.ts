// Generated from specs/paper/settings.swwae by swwae 0.1.0. Edit the spec, not this file.
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
 * The parameters of {@link Net} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const netParameters = {
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

export type NetParameters = ParametersOf<typeof netParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NetWheres {
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
export function encodeNet(p: NetParameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeNet(p: NetParameters, code: Tensor<["n", 3, 3, 64]>, where: NetWheres) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyNet(p: NetParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNet(p: NetParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeNet(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeNet(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossNet(p: NetParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeNet(p, image); //               code [n, 3, 3, 64]
  const logits = classifyNet(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeNet(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 10, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 10, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 10, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The network of few-labels.swwae.
 *
 * With lambda 10, as {@link Reference} asks for it.
 * With lambda 10, as {@link Rates} asks for it.
 * With lambda 10, as {@link Optimizers} asks for it.
 * With lambda 10, as {@link Schedules} asks for it.
 * With lambda 10, as {@link Lengths} asks for it.
 * With lambda 10, as {@link Shares} asks for it.
 * With lambda 10, as {@link Batches} asks for it.
 */
export const Net = defineModel({
  name: "Net",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: netParameters,
  encode: encodeNet,
  decode: decodeNet,
  classify: classifyNet,
  reconstruct: reconstructNet,
  loss: lossNet,
});

/**
 * The parameters of {@link Terms} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const termsParameters = {
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

export type TermsParameters = ParametersOf<typeof termsParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TermsWheres {
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
export function encodeTerms(p: TermsParameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeTerms(p: TermsParameters, code: Tensor<["n", 3, 3, 64]>, where: TermsWheres) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyTerms(p: TermsParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructTerms(p: TermsParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeTerms(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeTerms(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossTerms(p: TermsParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeTerms(p, image); //               code [n, 3, 3, 64]
  const logits = classifyTerms(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeTerms(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 10, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 10, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 10, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The same with a weight of its own for each kind of reconstruction.
 *
 * With rec 10, mid 10, as {@link Weights} asks for it.
 */
export const Terms = defineModel({
  name: "Terms",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: termsParameters,
  encode: encodeTerms,
  decode: decodeTerms,
  classify: classifyTerms,
  reconstruct: reconstructTerms,
  loss: lossTerms,
});

/**
 * The parameters of {@link Sums} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const sumsParameters = {
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

export type SumsParameters = ParametersOf<typeof sumsParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface SumsWheres {
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
export function encodeSums(p: SumsParameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeSums(p: SumsParameters, code: Tensor<["n", 3, 3, 64]>, where: SumsWheres) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifySums(p: SumsParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructSums(p: SumsParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeSums(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeSums(p, encoded.code, where).image; // [n, 28, 28, 1]
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
 * Squared differences are summed over the elements of a sample ("sum"), then averaged over the batch.
 */
export function lossSums(p: SumsParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeSums(p, image); //               code [n, 3, 3, 64]
  const logits = classifySums(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeSums(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.01, l2(decoded.image, image, "sum")),
    lossTerm("L2M stage1", 0.01, l2(decoded.stage1, encoded.stage1.what, "sum")),
    lossTerm("L2M stage2", 0.01, l2(decoded.stage2, encoded.stage2.what, "sum")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The same with squared errors that are summed up.
 *
 * With lambda 0.01, as {@link Reductions} asks for it.
 */
export const Sums = defineModel({
  name: "Sums",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: sumsParameters,
  encode: encodeSums,
  decode: decodeSums,
  classify: classifySums,
  reconstruct: reconstructSums,
  loss: lossSums,
});

/**
 * The parameters of {@link NetLambda0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const netLambda0Parameters = {
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

export type NetLambda0Parameters = ParametersOf<typeof netLambda0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NetLambda0Wheres {
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
export function encodeNetLambda0(p: NetLambda0Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeNetLambda0(
  p: NetLambda0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: NetLambda0Wheres,
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
export function classifyNetLambda0(p: NetLambda0Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNetLambda0(p: NetLambda0Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeNetLambda0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeNetLambda0(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossNetLambda0(p: NetLambda0Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeNetLambda0(p, image); //         code [n, 3, 3, 64]
  const logits = classifyNetLambda0(p, encoded.code); // [n, 10]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/**
 * The network of few-labels.swwae.
 *
 * With lambda 0, as {@link Reference} asks for it.
 * With lambda 0, as {@link Rates} asks for it.
 * With lambda 0, as {@link Optimizers} asks for it.
 * With lambda 0, as {@link Schedules} asks for it.
 * With lambda 0, as {@link Lengths} asks for it.
 * With lambda 0, as {@link Shares} asks for it.
 * With lambda 0, as {@link Batches} asks for it.
 */
export const NetLambda0 = defineModel({
  name: "NetLambda0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: netLambda0Parameters,
  encode: encodeNetLambda0,
  decode: decodeNetLambda0,
  classify: classifyNetLambda0,
  reconstruct: reconstructNetLambda0,
  loss: lossNetLambda0,
});

/**
 * The parameters of {@link NetLambda0Drop0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const netLambda0Drop0Parameters = {
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

export type NetLambda0Drop0Parameters = ParametersOf<typeof netLambda0Drop0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NetLambda0Drop0Wheres {
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
export function encodeNetLambda0Drop0(p: NetLambda0Drop0Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeNetLambda0Drop0(
  p: NetLambda0Drop0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: NetLambda0Drop0Wheres,
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
export function classifyNetLambda0Drop0(p: NetLambda0Drop0Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNetLambda0Drop0(p: NetLambda0Drop0Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeNetLambda0Drop0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeNetLambda0Drop0(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossNetLambda0Drop0(p: NetLambda0Drop0Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeNetLambda0Drop0(p, image); //         code [n, 3, 3, 64]
  const logits = classifyNetLambda0Drop0(p, encoded.code); // [n, 10]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/**
 * The network of few-labels.swwae.
 *
 * With lambda 0, drop 0, as {@link Dropouts} asks for it.
 */
export const NetLambda0Drop0 = defineModel({
  name: "NetLambda0Drop0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: netLambda0Drop0Parameters,
  encode: encodeNetLambda0Drop0,
  decode: decodeNetLambda0Drop0,
  classify: classifyNetLambda0Drop0,
  reconstruct: reconstructNetLambda0Drop0,
  loss: lossNetLambda0Drop0,
});

/**
 * The parameters of {@link NetLambda0Drop0_25} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const netLambda0Drop025Parameters = {
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

export type NetLambda0Drop025Parameters = ParametersOf<typeof netLambda0Drop025Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NetLambda0Drop025Wheres {
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
export function encodeNetLambda0Drop025(p: NetLambda0Drop025Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeNetLambda0Drop025(
  p: NetLambda0Drop025Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: NetLambda0Drop025Wheres,
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
export function classifyNetLambda0Drop025(p: NetLambda0Drop025Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.25), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNetLambda0Drop025(
  p: NetLambda0Drop025Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
  const encoded = encodeNetLambda0Drop025(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeNetLambda0Drop025(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossNetLambda0Drop025(
  p: NetLambda0Drop025Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeNetLambda0Drop025(p, image); //         code [n, 3, 3, 64]
  const logits = classifyNetLambda0Drop025(p, encoded.code); // [n, 10]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/**
 * The network of few-labels.swwae.
 *
 * With lambda 0, drop 0.25, as {@link Dropouts} asks for it.
 */
export const NetLambda0Drop0_25 = defineModel({
  name: "NetLambda0Drop0_25",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: netLambda0Drop025Parameters,
  encode: encodeNetLambda0Drop025,
  decode: decodeNetLambda0Drop025,
  classify: classifyNetLambda0Drop025,
  reconstruct: reconstructNetLambda0Drop025,
  loss: lossNetLambda0Drop025,
});

/**
 * The parameters of {@link NetLambda0Drop0_75} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const netLambda0Drop075Parameters = {
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

export type NetLambda0Drop075Parameters = ParametersOf<typeof netLambda0Drop075Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NetLambda0Drop075Wheres {
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
export function encodeNetLambda0Drop075(p: NetLambda0Drop075Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeNetLambda0Drop075(
  p: NetLambda0Drop075Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: NetLambda0Drop075Wheres,
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
export function classifyNetLambda0Drop075(p: NetLambda0Drop075Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.75), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNetLambda0Drop075(
  p: NetLambda0Drop075Parameters,
  image: Tensor<["n", 28, 28, 1]>,
) {
  const encoded = encodeNetLambda0Drop075(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeNetLambda0Drop075(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossNetLambda0Drop075(
  p: NetLambda0Drop075Parameters,
  { image, labels }: Batch<[28, 28, 1], 10>,
) {
  const encoded = encodeNetLambda0Drop075(p, image); //         code [n, 3, 3, 64]
  const logits = classifyNetLambda0Drop075(p, encoded.code); // [n, 10]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/**
 * The network of few-labels.swwae.
 *
 * With lambda 0, drop 0.75, as {@link Dropouts} asks for it.
 */
export const NetLambda0Drop0_75 = defineModel({
  name: "NetLambda0Drop0_75",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: netLambda0Drop075Parameters,
  encode: encodeNetLambda0Drop075,
  decode: decodeNetLambda0Drop075,
  classify: classifyNetLambda0Drop075,
  reconstruct: reconstructNetLambda0Drop075,
  loss: lossNetLambda0Drop075,
});

/**
 * The parameters of {@link NetDrop0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const netDrop0Parameters = {
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

export type NetDrop0Parameters = ParametersOf<typeof netDrop0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NetDrop0Wheres {
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
export function encodeNetDrop0(p: NetDrop0Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeNetDrop0(p: NetDrop0Parameters, code: Tensor<["n", 3, 3, 64]>, where: NetDrop0Wheres) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyNetDrop0(p: NetDrop0Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNetDrop0(p: NetDrop0Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeNetDrop0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeNetDrop0(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossNetDrop0(p: NetDrop0Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeNetDrop0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyNetDrop0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeNetDrop0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 10, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 10, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 10, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The network of few-labels.swwae.
 *
 * With lambda 10, drop 0, as {@link Dropouts} asks for it.
 */
export const NetDrop0 = defineModel({
  name: "NetDrop0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: netDrop0Parameters,
  encode: encodeNetDrop0,
  decode: decodeNetDrop0,
  classify: classifyNetDrop0,
  reconstruct: reconstructNetDrop0,
  loss: lossNetDrop0,
});

/**
 * The parameters of {@link NetDrop0_25} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const netDrop025Parameters = {
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

export type NetDrop025Parameters = ParametersOf<typeof netDrop025Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NetDrop025Wheres {
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
export function encodeNetDrop025(p: NetDrop025Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeNetDrop025(
  p: NetDrop025Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: NetDrop025Wheres,
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
export function classifyNetDrop025(p: NetDrop025Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.25), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNetDrop025(p: NetDrop025Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeNetDrop025(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeNetDrop025(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossNetDrop025(p: NetDrop025Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeNetDrop025(p, image); //               code [n, 3, 3, 64]
  const logits = classifyNetDrop025(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeNetDrop025(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 10, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 10, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 10, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The network of few-labels.swwae.
 *
 * With lambda 10, drop 0.25, as {@link Dropouts} asks for it.
 */
export const NetDrop0_25 = defineModel({
  name: "NetDrop0_25",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: netDrop025Parameters,
  encode: encodeNetDrop025,
  decode: decodeNetDrop025,
  classify: classifyNetDrop025,
  reconstruct: reconstructNetDrop025,
  loss: lossNetDrop025,
});

/**
 * The parameters of {@link NetDrop0_75} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const netDrop075Parameters = {
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

export type NetDrop075Parameters = ParametersOf<typeof netDrop075Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NetDrop075Wheres {
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
export function encodeNetDrop075(p: NetDrop075Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeNetDrop075(
  p: NetDrop075Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: NetDrop075Wheres,
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
export function classifyNetDrop075(p: NetDrop075Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.75), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructNetDrop075(p: NetDrop075Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeNetDrop075(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeNetDrop075(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossNetDrop075(p: NetDrop075Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeNetDrop075(p, image); //               code [n, 3, 3, 64]
  const logits = classifyNetDrop075(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeNetDrop075(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 10, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 10, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 10, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The network of few-labels.swwae.
 *
 * With lambda 10, drop 0.75, as {@link Dropouts} asks for it.
 */
export const NetDrop0_75 = defineModel({
  name: "NetDrop0_75",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: netDrop075Parameters,
  encode: encodeNetDrop075,
  decode: decodeNetDrop075,
  classify: classifyNetDrop075,
  reconstruct: reconstructNetDrop075,
  loss: lossNetDrop075,
});

/**
 * The parameters of {@link TermsRec0Mid0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const termsRec0Mid0Parameters = {
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

export type TermsRec0Mid0Parameters = ParametersOf<typeof termsRec0Mid0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TermsRec0Mid0Wheres {
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
export function encodeTermsRec0Mid0(p: TermsRec0Mid0Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeTermsRec0Mid0(
  p: TermsRec0Mid0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: TermsRec0Mid0Wheres,
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
export function classifyTermsRec0Mid0(p: TermsRec0Mid0Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructTermsRec0Mid0(p: TermsRec0Mid0Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeTermsRec0Mid0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeTermsRec0Mid0(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 */
export function lossTermsRec0Mid0(p: TermsRec0Mid0Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeTermsRec0Mid0(p, image); //         code [n, 3, 3, 64]
  const logits = classifyTermsRec0Mid0(p, encoded.code); // [n, 10]

  return [lossTerm("NLL", 1, nll(logits, labels))];
}

/**
 * The same with a weight of its own for each kind of reconstruction.
 *
 * With rec 0, mid 0, as {@link Weights} asks for it.
 */
export const TermsRec0Mid0 = defineModel({
  name: "TermsRec0Mid0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: termsRec0Mid0Parameters,
  encode: encodeTermsRec0Mid0,
  decode: decodeTermsRec0Mid0,
  classify: classifyTermsRec0Mid0,
  reconstruct: reconstructTermsRec0Mid0,
  loss: lossTermsRec0Mid0,
});

/**
 * The parameters of {@link TermsRec0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const termsRec0Parameters = {
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

export type TermsRec0Parameters = ParametersOf<typeof termsRec0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TermsRec0Wheres {
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
export function encodeTermsRec0(p: TermsRec0Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeTermsRec0(
  p: TermsRec0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: TermsRec0Wheres,
) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image, linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyTermsRec0(p: TermsRec0Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructTermsRec0(p: TermsRec0Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeTermsRec0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeTermsRec0(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 * - L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the
 *   what of each stage in step with its where.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossTermsRec0(p: TermsRec0Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeTermsRec0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyTermsRec0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeTermsRec0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2M stage1", 10, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 10, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The same with a weight of its own for each kind of reconstruction.
 *
 * With rec 0, mid 10, as {@link Weights} asks for it.
 */
export const TermsRec0 = defineModel({
  name: "TermsRec0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: termsRec0Parameters,
  encode: encodeTermsRec0,
  decode: decodeTermsRec0,
  classify: classifyTermsRec0,
  reconstruct: reconstructTermsRec0,
  loss: lossTermsRec0,
});

/**
 * The parameters of {@link TermsRec0Mid50} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const termsRec0Mid50Parameters = {
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

export type TermsRec0Mid50Parameters = ParametersOf<typeof termsRec0Mid50Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TermsRec0Mid50Wheres {
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
export function encodeTermsRec0Mid50(p: TermsRec0Mid50Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeTermsRec0Mid50(
  p: TermsRec0Mid50Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: TermsRec0Mid50Wheres,
) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image, linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyTermsRec0Mid50(p: TermsRec0Mid50Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructTermsRec0Mid50(p: TermsRec0Mid50Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeTermsRec0Mid50(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeTermsRec0Mid50(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 * - L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the
 *   what of each stage in step with its where.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossTermsRec0Mid50(p: TermsRec0Mid50Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeTermsRec0Mid50(p, image); //               code [n, 3, 3, 64]
  const logits = classifyTermsRec0Mid50(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeTermsRec0Mid50(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2M stage1", 50, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 50, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The same with a weight of its own for each kind of reconstruction.
 *
 * With rec 0, mid 50, as {@link Weights} asks for it.
 */
export const TermsRec0Mid50 = defineModel({
  name: "TermsRec0Mid50",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: termsRec0Mid50Parameters,
  encode: encodeTermsRec0Mid50,
  decode: decodeTermsRec0Mid50,
  classify: classifyTermsRec0Mid50,
  reconstruct: reconstructTermsRec0Mid50,
  loss: lossTermsRec0Mid50,
});

/**
 * The parameters of {@link TermsMid0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const termsMid0Parameters = {
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

export type TermsMid0Parameters = ParametersOf<typeof termsMid0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TermsMid0Wheres {
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
export function encodeTermsMid0(p: TermsMid0Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeTermsMid0(
  p: TermsMid0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: TermsMid0Wheres,
) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyTermsMid0(p: TermsMid0Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructTermsMid0(p: TermsMid0Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeTermsMid0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeTermsMid0(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossTermsMid0(p: TermsMid0Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeTermsMid0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyTermsMid0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeTermsMid0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [lossTerm("NLL", 1, nll(logits, labels)), lossTerm("L2rec", 10, l2(decoded.image, image, "mean"))];
}

/**
 * The same with a weight of its own for each kind of reconstruction.
 *
 * With rec 10, mid 0, as {@link Weights} asks for it.
 */
export const TermsMid0 = defineModel({
  name: "TermsMid0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: termsMid0Parameters,
  encode: encodeTermsMid0,
  decode: decodeTermsMid0,
  classify: classifyTermsMid0,
  reconstruct: reconstructTermsMid0,
  loss: lossTermsMid0,
});

/**
 * The parameters of {@link TermsMid50} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const termsMid50Parameters = {
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

export type TermsMid50Parameters = ParametersOf<typeof termsMid50Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TermsMid50Wheres {
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
export function encodeTermsMid50(p: TermsMid50Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeTermsMid50(
  p: TermsMid50Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: TermsMid50Wheres,
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
export function classifyTermsMid50(p: TermsMid50Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructTermsMid50(p: TermsMid50Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeTermsMid50(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeTermsMid50(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossTermsMid50(p: TermsMid50Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeTermsMid50(p, image); //               code [n, 3, 3, 64]
  const logits = classifyTermsMid50(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeTermsMid50(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 10, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 50, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 50, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The same with a weight of its own for each kind of reconstruction.
 *
 * With rec 10, mid 50, as {@link Weights} asks for it.
 */
export const TermsMid50 = defineModel({
  name: "TermsMid50",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: termsMid50Parameters,
  encode: encodeTermsMid50,
  decode: decodeTermsMid50,
  classify: classifyTermsMid50,
  reconstruct: reconstructTermsMid50,
  loss: lossTermsMid50,
});

/**
 * The parameters of {@link TermsRec50Mid0} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const termsRec50Mid0Parameters = {
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

export type TermsRec50Mid0Parameters = ParametersOf<typeof termsRec50Mid0Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TermsRec50Mid0Wheres {
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
export function encodeTermsRec50Mid0(p: TermsRec50Mid0Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeTermsRec50Mid0(
  p: TermsRec50Mid0Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: TermsRec50Mid0Wheres,
) {
  const stage3Map = unpool(code, where.stage3); //                [n, 7, 7, 64], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); // [n, 7, 7, 64] ↔ stage2.what

  const stage2Map = unpool(stage2, where.stage2); //              [n, 14, 14, 64], zeros except at the switches
  const stage1 = relu(conv(stage2Map, p.decoder.stage2.conv)); // [n, 14, 14, 64] ↔ stage1.what

  const stage1Map = unpool(stage1, where.stage1); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyTermsRec50Mid0(p: TermsRec50Mid0Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructTermsRec50Mid0(p: TermsRec50Mid0Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeTermsRec50Mid0(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeTermsRec50Mid0(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossTermsRec50Mid0(p: TermsRec50Mid0Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeTermsRec50Mid0(p, image); //               code [n, 3, 3, 64]
  const logits = classifyTermsRec50Mid0(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeTermsRec50Mid0(p, encoded.code, where); // image [n, 28, 28, 1]

  return [lossTerm("NLL", 1, nll(logits, labels)), lossTerm("L2rec", 50, l2(decoded.image, image, "mean"))];
}

/**
 * The same with a weight of its own for each kind of reconstruction.
 *
 * With rec 50, mid 0, as {@link Weights} asks for it.
 */
export const TermsRec50Mid0 = defineModel({
  name: "TermsRec50Mid0",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: termsRec50Mid0Parameters,
  encode: encodeTermsRec50Mid0,
  decode: decodeTermsRec50Mid0,
  classify: classifyTermsRec50Mid0,
  reconstruct: reconstructTermsRec50Mid0,
  loss: lossTermsRec50Mid0,
});

/**
 * The parameters of {@link TermsRec50} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const termsRec50Parameters = {
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

export type TermsRec50Parameters = ParametersOf<typeof termsRec50Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TermsRec50Wheres {
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
export function encodeTermsRec50(p: TermsRec50Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeTermsRec50(
  p: TermsRec50Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: TermsRec50Wheres,
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
export function classifyTermsRec50(p: TermsRec50Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructTermsRec50(p: TermsRec50Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeTermsRec50(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeTermsRec50(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossTermsRec50(p: TermsRec50Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeTermsRec50(p, image); //               code [n, 3, 3, 64]
  const logits = classifyTermsRec50(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeTermsRec50(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 50, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 10, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 10, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The same with a weight of its own for each kind of reconstruction.
 *
 * With rec 50, mid 10, as {@link Weights} asks for it.
 */
export const TermsRec50 = defineModel({
  name: "TermsRec50",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: termsRec50Parameters,
  encode: encodeTermsRec50,
  decode: decodeTermsRec50,
  classify: classifyTermsRec50,
  reconstruct: reconstructTermsRec50,
  loss: lossTermsRec50,
});

/**
 * The parameters of {@link TermsRec50Mid50} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const termsRec50Mid50Parameters = {
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

export type TermsRec50Mid50Parameters = ParametersOf<typeof termsRec50Mid50Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface TermsRec50Mid50Wheres {
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
export function encodeTermsRec50Mid50(p: TermsRec50Mid50Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeTermsRec50Mid50(
  p: TermsRec50Mid50Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: TermsRec50Mid50Wheres,
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
export function classifyTermsRec50Mid50(p: TermsRec50Mid50Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructTermsRec50Mid50(p: TermsRec50Mid50Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeTermsRec50Mid50(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeTermsRec50Mid50(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossTermsRec50Mid50(p: TermsRec50Mid50Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeTermsRec50Mid50(p, image); //               code [n, 3, 3, 64]
  const logits = classifyTermsRec50Mid50(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeTermsRec50Mid50(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 50, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 50, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 50, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The same with a weight of its own for each kind of reconstruction.
 *
 * With rec 50, mid 50, as {@link Weights} asks for it.
 */
export const TermsRec50Mid50 = defineModel({
  name: "TermsRec50Mid50",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: termsRec50Mid50Parameters,
  encode: encodeTermsRec50Mid50,
  decode: decodeTermsRec50Mid50,
  classify: classifyTermsRec50Mid50,
  reconstruct: reconstructTermsRec50Mid50,
  loss: lossTermsRec50Mid50,
});

/**
 * The parameters of {@link SumsLambda0_001} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const sumsLambda0001Parameters = {
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

export type SumsLambda0001Parameters = ParametersOf<typeof sumsLambda0001Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface SumsLambda0001Wheres {
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
export function encodeSumsLambda0001(p: SumsLambda0001Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeSumsLambda0001(
  p: SumsLambda0001Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: SumsLambda0001Wheres,
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
export function classifySumsLambda0001(p: SumsLambda0001Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructSumsLambda0001(p: SumsLambda0001Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeSumsLambda0001(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeSumsLambda0001(p, encoded.code, where).image; // [n, 28, 28, 1]
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
 * Squared differences are summed over the elements of a sample ("sum"), then averaged over the batch.
 */
export function lossSumsLambda0001(p: SumsLambda0001Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeSumsLambda0001(p, image); //               code [n, 3, 3, 64]
  const logits = classifySumsLambda0001(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeSumsLambda0001(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.001, l2(decoded.image, image, "sum")),
    lossTerm("L2M stage1", 0.001, l2(decoded.stage1, encoded.stage1.what, "sum")),
    lossTerm("L2M stage2", 0.001, l2(decoded.stage2, encoded.stage2.what, "sum")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The same with squared errors that are summed up.
 *
 * With lambda 0.001, as {@link Reductions} asks for it.
 */
export const SumsLambda0_001 = defineModel({
  name: "SumsLambda0_001",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: sumsLambda0001Parameters,
  encode: encodeSumsLambda0001,
  decode: decodeSumsLambda0001,
  classify: classifySumsLambda0001,
  reconstruct: reconstructSumsLambda0001,
  loss: lossSumsLambda0001,
});

/**
 * The parameters of {@link SumsLambda0_1} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const sumsLambda01Parameters = {
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

export type SumsLambda01Parameters = ParametersOf<typeof sumsLambda01Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface SumsLambda01Wheres {
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
export function encodeSumsLambda01(p: SumsLambda01Parameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeSumsLambda01(
  p: SumsLambda01Parameters,
  code: Tensor<["n", 3, 3, 64]>,
  where: SumsLambda01Wheres,
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
export function classifySumsLambda01(p: SumsLambda01Parameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructSumsLambda01(p: SumsLambda01Parameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeSumsLambda01(p, image); //            code [n, 3, 3, 64]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeSumsLambda01(p, encoded.code, where).image; // [n, 28, 28, 1]
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
 * Squared differences are summed over the elements of a sample ("sum"), then averaged over the batch.
 */
export function lossSumsLambda01(p: SumsLambda01Parameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeSumsLambda01(p, image); //               code [n, 3, 3, 64]
  const logits = classifySumsLambda01(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeSumsLambda01(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.1, l2(decoded.image, image, "sum")),
    lossTerm("L2M stage1", 0.1, l2(decoded.stage1, encoded.stage1.what, "sum")),
    lossTerm("L2M stage2", 0.1, l2(decoded.stage2, encoded.stage2.what, "sum")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The same with squared errors that are summed up.
 *
 * With lambda 0.1, as {@link Reductions} asks for it.
 */
export const SumsLambda0_1 = defineModel({
  name: "SumsLambda0_1",
  input: [28, 28, 1],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: sumsLambda01Parameters,
  encode: encodeSumsLambda01,
  decode: decodeSumsLambda01,
  classify: classifySumsLambda01,
  reconstruct: reconstructSumsLambda01,
  loss: lossSumsLambda01,
});

/**
 * What all others are compared with.
 *
 * 6 runs: lambda 0, 10 × seed 1, 2, 3.
 */
export const Reference = defineExperiment({
  name: "Reference",
  axes: {
    lambda: [0, 10],
    seed: [1, 2, 3],
  },
  settings: ({ lambda, seed }) => ({
    model: { 0: NetLambda0, 10: Net }[lambda],
    data: { kind: "known", name: "mnist", labels: 100 },
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
 * An experiment.
 *
 * 18 runs: lambda 0, 10 × rate 0.0005, 0.001, 0.004 × seed 1, 2, 3.
 */
export const Rates = defineExperiment({
  name: "Rates",
  axes: {
    lambda: [0, 10],
    rate: [0.0005, 0.001, 0.004],
    seed: [1, 2, 3],
  },
  settings: ({ lambda, rate, seed }) => ({
    model: { 0: NetLambda0, 10: Net }[lambda],
    data: { kind: "known", name: "mnist", labels: 100 },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate },
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
 * An experiment.
 *
 * 12 runs: lambda 0, 10 × optimizer adamw, sgd × seed 1, 2, 3.
 */
export const Optimizers = defineExperiment({
  name: "Optimizers",
  axes: {
    lambda: [0, 10],
    optimizer: ["adamw", "sgd"],
    seed: [1, 2, 3],
  },
  settings: ({ lambda, optimizer, seed }) => ({
    model: { 0: NetLambda0, 10: Net }[lambda],
    data: { kind: "known", name: "mnist", labels: 100 },
    mode: "semi-supervised",
    optimizer: (
      {
        adamw: { kind: "adamw", rate: 0.002, weightDecay: 0.01 },
        sgd: { kind: "sgd", rate: 0.1, momentum: 0.9 },
      } as const
    )[optimizer],
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
 * An experiment.
 *
 * 12 runs: lambda 0, 10 × schedule constant, cosine × seed 1, 2, 3.
 */
export const Schedules = defineExperiment({
  name: "Schedules",
  axes: {
    lambda: [0, 10],
    schedule: ["constant", "cosine"],
    seed: [1, 2, 3],
  },
  settings: ({ lambda, schedule, seed }) => ({
    model: { 0: NetLambda0, 10: Net }[lambda],
    data: { kind: "known", name: "mnist", labels: 100 },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: (
      {
        constant: { kind: "constant", warmupEpochs: 0 },
        cosine: { kind: "cosine", warmupEpochs: 0 },
      } as const
    )[schedule],
    batch: 64,
    epochs: 1,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});

/**
 * An experiment.
 *
 * 12 runs: lambda 0, 10 × epochs 2, 4 × seed 1, 2, 3.
 */
export const Lengths = defineExperiment({
  name: "Lengths",
  axes: {
    lambda: [0, 10],
    epochs: [2, 4],
    seed: [1, 2, 3],
  },
  settings: ({ lambda, epochs, seed }) => ({
    model: { 0: NetLambda0, 10: Net }[lambda],
    data: { kind: "known", name: "mnist", labels: 100 },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});

/**
 * An experiment.
 *
 * 18 runs: lambda 0, 10 × seed 1, 2, 3 × share 0.1, 0.25, 0.75.
 */
export const Shares = defineExperiment({
  name: "Shares",
  axes: {
    lambda: [0, 10],
    seed: [1, 2, 3],
    share: [0.1, 0.25, 0.75],
  },
  settings: ({ lambda, seed, share }) => ({
    model: { 0: NetLambda0, 10: Net }[lambda],
    data: { kind: "known", name: "mnist", labels: 100 },
    labelledShare: share,
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
 * An experiment.
 *
 * 12 runs: lambda 0, 10 × seed 1, 2, 3 × batch 32, 128.
 */
export const Batches = defineExperiment({
  name: "Batches",
  axes: {
    lambda: [0, 10],
    seed: [1, 2, 3],
    batch: [32, 128],
  },
  settings: ({ lambda, seed, batch }) => ({
    model: { 0: NetLambda0, 10: Net }[lambda],
    data: { kind: "known", name: "mnist", labels: 100 },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch,
    epochs: 1,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
  }),
});

/**
 * An experiment.
 *
 * 18 runs: lambda 0, 10 × drop 0, 0.25, 0.75 × seed 1, 2, 3.
 */
export const Dropouts = defineExperiment({
  name: "Dropouts",
  axes: {
    lambda: [0, 10],
    drop: [0, 0.25, 0.75],
    seed: [1, 2, 3],
  },
  settings: ({ lambda, drop, seed }) => ({
    model: {
      0: { 0: NetLambda0Drop0, 0.25: NetLambda0Drop0_25, 0.75: NetLambda0Drop0_75 },
      10: { 0: NetDrop0, 0.25: NetDrop0_25, 0.75: NetDrop0_75 },
    }[lambda][drop],
    data: { kind: "known", name: "mnist", labels: 100 },
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
 * An experiment.
 *
 * 27 runs: rec 0, 10, 50 × mid 0, 10, 50 × seed 1, 2, 3.
 */
export const Weights = defineExperiment({
  name: "Weights",
  axes: {
    rec: [0, 10, 50],
    mid: [0, 10, 50],
    seed: [1, 2, 3],
  },
  settings: ({ rec, mid, seed }) => ({
    model: {
      0: { 0: TermsRec0Mid0, 10: TermsRec0, 50: TermsRec0Mid50 },
      10: { 0: TermsMid0, 10: Terms, 50: TermsMid50 },
      50: { 0: TermsRec50Mid0, 10: TermsRec50, 50: TermsRec50Mid50 },
    }[rec][mid],
    data: { kind: "known", name: "mnist", labels: 100 },
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
 * An experiment.
 *
 * 9 runs: lambda 0.001, 0.01, 0.1 × seed 1, 2, 3.
 */
export const Reductions = defineExperiment({
  name: "Reductions",
  axes: {
    lambda: [0.001, 0.01, 0.1],
    seed: [1, 2, 3],
  },
  settings: ({ lambda, seed }) => ({
    model: { 0.001: SumsLambda0_001, 0.01: Sums, 0.1: SumsLambda0_1 }[lambda],
    data: { kind: "known", name: "mnist", labels: 100 },
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
