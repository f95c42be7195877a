// Generated from specs/paper/transfer.swwae by swwae 0.1.0. Edit the spec, not this file.
import {
  type Batch,
  batchNorm,
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
 * The parameters of {@link Svhn} and how each starts: 2,125,837 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const svhnParameters = {
  encoder: {
    stage1: { conv: { kernel: heNormal([5, 5, 3, 128]), bias: zeros([128]) } },
    stage2: {
      conv1: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
      conv2: { kernel: heNormal([3, 3, 128, 256]), bias: zeros([256]) },
    },
    stage3: { conv: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) } },
  },
  decoder: {
    stage3: { conv: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) } },
    stage2: {
      conv1: { kernel: heNormal([3, 3, 256, 128]), bias: zeros([128]) },
      conv2: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
    },
    stage1: { conv: { kernel: lecunNormal([5, 5, 128, 3]), bias: zeros([3]) } },
  },
  classifier: { dense: { kernel: lecunNormal([4096, 10]), bias: zeros([10]) } },
};

export type SvhnParameters = ParametersOf<typeof svhnParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface SvhnWheres {
  stage1: Where<["n", 32, 32, 128]>; // one for each 2×2 region of the 32×32 map
  stage2: Where<["n", 16, 16, 256]>; // one for each 2×2 region of the 16×16 map
  stage3: Where<["n", 8, 8, 256]>; //   one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 32, 32, 3] → code [n, 4, 4, 256], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeSvhn(p: SvhnParameters, image: Tensor<["n", 32, 32, 3]>) {
  const stage1Map = relu(conv(image, p.encoder.stage1.conv)); //          [n, 32, 32, 128]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "hard" }); //     what [n, 16, 16, 128], where of 32×32

  const stage2Conv1 = relu(conv(stage1.what, p.encoder.stage2.conv1)); // [n, 16, 16, 128]
  const stage2Map = relu(conv(stage2Conv1, p.encoder.stage2.conv2)); //   [n, 16, 16, 256]
  const stage2 = pool(stage2Map, { size: [2, 2], where: "hard" }); //     what [n, 8, 8, 256], where of 16×16

  const stage3Map = relu(conv(stage2.what, p.encoder.stage3.conv)); //    [n, 8, 8, 256]
  const stage3 = pool(stage3Map, { size: [2, 2], where: "hard" }); //     what [n, 4, 4, 256], where of 8×8

  return { stage1, stage2, stage3, code: stage3.what };
}

/**
 * Decoder: code [n, 4, 4, 256] → image [n, 32, 32, 3], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeSvhn(p: SvhnParameters, code: Tensor<["n", 4, 4, 256]>, where: SvhnWheres) {
  const stage3Map = unpool(code, where.stage3); //                      [n, 8, 8, 256], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); //       [n, 8, 8, 256] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //                    [n, 16, 16, 256], zeros except at the switches
  const stage2Conv1 = relu(conv(stage2Map, p.decoder.stage2.conv1)); // [n, 16, 16, 128]
  const stage1 = relu(conv(stage2Conv1, p.decoder.stage2.conv2)); //    [n, 16, 16, 128] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //                    [n, 32, 32, 128], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //              [n, 32, 32, 3] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 4, 4, 256] → logits [n, 10], not yet through a softmax. */
