// Generated from specs/paper/mnist.swwae by swwae 0.1.0. Edit the spec, not this file.
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
  unpool,
  type Where,
  zeros,
} from "swwae/runtime";

/**
 * The parameters of {@link Mnist} and how each starts: 156,747 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const mnistParameters = {
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

export type MnistParameters = ParametersOf<typeof mnistParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface MnistWheres {
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
export function encodeMnist(p: MnistParameters, image: Tensor<["n", 28, 28, 1]>) {
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
export function decodeMnist(p: MnistParameters, code: Tensor<["n", 3, 3, 64]>, where: MnistWheres) {
  const topMap = unpool(code, where.top); //                      [n, 7, 7, 64], zeros except at the switches
  const middle = relu(conv(topMap, p.decoder.top.conv)); //       [n, 7, 7, 64] ↔ middle.what (L2M)

  const middleMap = unpool(middle, where.middle); //              [n, 14, 14, 64], zeros except at the switches
  const bottom = relu(conv(middleMap, p.decoder.middle.conv)); // [n, 14, 14, 64] ↔ bottom.what (L2M)

  const bottomMap = unpool(bottom, where.bottom); //              [n, 28, 28, 64], zeros except at the switches
  const image = conv(bottomMap, p.decoder.bottom.conv); //        [n, 28, 28, 1] ↔ image (L2rec), linear

  return { middle, bottom, image };
}

/** Classifier on top of the encoder: code [n, 3, 3, 64] → logits [n, 10], not yet through a softmax. */
export function classifyMnist(p: MnistParameters, code: Tensor<["n", 3, 3, 64]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense); // [n, 10]
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructMnist(p: MnistParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeMnist(p, image); //            code [n, 3, 3, 64]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  return decodeMnist(p, encoded.code, where).image; // [n, 28, 28, 1]
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
export function lossMnist(p: MnistParameters, { image, labels }: Batch<[28, 28, 1], 10>) {
  const encoded = encodeMnist(p, image); //               code [n, 3, 3, 64]
  const logits = classifyMnist(p, encoded.code); //       [n, 10]
  const where = { bottom: encoded.bottom.where, middle: encoded.middle.where, top: encoded.top.where };
  const decoded = decodeMnist(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 0.5, l2(decoded.bottom, encoded.bottom.what, "mean")),
    lossTerm("L2M middle", 0.5, l2(decoded.middle, encoded.middle.what, "mean")),
    // L2M top is left out: the decoder starts from top.what itself, so the two never differ.
  ];
}

/** The paper's MNIST network (Sec. 4.3): three stages, a mirrored decoder, and a softmax classifier on the code. */
export const Mnist = defineModel({
  name: "Mnist",
  input: [28, 28, 1],
  classes: 10,
  stages: ["bottom", "middle", "top"],
  parameters: mnistParameters,
  encode: encodeMnist,
  decode: decodeMnist,
  classify: classifyMnist,
  reconstruct: reconstructMnist,
  loss: lossMnist,
});
