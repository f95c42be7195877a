// Generated from specs/paper/svhn.swwae by swwae 0.1.0. Edit the spec, not this file.
import {
  type Batch,
  conv,
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

/** The paper's SVHN network. Its stages are called stage1, stage2 and stage3. */
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
