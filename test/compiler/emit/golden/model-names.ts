// Generated from golden/model-names.swwae by swwae 0.0.0. Edit the spec, not this file.
import {
  type Batch,
  conv,
  defineModel,
  heNormal,
  l2,
  lecunNormal,
  lossTerm,
  type ParametersOf,
  pool,
  relu,
  type Tensor,
  unpool,
  type Where,
  zeros,
} from "swwae/runtime";

/**
 * The parameters of {@link TensorModel} and how each starts: 39 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const tensor2Parameters = {
  encoder: { top: { conv: { kernel: heNormal([3, 3, 1, 2]), bias: zeros([2]) } } },
  decoder: { top: { conv: { kernel: lecunNormal([3, 3, 2, 1]), bias: zeros([1]) } } },
};

export type Tensor2Parameters = ParametersOf<typeof tensor2Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Tensor2Wheres {
  top: Where<["n", 8, 8, 2]>; // one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 4, 4, 2], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeTensor2(p: Tensor2Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const topMap = relu(conv(image, p.encoder.top.conv)); //      [n, 8, 8, 2]
  const top = pool(topMap, { size: [2, 2], where: "hard" }); // what [n, 4, 4, 2], where of 8×8

  return { top, code: top.what };
}

/**
 * Decoder: code [n, 4, 4, 2] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeTensor2(p: Tensor2Parameters, code: Tensor<["n", 4, 4, 2]>, where: Tensor2Wheres) {
  const topMap = unpool(code, where.top); //         [n, 8, 8, 2], zeros except at the switches
  const image = conv(topMap, p.decoder.top.conv); // [n, 8, 8, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructTensor2(p: Tensor2Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeTensor2(p, image); //            code [n, 4, 4, 2]
  const where = { top: encoded.top.where };
  return decodeTensor2(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossTensor2(p: Tensor2Parameters, { image }: Batch<[8, 8, 1]>) {
  const encoded = encodeTensor2(p, image); //               code [n, 4, 4, 2]
  const where = { top: encoded.top.where };
  const decoded = decodeTensor2(p, encoded.code, where); // image [n, 8, 8, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** A stacked what-where auto-encoder of 1 stage. */
export const TensorModel = defineModel({
  name: "Tensor",
  input: [8, 8, 1],
  classes: null,
  stages: ["top"],
  parameters: tensor2Parameters,
  encode: encodeTensor2,
  decode: decodeTensor2,
  classify: null,
  reconstruct: reconstructTensor2,
  loss: lossTensor2,
});

/**
 * The parameters of {@link encodeTensor} and how each starts: 39 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const encodeTensorParameters = {
  encoder: { top: { conv: { kernel: heNormal([3, 3, 1, 2]), bias: zeros([2]) } } },
  decoder: { top: { conv: { kernel: lecunNormal([3, 3, 2, 1]), bias: zeros([1]) } } },
};

export type EncodeTensorParameters = ParametersOf<typeof encodeTensorParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface EncodeTensorWheres {
  top: Where<["n", 8, 8, 2]>; // one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 4, 4, 2], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeEncodeTensor(p: EncodeTensorParameters, image: Tensor<["n", 8, 8, 1]>) {
  const topMap = relu(conv(image, p.encoder.top.conv)); //      [n, 8, 8, 2]
  const top = pool(topMap, { size: [2, 2], where: "hard" }); // what [n, 4, 4, 2], where of 8×8

  return { top, code: top.what };
}

/**
 * Decoder: code [n, 4, 4, 2] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeEncodeTensor(
  p: EncodeTensorParameters,
  code: Tensor<["n", 4, 4, 2]>,
  where: EncodeTensorWheres,
) {
  const topMap = unpool(code, where.top); //         [n, 8, 8, 2], zeros except at the switches
  const image = conv(topMap, p.decoder.top.conv); // [n, 8, 8, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructEncodeTensor(p: EncodeTensorParameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeEncodeTensor(p, image); //            code [n, 4, 4, 2]
  const where = { top: encoded.top.where };
  return decodeEncodeTensor(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossEncodeTensor(p: EncodeTensorParameters, { image }: Batch<[8, 8, 1]>) {
  const encoded = encodeEncodeTensor(p, image); //               code [n, 4, 4, 2]
  const where = { top: encoded.top.where };
  const decoded = decodeEncodeTensor(p, encoded.code, where); // image [n, 8, 8, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** A stacked what-where auto-encoder of 1 stage. */
export const encodeTensor = defineModel({
  name: "encodeTensor",
  input: [8, 8, 1],
  classes: null,
  stages: ["top"],
  parameters: encodeTensorParameters,
  encode: encodeEncodeTensor,
  decode: decodeEncodeTensor,
  classify: null,
  reconstruct: reconstructEncodeTensor,
  loss: lossEncodeTensor,
});

/**
 * The parameters of {@link DefaultModel} and how each starts: 39 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const defaultParameters = {
  encoder: { top: { conv: { kernel: heNormal([3, 3, 1, 2]), bias: zeros([2]) } } },
  decoder: { top: { conv: { kernel: lecunNormal([3, 3, 2, 1]), bias: zeros([1]) } } },
};

export type DefaultParameters = ParametersOf<typeof defaultParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface DefaultWheres {
  top: Where<["n", 8, 8, 2]>; // one for each 2×2 region of the 8×8 map
}

/**
 * Encoder: image [n, 8, 8, 1] → code [n, 4, 4, 2], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeDefault(p: DefaultParameters, image: Tensor<["n", 8, 8, 1]>) {
  const topMap = relu(conv(image, p.encoder.top.conv)); //      [n, 8, 8, 2]
  const top = pool(topMap, { size: [2, 2], where: "hard" }); // what [n, 4, 4, 2], where of 8×8

  return { top, code: top.what };
}

/**
 * Decoder: code [n, 4, 4, 2] → image [n, 8, 8, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeDefault(p: DefaultParameters, code: Tensor<["n", 4, 4, 2]>, where: DefaultWheres) {
  const topMap = unpool(code, where.top); //         [n, 8, 8, 2], zeros except at the switches
  const image = conv(topMap, p.decoder.top.conv); // [n, 8, 8, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 8, 8, 1] → its reconstruction, of the same shape. */
export function reconstructDefault(p: DefaultParameters, image: Tensor<["n", 8, 8, 1]>) {
  const encoded = encodeDefault(p, image); //            code [n, 4, 4, 2]
  const where = { top: encoded.top.where };
  return decodeDefault(p, encoded.code, where).image; // [n, 8, 8, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossDefault(p: DefaultParameters, { image }: Batch<[8, 8, 1]>) {
  const encoded = encodeDefault(p, image); //               code [n, 4, 4, 2]
  const where = { top: encoded.top.where };
  const decoded = decodeDefault(p, encoded.code, where); // image [n, 8, 8, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** A stacked what-where auto-encoder of 1 stage. */
export const DefaultModel = defineModel({
  name: "default",
  input: [8, 8, 1],
  classes: null,
  stages: ["top"],
  parameters: defaultParameters,
  encode: encodeDefault,
  decode: decodeDefault,
  classify: null,
  reconstruct: reconstructDefault,
  loss: lossDefault,
});
