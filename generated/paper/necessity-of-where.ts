// Generated from specs/paper/necessity-of-where.swwae by swwae 0.1.0. Edit the spec, not this file.
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
 * The parameters of {@link Unpooling2} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const unpooling2Parameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) },
    },
  },
  decoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) },
      conv2: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) },
    },
  },
};

export type Unpooling2Parameters = ParametersOf<typeof unpooling2Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Unpooling2Wheres {
  stage1: Where<["n", 32, 32, 32]>; // one for each 2×2 region of the 32×32 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 16, 16, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeUnpooling2(p: Unpooling2Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const stage1Conv1 = relu(conv(image, p.encoder.stage1.conv1)); //     [n, 32, 32, 16]
  const stage1Map = relu(conv(stage1Conv1, p.encoder.stage1.conv2)); // [n, 32, 32, 32]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "hard" }); //   what [n, 16, 16, 32], where of 32×32

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 16, 16, 32] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeUnpooling2(
  p: Unpooling2Parameters,
  code: Tensor<["n", 16, 16, 32]>,
  where: Unpooling2Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], zeros except at the switches
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructUnpooling2(p: Unpooling2Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeUnpooling2(p, image); //            code [n, 16, 16, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeUnpooling2(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossUnpooling2(p: Unpooling2Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeUnpooling2(p, image); //               code [n, 16, 16, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeUnpooling2(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** Regions of 2×2 with their switches: hard to tell from upsampling. */
export const Unpooling2 = defineModel({
  name: "Unpooling2",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: unpooling2Parameters,
  encode: encodeUnpooling2,
  decode: decodeUnpooling2,
  classify: null,
  reconstruct: reconstructUnpooling2,
  loss: lossUnpooling2,
});

/**
 * The parameters of {@link Unpooling4} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const unpooling4Parameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) },
    },
  },
  decoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) },
      conv2: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) },
    },
  },
};

export type Unpooling4Parameters = ParametersOf<typeof unpooling4Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Unpooling4Wheres {
  stage1: Where<["n", 32, 32, 32]>; // one for each 4×4 region of the 32×32 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 8, 8, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeUnpooling4(p: Unpooling4Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const stage1Conv1 = relu(conv(image, p.encoder.stage1.conv1)); //     [n, 32, 32, 16]
  const stage1Map = relu(conv(stage1Conv1, p.encoder.stage1.conv2)); // [n, 32, 32, 32]
  const stage1 = pool(stage1Map, { size: [4, 4], where: "hard" }); //   what [n, 8, 8, 32], where of 32×32

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 8, 8, 32] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeUnpooling4(
  p: Unpooling4Parameters,
  code: Tensor<["n", 8, 8, 32]>,
  where: Unpooling4Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], zeros except at the switches
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructUnpooling4(p: Unpooling4Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeUnpooling4(p, image); //            code [n, 8, 8, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeUnpooling4(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossUnpooling4(p: Unpooling4Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeUnpooling4(p, image); //               code [n, 8, 8, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeUnpooling4(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** Regions of 4×4 with their switches. */
export const Unpooling4 = defineModel({
  name: "Unpooling4",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: unpooling4Parameters,
  encode: encodeUnpooling4,
  decode: decodeUnpooling4,
  classify: null,
  reconstruct: reconstructUnpooling4,
  loss: lossUnpooling4,
});

/**
 * The parameters of {@link Unpooling8} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const unpooling8Parameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) },
    },
  },
  decoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) },
      conv2: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) },
    },
  },
};

export type Unpooling8Parameters = ParametersOf<typeof unpooling8Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Unpooling8Wheres {
  stage1: Where<["n", 32, 32, 32]>; // one for each 8×8 region of the 32×32 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 4, 4, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeUnpooling8(p: Unpooling8Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const stage1Conv1 = relu(conv(image, p.encoder.stage1.conv1)); //     [n, 32, 32, 16]
  const stage1Map = relu(conv(stage1Conv1, p.encoder.stage1.conv2)); // [n, 32, 32, 32]
  const stage1 = pool(stage1Map, { size: [8, 8], where: "hard" }); //   what [n, 4, 4, 32], where of 32×32

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 4, 4, 32] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeUnpooling8(
  p: Unpooling8Parameters,
  code: Tensor<["n", 4, 4, 32]>,
  where: Unpooling8Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], zeros except at the switches
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructUnpooling8(p: Unpooling8Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeUnpooling8(p, image); //            code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeUnpooling8(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossUnpooling8(p: Unpooling8Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeUnpooling8(p, image); //               code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeUnpooling8(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** Regions of 8×8 with their switches. */
export const Unpooling8 = defineModel({
  name: "Unpooling8",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: unpooling8Parameters,
  encode: encodeUnpooling8,
  decode: decodeUnpooling8,
  classify: null,
  reconstruct: reconstructUnpooling8,
  loss: lossUnpooling8,
});

/**
 * The parameters of {@link Unpooling16} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const unpooling16Parameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) },
    },
  },
  decoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) },
      conv2: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) },
    },
  },
};

export type Unpooling16Parameters = ParametersOf<typeof unpooling16Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Unpooling16Wheres {
  stage1: Where<["n", 32, 32, 32]>; // one for each 16×16 region of the 32×32 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 2, 2, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeUnpooling16(p: Unpooling16Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const stage1Conv1 = relu(conv(image, p.encoder.stage1.conv1)); //     [n, 32, 32, 16]
  const stage1Map = relu(conv(stage1Conv1, p.encoder.stage1.conv2)); // [n, 32, 32, 32]
  const stage1 = pool(stage1Map, { size: [16, 16], where: "hard" }); // what [n, 2, 2, 32], where of 32×32

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 2, 2, 32] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeUnpooling16(
  p: Unpooling16Parameters,
  code: Tensor<["n", 2, 2, 32]>,
  where: Unpooling16Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], zeros except at the switches
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructUnpooling16(p: Unpooling16Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeUnpooling16(p, image); //            code [n, 2, 2, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeUnpooling16(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossUnpooling16(p: Unpooling16Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeUnpooling16(p, image); //               code [n, 2, 2, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeUnpooling16(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** Four regions a map, and still legible: the switches carry the picture. */
export const Unpooling16 = defineModel({
  name: "Unpooling16",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: unpooling16Parameters,
  encode: encodeUnpooling16,
  decode: decodeUnpooling16,
  classify: null,
  reconstruct: reconstructUnpooling16,
  loss: lossUnpooling16,
});

/**
 * The parameters of {@link Upsampling2} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const upsampling2Parameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) },
    },
  },
  decoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) },
      conv2: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) },
    },
  },
};

export type Upsampling2Parameters = ParametersOf<typeof upsampling2Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Upsampling2Wheres {
  stage1: Where<["n", 32, 32, 32]>; // none: only that the decoder copies to each 2×2 region of the 32×32 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 16, 16, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.
 */
export function encodeUpsampling2(p: Upsampling2Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const stage1Conv1 = relu(conv(image, p.encoder.stage1.conv1)); //     [n, 32, 32, 16]
  const stage1Map = relu(conv(stage1Conv1, p.encoder.stage1.conv2)); // [n, 32, 32, 32]
  const stage1 = pool(stage1Map, { size: [2, 2], where: "none" }); //   what [n, 16, 16, 32], no where

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 16, 16, 32] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling without a where copies the decoder's own number to the whole region.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeUpsampling2(
  p: Upsampling2Parameters,
  code: Tensor<["n", 16, 16, 32]>,
  where: Upsampling2Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], each number copied to its 2×2 region
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructUpsampling2(p: Upsampling2Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeUpsampling2(p, image); //            code [n, 16, 16, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeUpsampling2(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossUpsampling2(p: Upsampling2Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeUpsampling2(p, image); //               code [n, 16, 16, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeUpsampling2(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** The baseline at 2×2. */
export const Upsampling2 = defineModel({
  name: "Upsampling2",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: upsampling2Parameters,
  encode: encodeUpsampling2,
  decode: decodeUpsampling2,
  classify: null,
  reconstruct: reconstructUpsampling2,
  loss: lossUpsampling2,
});

/**
 * The parameters of {@link Upsampling4} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const upsampling4Parameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) },
    },
  },
  decoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) },
      conv2: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) },
    },
  },
};

export type Upsampling4Parameters = ParametersOf<typeof upsampling4Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Upsampling4Wheres {
  stage1: Where<["n", 32, 32, 32]>; // none: only that the decoder copies to each 4×4 region of the 32×32 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 8, 8, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.
 */
export function encodeUpsampling4(p: Upsampling4Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const stage1Conv1 = relu(conv(image, p.encoder.stage1.conv1)); //     [n, 32, 32, 16]
  const stage1Map = relu(conv(stage1Conv1, p.encoder.stage1.conv2)); // [n, 32, 32, 32]
  const stage1 = pool(stage1Map, { size: [4, 4], where: "none" }); //   what [n, 8, 8, 32], no where

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 8, 8, 32] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling without a where copies the decoder's own number to the whole region.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeUpsampling4(
  p: Upsampling4Parameters,
  code: Tensor<["n", 8, 8, 32]>,
  where: Upsampling4Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], each number copied to its 4×4 region
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructUpsampling4(p: Upsampling4Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeUpsampling4(p, image); //            code [n, 8, 8, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeUpsampling4(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossUpsampling4(p: Upsampling4Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeUpsampling4(p, image); //               code [n, 8, 8, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeUpsampling4(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** The baseline at 4×4: blurred. */
export const Upsampling4 = defineModel({
  name: "Upsampling4",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: upsampling4Parameters,
  encode: encodeUpsampling4,
  decode: decodeUpsampling4,
  classify: null,
  reconstruct: reconstructUpsampling4,
  loss: lossUpsampling4,
});

/**
 * The parameters of {@link Upsampling8} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const upsampling8Parameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) },
    },
  },
  decoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) },
      conv2: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) },
    },
  },
};

export type Upsampling8Parameters = ParametersOf<typeof upsampling8Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Upsampling8Wheres {
  stage1: Where<["n", 32, 32, 32]>; // none: only that the decoder copies to each 8×8 region of the 32×32 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 4, 4, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.
 */
export function encodeUpsampling8(p: Upsampling8Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const stage1Conv1 = relu(conv(image, p.encoder.stage1.conv1)); //     [n, 32, 32, 16]
  const stage1Map = relu(conv(stage1Conv1, p.encoder.stage1.conv2)); // [n, 32, 32, 32]
  const stage1 = pool(stage1Map, { size: [8, 8], where: "none" }); //   what [n, 4, 4, 32], no where

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 4, 4, 32] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling without a where copies the decoder's own number to the whole region.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeUpsampling8(
  p: Upsampling8Parameters,
  code: Tensor<["n", 4, 4, 32]>,
  where: Upsampling8Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], each number copied to its 8×8 region
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructUpsampling8(p: Upsampling8Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeUpsampling8(p, image); //            code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeUpsampling8(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossUpsampling8(p: Upsampling8Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeUpsampling8(p, image); //               code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeUpsampling8(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** The baseline at 8×8: blocky. */
export const Upsampling8 = defineModel({
  name: "Upsampling8",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: upsampling8Parameters,
  encode: encodeUpsampling8,
  decode: decodeUpsampling8,
  classify: null,
  reconstruct: reconstructUpsampling8,
  loss: lossUpsampling8,
});

/**
 * The parameters of {@link Upsampling16} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const upsampling16Parameters = {
  encoder: {
    stage1: {
      conv1: { kernel: heNormal([5, 5, 1, 16]), bias: zeros([16]) },
      conv2: { kernel: heNormal([3, 3, 16, 32]), bias: zeros([32]) },
    },
  },
  decoder: {
    stage1: {
      conv1: { kernel: heNormal([3, 3, 32, 16]), bias: zeros([16]) },
      conv2: { kernel: lecunNormal([5, 5, 16, 1]), bias: zeros([1]) },
    },
  },
};

export type Upsampling16Parameters = ParametersOf<typeof upsampling16Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface Upsampling16Wheres {
  stage1: Where<["n", 32, 32, 32]>; // none: only that the decoder copies to each 16×16 region of the 32×32 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 2, 2, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.
 */
export function encodeUpsampling16(p: Upsampling16Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const stage1Conv1 = relu(conv(image, p.encoder.stage1.conv1)); //     [n, 32, 32, 16]
  const stage1Map = relu(conv(stage1Conv1, p.encoder.stage1.conv2)); // [n, 32, 32, 32]
  const stage1 = pool(stage1Map, { size: [16, 16], where: "none" }); // what [n, 2, 2, 32], no where

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 2, 2, 32] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling without a where copies the decoder's own number to the whole region.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeUpsampling16(
  p: Upsampling16Parameters,
  code: Tensor<["n", 2, 2, 32]>,
  where: Upsampling16Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], each number copied to its 16×16 region
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructUpsampling16(p: Upsampling16Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeUpsampling16(p, image); //            code [n, 2, 2, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeUpsampling16(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossUpsampling16(p: Upsampling16Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeUpsampling16(p, image); //               code [n, 2, 2, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeUpsampling16(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/** The baseline at 16×16: four numbers a map are left, and nothing says where they came from. */
export const Upsampling16 = defineModel({
  name: "Upsampling16",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: upsampling16Parameters,
  encode: encodeUpsampling16,
  decode: decodeUpsampling16,
  classify: null,
  reconstruct: reconstructUpsampling16,
  loss: lossUpsampling16,
});
