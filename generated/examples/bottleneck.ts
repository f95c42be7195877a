// Generated from specs/examples/bottleneck.swwae by swwae 0.1.0. Edit the spec, not this file.
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
 * The parameters of {@link Bottleneck} and how each starts: 112,033 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const bottleneckParameters = {
  encoder: {
    lower: { conv: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) } },
    upper: { conv: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) } },
    squeeze: { dense: { kernel: heNormal([1568, 32]), bias: zeros([32]) } },
  },
  decoder: {
    squeeze: { dense: { kernel: heNormal([32, 1568]), bias: zeros([1568]) } },
    upper: { conv: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) } },
    lower: { conv: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) } },
  },
};

export type BottleneckParameters = ParametersOf<typeof bottleneckParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface BottleneckWheres {
  lower: Where<["n", 28, 28, 16]>; // one for each 2×2 region of the 28×28 map
  upper: Where<["n", 14, 14, 32]>; // one for each 2×2 region of the 14×14 map
}

/**
 * Encoder: image [n, 28, 28, 1] → code [n, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeBottleneck(p: BottleneckParameters, image: Tensor<["n", 28, 28, 1]>) {
  const lowerMap = relu(conv(image, p.encoder.lower.conv)); //                            [n, 28, 28, 16]
  const lower = pool(lowerMap, { size: [2, 2], where: "hard" }); //                       what [n, 14, 14, 16], where of 28×28

  const upperMap = relu(conv(lower.what, p.encoder.upper.conv)); //                       [n, 14, 14, 32]
  const upper = pool(upperMap, { size: [2, 2], where: "hard" }); //                       what [n, 7, 7, 32], where of 14×14

  // The 7×7×32 map is flattened and squeezed; the decoder mirrors both.
  const squeeze = { what: relu(dense(flatten(upper.what), p.encoder.squeeze.dense)) }; // what [n, 32], no pooling, so no where

  return { lower, upper, squeeze, code: squeeze.what };
}

/**
 * Decoder: code [n, 32] → image [n, 28, 28, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeBottleneck(p: BottleneckParameters, code: Tensor<["n", 32]>, where: BottleneckWheres) {
  const upper = relu(unflatten(dense(code, p.decoder.squeeze.dense), [7, 7, 32])); // [n, 7, 7, 32] ↔ upper.what (L2M)

  const upperMap = unpool(upper, where.upper); //                                     [n, 14, 14, 32], zeros except at the switches
  const lower = relu(conv(upperMap, p.decoder.upper.conv)); //                        [n, 14, 14, 16] ↔ lower.what (L2M)

  const lowerMap = unpool(lower, where.lower); //                                     [n, 28, 28, 16], zeros except at the switches
  const image = conv(lowerMap, p.decoder.lower.conv); //                              [n, 28, 28, 1] ↔ image (L2rec), linear

  return { upper, lower, image };
}

/** image [n, 28, 28, 1] → its reconstruction, of the same shape. */
export function reconstructBottleneck(p: BottleneckParameters, image: Tensor<["n", 28, 28, 1]>) {
  const encoded = encodeBottleneck(p, image); //            code [n, 32]
  const where = { lower: encoded.lower.where, upper: encoded.upper.where };
  return decodeBottleneck(p, encoded.code, where).image; // [n, 28, 28, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 * - L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the
 *   what of each stage in step with its where.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossBottleneck(p: BottleneckParameters, { image }: Batch<[28, 28, 1]>) {
  const encoded = encodeBottleneck(p, image); //               code [n, 32]
  const where = { lower: encoded.lower.where, upper: encoded.upper.where };
  const decoded = decodeBottleneck(p, encoded.code, where); // image [n, 28, 28, 1]

  return [
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M lower", 0.2, l2(decoded.lower, encoded.lower.what, "mean")),
    lossTerm("L2M upper", 0.5, l2(decoded.upper, encoded.upper.what, "mean")),
    // L2M squeeze is left out: the decoder starts from squeeze.what itself, so the two never differ.
  ];
}

/** An auto-encoder through 32 numbers (and the wheres of its two poolings). It has no classifier: it learns unsupervised. */
export const Bottleneck = defineModel({
  name: "Bottleneck",
  input: [28, 28, 1],
  classes: null,
  stages: ["lower", "upper", "squeeze"],
  parameters: bottleneckParameters,
  encode: encodeBottleneck,
  decode: decodeBottleneck,
  classify: null,
  reconstruct: reconstructBottleneck,
  loss: lossBottleneck,
});
