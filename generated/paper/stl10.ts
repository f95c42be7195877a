// Generated from specs/paper/stl10.swwae by swwae 0.1.0. Edit the spec, not this file.
import {
  type Batch,
  batchNorm,
  conv,
  defineModel,
  dense,
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