export function classifySvhn(p: SvhnParameters, code: Tensor<["n", 4, 4, 256]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 32, 32, 3] → its reconstruction, of the same shape. */
export function reconstructSvhn(p: SvhnParameters, image: Tensor<["n", 32, 32, 3]>) {
  const encoded = encodeSvhn(p, image); //            code [n, 4, 4, 256]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeSvhn(p, encoded.code, where).image; // [n, 32, 32, 3]
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
export function lossSvhn(p: SvhnParameters, { image, labels }: Batch<[32, 32, 3], 10>) {
  const encoded = encodeSvhn(p, image); //               code [n, 4, 4, 256]
  const logits = classifySvhn(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeSvhn(p, encoded.code, where); // image [n, 32, 32, 3]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.8, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 0.8, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 0.8, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's SVHN network. Its stages are called stage1, stage2 and stage3.
 *
 * With drop 0, as {@link SvhnFewLabels} asks for it.
 */
export const Svhn = defineModel({
  name: "Svhn",
  input: [32, 32, 3],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: svhnParameters,
  encode: encodeSvhn,
  decode: decodeSvhn,
  classify: classifySvhn,
  reconstruct: reconstructSvhn,
  loss: lossSvhn,
});

/**
 * The parameters of {@link SvhnDrop0_5} and how each starts: 2,125,837 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const svhnDrop05Parameters = {
  encoder: {
    stage1: { conv: { kernel: heNormal([5, 5, 3, 128]), bias: zeros([128]) } },
    stage2: {
      conv1: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
      conv2: { kernel: heNormal([3, 3, 128, 256]), bias: zeros([256]) },
    },
    stage3: { conv: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) } },
  },
  decoder: {
    stage3: { conv: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) } },
    stage2: {
      conv1: { kernel: heNormal([3, 3, 256, 128]), bias: zeros([128]) },
      conv2: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
    },
    stage1: { conv: { kernel: lecunNormal([5, 5, 128, 3]), bias: zeros([3]) } },
  },
  classifier: { dense: { kernel: lecunNormal([4096, 10]), bias: zeros([10]) } },
};

export type SvhnDrop05Parameters = ParametersOf<typeof svhnDrop05Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface SvhnDrop05Wheres {
  stage1: Where<["n", 32, 32, 128]>; // one for each 2×2 region of the 32×32 map
  stage2: Where<["n", 16, 16, 256]>; // one for each 2×2 region of the 16×16 map
  stage3: Where<["n", 8, 8, 256]>; //   one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 32, 32, 3] → code [n, 4, 4, 256], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeSvhnDrop05(p: SvhnDrop05Parameters, image: Tensor<["n", 32, 32, 3]>) {
  const stage1Map = relu(conv(image, p.encoder.stage1.conv)); //          [n, 32, 32, 128]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "hard" }); //     what [n, 16, 16, 128], where of 32×32

  const stage2Conv1 = relu(conv(stage1.what, p.encoder.stage2.conv1)); // [n, 16, 16, 128]
  const stage2Map = relu(conv(stage2Conv1, p.encoder.stage2.conv2)); //   [n, 16, 16, 256]
  const stage2 = pool(stage2Map, { size: [2, 2], where: "hard" }); //     what [n, 8, 8, 256], where of 16×16

  const stage3Map = relu(conv(stage2.what, p.encoder.stage3.conv)); //    [n, 8, 8, 256]
  const stage3 = pool(stage3Map, { size: [2, 2], where: "hard" }); //     what [n, 4, 4, 256], where of 8×8

  return { stage1, stage2, stage3, code: stage3.what };
}

/**
 * Decoder: code [n, 4, 4, 256] → image [n, 32, 32, 3], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeSvhnDrop05(
  p: SvhnDrop05Parameters,
  code: Tensor<["n", 4, 4, 256]>,
  where: SvhnDrop05Wheres,
) {
  const stage3Map = unpool(code, where.stage3); //                      [n, 8, 8, 256], zeros except at the switches
  const stage2 = relu(conv(stage3Map, p.decoder.stage3.conv)); //       [n, 8, 8, 256] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //                    [n, 16, 16, 256], zeros except at the switches
  const stage2Conv1 = relu(conv(stage2Map, p.decoder.stage2.conv1)); // [n, 16, 16, 128]
  const stage1 = relu(conv(stage2Conv1, p.decoder.stage2.conv2)); //    [n, 16, 16, 128] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //                    [n, 32, 32, 128], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //              [n, 32, 32, 3] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 4, 4, 256] → logits [n, 10], not yet through a softmax. */
export function classifySvhnDrop05(p: SvhnDrop05Parameters, code: Tensor<["n", 4, 4, 256]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 32, 32, 3] → its reconstruction, of the same shape. */
export function reconstructSvhnDrop05(p: SvhnDrop05Parameters, image: Tensor<["n", 32, 32, 3]>) {
  const encoded = encodeSvhnDrop05(p, image); //            code [n, 4, 4, 256]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeSvhnDrop05(p, encoded.code, where).image; // [n, 32, 32, 3]
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
export function lossSvhnDrop05(p: SvhnDrop05Parameters, { image, labels }: Batch<[32, 32, 3], 10>) {
  const encoded = encodeSvhnDrop05(p, image); //               code [n, 4, 4, 256]
  const logits = classifySvhnDrop05(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeSvhnDrop05(p, encoded.code, where); // image [n, 32, 32, 3]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.8, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 0.8, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 0.8, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/**
 * The paper's SVHN network. Its stages are called stage1, stage2 and stage3.
 *
 * With drop 0.5, as {@link SvhnFewLabels} asks for it.
 */
export const SvhnDrop0_5 = defineModel({
  name: "SvhnDrop0_5",
  input: [32, 32, 3],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: svhnDrop05Parameters,
  encode: encodeSvhnDrop05,
  decode: decodeSvhnDrop05,
  classify: classifySvhnDrop05,
  reconstruct: reconstructSvhnDrop05,
  loss: lossSvhnDrop05,
});

/**
 * The parameters of {@link Cifar} and how each starts: 9,240,333 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const cifarParameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 3, 128]), bias: zeros([128]) },
      norm1: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
      conv2: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
      norm2: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
    },
    stage2: {
      conv1: { kernel: heNormal([3, 3, 128, 256]), bias: zeros([256]) },
      norm1: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv2: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) },
      norm2: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
    },
    stage3: {
      conv1: { kernel: heNormal([3, 3, 256, 512]), bias: zeros([512]) },
      norm1: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
      conv2: { kernel: heNormal([3, 3, 512, 512]), bias: zeros([512]) },
      norm2: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
    },
  },
  decoder: {
    stage3: {
      conv1: { kernel: heNormal([3, 3, 512, 512]), bias: zeros([512]) },
      norm1: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
      conv2: { kernel: heNormal([3, 3, 512, 256]), bias: zeros([256]) },
      norm2: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
    },
    stage2: {
      conv1: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) },
      norm1: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv2: { kernel: heNormal([3, 3, 256, 128]), bias: zeros([128]) },
      norm2: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
    },
    stage1: {
      conv1: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
      norm: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
      conv2: { kernel: lecunNormal([3, 3, 128, 3]), bias: zeros([3]) },
    },
  },
  classifier: { dense: { kernel: lecunNormal([8192, 10]), bias: zeros([10]) } },
};

export type CifarParameters = ParametersOf<typeof cifarParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface CifarWheres {
  stage1: Where<["n", 32, 32, 128]>; // one for each 2×2 region of the 32×32 map
  stage2: Where<["n", 16, 16, 256]>; // one for each 2×2 region of the 16×16 map
  stage3: Where<["n", 8, 8, 512]>; //   one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 32, 32, 3] → code [n, 4, 4, 512], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeCifar(p: CifarParameters, image: Tensor<["n", 32, 32, 3]>) {
  const stage1Conv1 = relu(batchNorm(conv(image, p.encoder.stage1.conv1), p.encoder.stage1.norm1)); // [n, 32, 32, 128]
  const stage1Map = relu(batchNorm(conv(stage1Conv1, p.encoder.stage1.conv2), p.encoder.stage1.norm2)); // [n, 32, 32, 128]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "hard" }); //                                  what [n, 16, 16, 128], where of 32×32

  const stage2Conv1 = relu(
    batchNorm(conv(dropout(stage1.what, 0.3), p.encoder.stage2.conv1), p.encoder.stage2.norm1),
  ); //                                                                                                [n, 16, 16, 256]
  const stage2Map = relu(batchNorm(conv(stage2Conv1, p.encoder.stage2.conv2), p.encoder.stage2.norm2)); // [n, 16, 16, 256]
  const stage2 = pool(stage2Map, { size: [2, 2], where: "hard" }); //                                  what [n, 8, 8, 256], where of 16×16

  const stage3Conv1 = relu(
    batchNorm(conv(dropout(stage2.what, 0.3), p.encoder.stage3.conv1), p.encoder.stage3.norm1),
  ); //                                                                                                [n, 8, 8, 512]
  const stage3Map = relu(batchNorm(conv(stage3Conv1, p.encoder.stage3.conv2), p.encoder.stage3.norm2)); // [n, 8, 8, 512]
  const stage3 = pool(stage3Map, { size: [2, 2], where: "hard" }); //                                  what [n, 4, 4, 512], where of 8×8

  return { stage1, stage2, stage3, code: stage3.what };
}

/**
 * Decoder: code [n, 4, 4, 512] → image [n, 32, 32, 3], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeCifar(p: CifarParameters, code: Tensor<["n", 4, 4, 512]>, where: CifarWheres) {
  const stage3Map = unpool(code, where.stage3); //                                                      [n, 8, 8, 512], zeros except at the switches
  const stage3Conv1 = relu(batchNorm(conv(stage3Map, p.decoder.stage3.conv1), p.decoder.stage3.norm1)); // [n, 8, 8, 512]
  const stage2 = relu(batchNorm(conv(stage3Conv1, p.decoder.stage3.conv2), p.decoder.stage3.norm2)); // [n, 8, 8, 256] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //                                                    [n, 16, 16, 256], zeros except at the switches
  const stage2Conv1 = relu(batchNorm(conv(stage2Map, p.decoder.stage2.conv1), p.decoder.stage2.norm1)); // [n, 16, 16, 256]
  const stage1 = relu(batchNorm(conv(stage2Conv1, p.decoder.stage2.conv2), p.decoder.stage2.norm2)); // [n, 16, 16, 128] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //                                                    [n, 32, 32, 128], zeros except at the switches
  const stage1Conv1 = relu(batchNorm(conv(stage1Map, p.decoder.stage1.conv1), p.decoder.stage1.norm)); // [n, 32, 32, 128]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //                                           [n, 32, 32, 3] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 4, 4, 512] → logits [n, 10], not yet through a softmax. */
export function classifyCifar(p: CifarParameters, code: Tensor<["n", 4, 4, 512]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 32, 32, 3] → its reconstruction, of the same shape. */
export function reconstructCifar(p: CifarParameters, image: Tensor<["n", 32, 32, 3]>) {
  const encoded = encodeCifar(p, image); //            code [n, 4, 4, 512]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeCifar(p, encoded.code, where).image; // [n, 32, 32, 3]
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
export function lossCifar(p: CifarParameters, { image, labels }: Batch<[32, 32, 3], 10>) {
  const encoded = encodeCifar(p, image); //               code [n, 4, 4, 512]
  const logits = classifyCifar(p, encoded.code); //       [n, 10]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeCifar(p, encoded.code, where); // image [n, 32, 32, 3]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.1, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 0.1, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 0.1, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/** A VGG-like network: three blocks of two convolutions, each with batch normalisation, and dropout behind every pooling. */
export const Cifar = defineModel({
  name: "Cifar",
  input: [32, 32, 3],
  classes: 10,
  stages: ["stage1", "stage2", "stage3"],
  parameters: cifarParameters,
  encode: encodeCifar,
  decode: decodeCifar,
  classify: classifyCifar,
  reconstruct: reconstructCifar,
  loss: lossCifar,
});

/**
 * The parameters of {@link CifarClasses100} and how each starts: 9,977,703 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const cifarClasses100Parameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 3, 128]), bias: zeros([128]) },
      norm1: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
      conv2: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
      norm2: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
    },
    stage2: {
      conv1: { kernel: heNormal([3, 3, 128, 256]), bias: zeros([256]) },
      norm1: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv2: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) },
      norm2: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
    },
    stage3: {
      conv1: { kernel: heNormal([3, 3, 256, 512]), bias: zeros([512]) },
      norm1: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
      conv2: { kernel: heNormal([3, 3, 512, 512]), bias: zeros([512]) },
      norm2: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
    },
  },
  decoder: {
    stage3: {
      conv1: { kernel: heNormal([3, 3, 512, 512]), bias: zeros([512]) },
      norm1: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
      conv2: { kernel: heNormal([3, 3, 512, 256]), bias: zeros([256]) },
      norm2: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
    },
    stage2: {
      conv1: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) },
      norm1: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv2: { kernel: heNormal([3, 3, 256, 128]), bias: zeros([128]) },
      norm2: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
    },
    stage1: {
      conv1: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
      norm: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
      conv2: { kernel: lecunNormal([3, 3, 128, 3]), bias: zeros([3]) },
    },
  },
  classifier: { dense: { kernel: lecunNormal([8192, 100]), bias: zeros([100]) } },
};

export type CifarClasses100Parameters = ParametersOf<typeof cifarClasses100Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface CifarClasses100Wheres {
  stage1: Where<["n", 32, 32, 128]>; // one for each 2×2 region of the 32×32 map
  stage2: Where<["n", 16, 16, 256]>; // one for each 2×2 region of the 16×16 map
  stage3: Where<["n", 8, 8, 512]>; //   one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 32, 32, 3] → code [n, 4, 4, 512], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeCifarClasses100(p: CifarClasses100Parameters, image: Tensor<["n", 32, 32, 3]>) {
  const stage1Conv1 = relu(batchNorm(conv(image, p.encoder.stage1.conv1), p.encoder.stage1.norm1)); // [n, 32, 32, 128]
  const stage1Map = relu(batchNorm(conv(stage1Conv1, p.encoder.stage1.conv2), p.encoder.stage1.norm2)); // [n, 32, 32, 128]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "hard" }); //                                  what [n, 16, 16, 128], where of 32×32

  const stage2Conv1 = relu(
    batchNorm(conv(dropout(stage1.what, 0.3), p.encoder.stage2.conv1), p.encoder.stage2.norm1),
  ); //                                                                                                [n, 16, 16, 256]
  const stage2Map = relu(batchNorm(conv(stage2Conv1, p.encoder.stage2.conv2), p.encoder.stage2.norm2)); // [n, 16, 16, 256]
  const stage2 = pool(stage2Map, { size: [2, 2], where: "hard" }); //                                  what [n, 8, 8, 256], where of 16×16

  const stage3Conv1 = relu(
    batchNorm(conv(dropout(stage2.what, 0.3), p.encoder.stage3.conv1), p.encoder.stage3.norm1),
  ); //                                                                                                [n, 8, 8, 512]
  const stage3Map = relu(batchNorm(conv(stage3Conv1, p.encoder.stage3.conv2), p.encoder.stage3.norm2)); // [n, 8, 8, 512]
  const stage3 = pool(stage3Map, { size: [2, 2], where: "hard" }); //                                  what [n, 4, 4, 512], where of 8×8

  return { stage1, stage2, stage3, code: stage3.what };
}

/**
 * Decoder: code [n, 4, 4, 512] → image [n, 32, 32, 3], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeCifarClasses100(
  p: CifarClasses100Parameters,
  code: Tensor<["n", 4, 4, 512]>,
  where: CifarClasses100Wheres,
) {
  const stage3Map = unpool(code, where.stage3); //                                                      [n, 8, 8, 512], zeros except at the switches
  const stage3Conv1 = relu(batchNorm(conv(stage3Map, p.decoder.stage3.conv1), p.decoder.stage3.norm1)); // [n, 8, 8, 512]
  const stage2 = relu(batchNorm(conv(stage3Conv1, p.decoder.stage3.conv2), p.decoder.stage3.norm2)); // [n, 8, 8, 256] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //                                                    [n, 16, 16, 256], zeros except at the switches
  const stage2Conv1 = relu(batchNorm(conv(stage2Map, p.decoder.stage2.conv1), p.decoder.stage2.norm1)); // [n, 16, 16, 256]
  const stage1 = relu(batchNorm(conv(stage2Conv1, p.decoder.stage2.conv2), p.decoder.stage2.norm2)); // [n, 16, 16, 128] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //                                                    [n, 32, 32, 128], zeros except at the switches
  const stage1Conv1 = relu(batchNorm(conv(stage1Map, p.decoder.stage1.conv1), p.decoder.stage1.norm)); // [n, 32, 32, 128]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //                                           [n, 32, 32, 3] ↔ image (L2rec), linear

  return { stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 4, 4, 512] → logits [n, 100], not yet through a softmax. */
export function classifyCifarClasses100(p: CifarClasses100Parameters, code: Tensor<["n", 4, 4, 512]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 100]
}

/** image [n, 32, 32, 3] → its reconstruction, of the same shape. */
export function reconstructCifarClasses100(p: CifarClasses100Parameters, image: Tensor<["n", 32, 32, 3]>) {
  const encoded = encodeCifarClasses100(p, image); //            code [n, 4, 4, 512]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  return decodeCifarClasses100(p, encoded.code, where).image; // [n, 32, 32, 3]
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
export function lossCifarClasses100(
  p: CifarClasses100Parameters,
  { image, labels }: Batch<[32, 32, 3], 100>,
) {
  const encoded = encodeCifarClasses100(p, image); //               code [n, 4, 4, 512]
  const logits = classifyCifarClasses100(p, encoded.code); //       [n, 100]
  const where = { stage1: encoded.stage1.where, stage2: encoded.stage2.where, stage3: encoded.stage3.where };
  const decoded = decodeCifarClasses100(p, encoded.code, where); // image [n, 32, 32, 3]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.1, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 0.1, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 0.1, l2(decoded.stage2, encoded.stage2.what, "mean")),
    // L2M stage3 is left out: the decoder starts from stage3.what itself, so the two never differ.
  ];
}

/** A VGG-like network: three blocks of two convolutions, each with batch normalisation, and dropout behind every pooling. */
export const CifarClasses100 = defineModel({
  name: "CifarClasses100",
  input: [32, 32, 3],
  classes: 100,
  stages: ["stage1", "stage2", "stage3"],
  parameters: cifarClasses100Parameters,
  encode: encodeCifarClasses100,
  decode: decodeCifarClasses100,
  classify: classifyCifarClasses100,
  reconstruct: reconstructCifarClasses100,
  loss: lossCifarClasses100,
});

/**
 * The parameters of {@link Stl10} and how each starts: 15,300,237 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const stl10Parameters = {
  encoder: {
    stage1: {
      conv: { kernel: heNormal([3, 3, 3, 64]), bias: zeros([64]) },
      norm: {
        scale: ones([64]),
        shift: zeros([64]),
        mean: running(zeros([64])),
        variance: running(ones([64])),
      },
    },
    stage2: {
      conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) },
      norm: {
        scale: ones([64]),
        shift: zeros([64]),
        mean: running(zeros([64])),
        variance: running(ones([64])),
      },
    },
    stage3: {
      conv1: { kernel: heNormal([3, 3, 64, 128]), bias: zeros([128]) },
      norm1: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
      conv2: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
      norm2: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
    },
    stage4: {
      conv1: { kernel: heNormal([3, 3, 128, 256]), bias: zeros([256]) },
      norm1: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv2: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) },
      norm2: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv3: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) },
      norm3: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv4: { kernel: heNormal([3, 3, 256, 512]), bias: zeros([512]) },
      norm4: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
      conv5: { kernel: heNormal([3, 3, 512, 512]), bias: zeros([512]) },
      norm5: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
      conv6: { kernel: heNormal([3, 3, 512, 512]), bias: zeros([512]) },
      norm6: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
    },
  },
  decoder: {
    stage4: {
      conv1: { kernel: heNormal([3, 3, 512, 512]), bias: zeros([512]) },
      norm1: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
      conv2: { kernel: heNormal([3, 3, 512, 512]), bias: zeros([512]) },
      norm2: {
        scale: ones([512]),
        shift: zeros([512]),
        mean: running(zeros([512])),
        variance: running(ones([512])),
      },
      conv3: { kernel: heNormal([3, 3, 512, 256]), bias: zeros([256]) },
      norm3: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv4: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) },
      norm4: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv5: { kernel: heNormal([3, 3, 256, 256]), bias: zeros([256]) },
      norm5: {
        scale: ones([256]),
        shift: zeros([256]),
        mean: running(zeros([256])),
        variance: running(ones([256])),
      },
      conv6: { kernel: heNormal([3, 3, 256, 128]), bias: zeros([128]) },
      norm6: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
    },
    stage3: {
      conv1: { kernel: heNormal([3, 3, 128, 128]), bias: zeros([128]) },
      norm1: {
        scale: ones([128]),
        shift: zeros([128]),
        mean: running(zeros([128])),
        variance: running(ones([128])),
      },
      conv2: { kernel: heNormal([3, 3, 128, 64]), bias: zeros([64]) },
      norm2: {
        scale: ones([64]),
        shift: zeros([64]),
        mean: running(zeros([64])),
        variance: running(ones([64])),
      },
    },
    stage2: {
      conv: { kernel: heNormal([3, 3, 64, 64]), bias: zeros([64]) },
      norm: {
        scale: ones([64]),
        shift: zeros([64]),
        mean: running(zeros([64])),
        variance: running(ones([64])),
      },
    },
    stage1: { conv: { kernel: lecunNormal([3, 3, 64, 3]), bias: zeros([3]) } },
  },
  classifier: { dense: { kernel: lecunNormal([2048, 10]), bias: zeros([10]) } },
};

export type Stl10Parameters = ParametersOf<typeof stl10Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Stl10Wheres {
  stage1: Where<["n", 96, 96, 64]>; // one for each 4×4 region of the 96×96 map
  stage2: Where<["n", 24, 24, 64]>; // one for each 3×3 region of the 24×24 map
  stage3: Where<["n", 8, 8, 128]>; //  one for each 2×2 region of the 8×8 map
  stage4: Where<["n", 4, 4, 512]>; //  one for each 2×2 region of the 4×4 map
}

/**
 * Encoder: image [n, 96, 96, 3] → code [n, 2, 2, 512], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeStl10(p: Stl10Parameters, image: Tensor<["n", 96, 96, 3]>) {
  const stage1Map = relu(batchNorm(conv(image, p.encoder.stage1.conv), p.encoder.stage1.norm)); // [n, 96, 96, 64]
  const stage1 = pool(stage1Map, { size: [4, 4], where: "hard" }); //                              what [n, 24, 24, 64], where of 96×96

  const stage2Map = relu(batchNorm(conv(stage1.what, p.encoder.stage2.conv), p.encoder.stage2.norm)); // [n, 24, 24, 64]
  const stage2 = pool(stage2Map, { size: [3, 3], where: "hard" }); //                              what [n, 8, 8, 64], where of 24×24

  const stage3Conv1 = relu(batchNorm(conv(stage2.what, p.encoder.stage3.conv1), p.encoder.stage3.norm1)); // [n, 8, 8, 128]
  const stage3Map = relu(batchNorm(conv(stage3Conv1, p.encoder.stage3.conv2), p.encoder.stage3.norm2)); // [n, 8, 8, 128]
  const stage3 = pool(stage3Map, { size: [2, 2], where: "hard" }); //                              what [n, 4, 4, 128], where of 8×8

  const stage4Conv1 = relu(batchNorm(conv(stage3.what, p.encoder.stage4.conv1), p.encoder.stage4.norm1)); // [n, 4, 4, 256]
  const stage4Conv2 = relu(batchNorm(conv(stage4Conv1, p.encoder.stage4.conv2), p.encoder.stage4.norm2)); // [n, 4, 4, 256]
  const stage4Conv3 = relu(batchNorm(conv(stage4Conv2, p.encoder.stage4.conv3), p.encoder.stage4.norm3)); // [n, 4, 4, 256]
  const stage4Conv4 = relu(batchNorm(conv(stage4Conv3, p.encoder.stage4.conv4), p.encoder.stage4.norm4)); // [n, 4, 4, 512]
  const stage4Conv5 = relu(batchNorm(conv(stage4Conv4, p.encoder.stage4.conv5), p.encoder.stage4.norm5)); // [n, 4, 4, 512]
  const stage4Map = relu(batchNorm(conv(stage4Conv5, p.encoder.stage4.conv6), p.encoder.stage4.norm6)); // [n, 4, 4, 512]
  const stage4 = pool(stage4Map, { size: [2, 2], where: "hard" }); //                              what [n, 2, 2, 512], where of 4×4

  return { stage1, stage2, stage3, stage4, code: stage4.what };
}

/**
 * Decoder: code [n, 2, 2, 512] → image [n, 96, 96, 3], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeStl10(p: Stl10Parameters, code: Tensor<["n", 2, 2, 512]>, where: Stl10Wheres) {
  const stage4Map = unpool(code, where.stage4); //                                                      [n, 4, 4, 512], zeros except at the switches
  const stage4Conv1 = relu(batchNorm(conv(stage4Map, p.decoder.stage4.conv1), p.decoder.stage4.norm1)); // [n, 4, 4, 512]
  const stage4Conv2 = relu(batchNorm(conv(stage4Conv1, p.decoder.stage4.conv2), p.decoder.stage4.norm2)); // [n, 4, 4, 512]
  const stage4Conv3 = relu(batchNorm(conv(stage4Conv2, p.decoder.stage4.conv3), p.decoder.stage4.norm3)); // [n, 4, 4, 256]
  const stage4Conv4 = relu(batchNorm(conv(stage4Conv3, p.decoder.stage4.conv4), p.decoder.stage4.norm4)); // [n, 4, 4, 256]
  const stage4Conv5 = relu(batchNorm(conv(stage4Conv4, p.decoder.stage4.conv5), p.decoder.stage4.norm5)); // [n, 4, 4, 256]
  const stage3 = relu(batchNorm(conv(stage4Conv5, p.decoder.stage4.conv6), p.decoder.stage4.norm6)); // [n, 4, 4, 128] ↔ stage3.what (L2M)

  const stage3Map = unpool(stage3, where.stage3); //                                                    [n, 8, 8, 128], zeros except at the switches
  const stage3Conv1 = relu(batchNorm(conv(stage3Map, p.decoder.stage3.conv1), p.decoder.stage3.norm1)); // [n, 8, 8, 128]
  const stage2 = relu(batchNorm(conv(stage3Conv1, p.decoder.stage3.conv2), p.decoder.stage3.norm2)); // [n, 8, 8, 64] ↔ stage2.what (L2M)

  const stage2Map = unpool(stage2, where.stage2); //                                                    [n, 24, 24, 64], zeros except at the switches
  const stage1 = relu(batchNorm(conv(stage2Map, p.decoder.stage2.conv), p.decoder.stage2.norm)); //     [n, 24, 24, 64] ↔ stage1.what (L2M)

  const stage1Map = unpool(stage1, where.stage1); //                                                    [n, 96, 96, 64], zeros except at the switches
  const image = conv(stage1Map, p.decoder.stage1.conv); //                                              [n, 96, 96, 3] ↔ image (L2rec), linear

  return { stage3, stage2, stage1, image };
}

/** Classifier on top of the encoder: code [n, 2, 2, 512] → logits [n, 10], not yet through a softmax. */
export function classifyStl10(p: Stl10Parameters, code: Tensor<["n", 2, 2, 512]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 96, 96, 3] → its reconstruction, of the same shape. */
export function reconstructStl10(p: Stl10Parameters, image: Tensor<["n", 96, 96, 3]>) {
  const encoded = encodeStl10(p, image); //            code [n, 2, 2, 512]
  const where = {
    stage1: encoded.stage1.where,
    stage2: encoded.stage2.where,
    stage3: encoded.stage3.where,
    stage4: encoded.stage4.where,
  };
  return decodeStl10(p, encoded.code, where).image; // [n, 96, 96, 3]
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
export function lossStl10(p: Stl10Parameters, { image, labels }: Batch<[96, 96, 3], 10>) {
  const encoded = encodeStl10(p, image); //               code [n, 2, 2, 512]
  const logits = classifyStl10(p, encoded.code); //       [n, 10]
  const where = {
    stage1: encoded.stage1.where,
    stage2: encoded.stage2.where,
    stage3: encoded.stage3.where,
    stage4: encoded.stage4.where,
  };
  const decoded = decodeStl10(p, encoded.code, where); // image [n, 96, 96, 3]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M stage1", 0.5, l2(decoded.stage1, encoded.stage1.what, "mean")),
    lossTerm("L2M stage2", 0.5, l2(decoded.stage2, encoded.stage2.what, "mean")),
    lossTerm("L2M stage3", 0.5, l2(decoded.stage3, encoded.stage3.what, "mean")),
    // L2M stage4 is left out: the decoder starts from stage4.what itself, so the two never differ.
  ];
}

/** The paper's STL-10 network: 96×96 colour images, ten convolutions, four poolings, a code of 2×2×512. */
export const Stl10 = defineModel({
  name: "Stl10",
  input: [96, 96, 3],
  classes: 10,
  stages: ["stage1", "stage2", "stage3", "stage4"],
  parameters: stl10Parameters,
  encode: encodeStl10,
  decode: decodeStl10,
  classify: classifyStl10,
  reconstruct: reconstructStl10,
  loss: lossStl10,
});

/**
 * House numbers with 1000 labels. The paper's test errors: 27.83 % without dropout, 23.56 % with.
 *
 * 2 runs: drop 0, 0.5.
 */
export const SvhnFewLabels = defineExperiment({
  name: "SvhnFewLabels",
  axes: {
    drop: [0, 0.5],
  },
  settings: ({ drop }) => ({
    model: { 0: Svhn, 0.5: SvhnDrop0_5 }[drop],
    data: { kind: "path", name: "../../data/svhn", labels: 1000 },
    mode: "semi-supervised",
    optimizer: { kind: "adam", rate: 0.001 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 20,
    earlyStopping: null,
    seed: 1,
    augmentation: [],
    preprocessing: [{ kind: "contrast", size: 9 }],
  }),
});

/**
 * The paper reports 92.2 % right, with unlabelled images besides. Images are padded, and parts of 32×32 cropped at random.
 *
 * One run.
 */
export const Cifar10Semi = defineExperiment({
  name: "Cifar10Semi",
  axes: {},
  settings: () => ({
    model: Cifar,
    data: { kind: "path", name: "../../data/cifar10", labels: "all" },
    mode: "semi-supervised",
    optimizer: { kind: "sgd", rate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.0005 },
    schedule: { kind: "cosine", warmupEpochs: 2 },
    batch: 128,
    epochs: 60,
    earlyStopping: null,
    seed: 1,
    augmentation: [
      { kind: "crop", height: 32, width: 32 },
      { kind: "flip", axis: "horizontal" },
    ],
    preprocessing: [
      { kind: "contrast", size: 9 },
      { kind: "pad", height: 40, width: 40 },
    ],
  }),
});

/**
 * The same with a hundred classes. The paper reports 69.1 % right.
 *
 * One run.
 */
export const Cifar100Semi = defineExperiment({
  name: "Cifar100Semi",
  axes: {},
  settings: () => ({
    model: CifarClasses100,
    data: { kind: "path", name: "../../data/cifar100", labels: "all" },
    mode: "semi-supervised",
    optimizer: { kind: "sgd", rate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.0005 },
    schedule: { kind: "cosine", warmupEpochs: 2 },
    batch: 128,
    epochs: 60,
    earlyStopping: null,
    seed: 1,
    augmentation: [
      { kind: "crop", height: 32, width: 32 },
      { kind: "flip", axis: "horizontal" },
    ],
    preprocessing: [
      { kind: "contrast", size: 9 },
      { kind: "pad", height: 40, width: 40 },
    ],
  }),
});

/**
 * With 1000 labels and the images that have none. The paper reports 74.3 % right; optimiser, rate, batch and epochs are ours.
 *
 * One run.
 */
export const Stl10Semi = defineExperiment({
  name: "Stl10Semi",
  axes: {},
  settings: () => ({
    model: Stl10,
    data: { kind: "path", name: "../../data/stl10", labels: 1000 },
    mode: "semi-supervised",
    optimizer: { kind: "sgd", rate: 0.01, momentum: 0.9 },
    schedule: { kind: "cosine", warmupEpochs: 1 },
    batch: 32,
    epochs: 20,
    earlyStopping: null,
    seed: 1,
    augmentation: [{ kind: "flip", axis: "horizontal" }],
    preprocessing: [{ kind: "scale" }],
  }),
});
