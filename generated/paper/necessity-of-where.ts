// Generated from specs/paper/necessity-of-where.swwae by swwae 0.1.0. Edit the spec, not this file.
import {
  type Batch,
  conv,
  defineExperiment,
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
 * The parameters of {@link Necessity} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const necessityParameters = {
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

export type NecessityParameters = ParametersOf<typeof necessityParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NecessityWheres {
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
export function encodeNecessity(p: NecessityParameters, image: Tensor<["n", 32, 32, 1]>) {
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
export function decodeNecessity(
  p: NecessityParameters,
  code: Tensor<["n", 16, 16, 32]>,
  where: NecessityWheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], zeros except at the switches
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructNecessity(p: NecessityParameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeNecessity(p, image); //            code [n, 16, 16, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeNecessity(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNecessity(p: NecessityParameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeNecessity(p, image); //               code [n, 16, 16, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNecessity(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Two convolutions and a single pooling of X×X; the picture has to come back from its what, and its where if there is one.
 *
 * With X 2, w hard, as {@link NecessityOfWhere} asks for it.
 */
export const Necessity = defineModel({
  name: "Necessity",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: necessityParameters,
  encode: encodeNecessity,
  decode: decodeNecessity,
  classify: null,
  reconstruct: reconstructNecessity,
  loss: lossNecessity,
});

/**
 * The parameters of {@link NecessityNone} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const necessityNoneParameters = {
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

export type NecessityNoneParameters = ParametersOf<typeof necessityNoneParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NecessityNoneWheres {
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
export function encodeNecessityNone(p: NecessityNoneParameters, image: Tensor<["n", 32, 32, 1]>) {
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
export function decodeNecessityNone(
  p: NecessityNoneParameters,
  code: Tensor<["n", 16, 16, 32]>,
  where: NecessityNoneWheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], each number copied to its 2×2 region
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructNecessityNone(p: NecessityNoneParameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeNecessityNone(p, image); //            code [n, 16, 16, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeNecessityNone(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNecessityNone(p: NecessityNoneParameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeNecessityNone(p, image); //               code [n, 16, 16, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNecessityNone(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Two convolutions and a single pooling of X×X; the picture has to come back from its what, and its where if there is one.
 *
 * With X 2, w none, as {@link NecessityOfWhere} asks for it.
 */
export const NecessityNone = defineModel({
  name: "NecessityNone",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: necessityNoneParameters,
  encode: encodeNecessityNone,
  decode: decodeNecessityNone,
  classify: null,
  reconstruct: reconstructNecessityNone,
  loss: lossNecessityNone,
});

/**
 * The parameters of {@link NecessityX4} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const necessityX4Parameters = {
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

export type NecessityX4Parameters = ParametersOf<typeof necessityX4Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NecessityX4Wheres {
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
export function encodeNecessityX4(p: NecessityX4Parameters, image: Tensor<["n", 32, 32, 1]>) {
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
export function decodeNecessityX4(
  p: NecessityX4Parameters,
  code: Tensor<["n", 8, 8, 32]>,
  where: NecessityX4Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], zeros except at the switches
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructNecessityX4(p: NecessityX4Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeNecessityX4(p, image); //            code [n, 8, 8, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeNecessityX4(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNecessityX4(p: NecessityX4Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeNecessityX4(p, image); //               code [n, 8, 8, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNecessityX4(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Two convolutions and a single pooling of X×X; the picture has to come back from its what, and its where if there is one.
 *
 * With X 4, w hard, as {@link NecessityOfWhere} asks for it.
 */
export const NecessityX4 = defineModel({
  name: "NecessityX4",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: necessityX4Parameters,
  encode: encodeNecessityX4,
  decode: decodeNecessityX4,
  classify: null,
  reconstruct: reconstructNecessityX4,
  loss: lossNecessityX4,
});

/**
 * The parameters of {@link NecessityX4None} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const necessityX4NoneParameters = {
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

export type NecessityX4NoneParameters = ParametersOf<typeof necessityX4NoneParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NecessityX4NoneWheres {
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
export function encodeNecessityX4None(p: NecessityX4NoneParameters, image: Tensor<["n", 32, 32, 1]>) {
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
export function decodeNecessityX4None(
  p: NecessityX4NoneParameters,
  code: Tensor<["n", 8, 8, 32]>,
  where: NecessityX4NoneWheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], each number copied to its 4×4 region
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructNecessityX4None(p: NecessityX4NoneParameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeNecessityX4None(p, image); //            code [n, 8, 8, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeNecessityX4None(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNecessityX4None(p: NecessityX4NoneParameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeNecessityX4None(p, image); //               code [n, 8, 8, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNecessityX4None(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Two convolutions and a single pooling of X×X; the picture has to come back from its what, and its where if there is one.
 *
 * With X 4, w none, as {@link NecessityOfWhere} asks for it.
 */
export const NecessityX4None = defineModel({
  name: "NecessityX4None",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: necessityX4NoneParameters,
  encode: encodeNecessityX4None,
  decode: decodeNecessityX4None,
  classify: null,
  reconstruct: reconstructNecessityX4None,
  loss: lossNecessityX4None,
});

/**
 * The parameters of {@link NecessityX8} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const necessityX8Parameters = {
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

export type NecessityX8Parameters = ParametersOf<typeof necessityX8Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NecessityX8Wheres {
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
export function encodeNecessityX8(p: NecessityX8Parameters, image: Tensor<["n", 32, 32, 1]>) {
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
export function decodeNecessityX8(
  p: NecessityX8Parameters,
  code: Tensor<["n", 4, 4, 32]>,
  where: NecessityX8Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], zeros except at the switches
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructNecessityX8(p: NecessityX8Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeNecessityX8(p, image); //            code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeNecessityX8(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNecessityX8(p: NecessityX8Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeNecessityX8(p, image); //               code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNecessityX8(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Two convolutions and a single pooling of X×X; the picture has to come back from its what, and its where if there is one.
 *
 * With X 8, w hard, as {@link NecessityOfWhere} asks for it.
 */
export const NecessityX8 = defineModel({
  name: "NecessityX8",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: necessityX8Parameters,
  encode: encodeNecessityX8,
  decode: decodeNecessityX8,
  classify: null,
  reconstruct: reconstructNecessityX8,
  loss: lossNecessityX8,
});

/**
 * The parameters of {@link NecessityX8None} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const necessityX8NoneParameters = {
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

export type NecessityX8NoneParameters = ParametersOf<typeof necessityX8NoneParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NecessityX8NoneWheres {
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
export function encodeNecessityX8None(p: NecessityX8NoneParameters, image: Tensor<["n", 32, 32, 1]>) {
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
export function decodeNecessityX8None(
  p: NecessityX8NoneParameters,
  code: Tensor<["n", 4, 4, 32]>,
  where: NecessityX8NoneWheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], each number copied to its 8×8 region
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructNecessityX8None(p: NecessityX8NoneParameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeNecessityX8None(p, image); //            code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeNecessityX8None(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNecessityX8None(p: NecessityX8NoneParameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeNecessityX8None(p, image); //               code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNecessityX8None(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Two convolutions and a single pooling of X×X; the picture has to come back from its what, and its where if there is one.
 *
 * With X 8, w none, as {@link NecessityOfWhere} asks for it.
 */
export const NecessityX8None = defineModel({
  name: "NecessityX8None",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: necessityX8NoneParameters,
  encode: encodeNecessityX8None,
  decode: decodeNecessityX8None,
  classify: null,
  reconstruct: reconstructNecessityX8None,
  loss: lossNecessityX8None,
});

/**
 * The parameters of {@link NecessityX16} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const necessityX16Parameters = {
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

export type NecessityX16Parameters = ParametersOf<typeof necessityX16Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NecessityX16Wheres {
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
export function encodeNecessityX16(p: NecessityX16Parameters, image: Tensor<["n", 32, 32, 1]>) {
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
export function decodeNecessityX16(
  p: NecessityX16Parameters,
  code: Tensor<["n", 2, 2, 32]>,
  where: NecessityX16Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], zeros except at the switches
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructNecessityX16(p: NecessityX16Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeNecessityX16(p, image); //            code [n, 2, 2, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeNecessityX16(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNecessityX16(p: NecessityX16Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeNecessityX16(p, image); //               code [n, 2, 2, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNecessityX16(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Two convolutions and a single pooling of X×X; the picture has to come back from its what, and its where if there is one.
 *
 * With X 16, w hard, as {@link NecessityOfWhere} asks for it.
 */
export const NecessityX16 = defineModel({
  name: "NecessityX16",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: necessityX16Parameters,
  encode: encodeNecessityX16,
  decode: decodeNecessityX16,
  classify: null,
  reconstruct: reconstructNecessityX16,
  loss: lossNecessityX16,
});

/**
 * The parameters of {@link NecessityX16None} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const necessityX16NoneParameters = {
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

export type NecessityX16NoneParameters = ParametersOf<typeof necessityX16NoneParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface NecessityX16NoneWheres {
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
export function encodeNecessityX16None(p: NecessityX16NoneParameters, image: Tensor<["n", 32, 32, 1]>) {
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
export function decodeNecessityX16None(
  p: NecessityX16NoneParameters,
  code: Tensor<["n", 2, 2, 32]>,
  where: NecessityX16NoneWheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], each number copied to its 16×16 region
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructNecessityX16None(p: NecessityX16NoneParameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeNecessityX16None(p, image); //            code [n, 2, 2, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeNecessityX16None(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossNecessityX16None(p: NecessityX16NoneParameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeNecessityX16None(p, image); //               code [n, 2, 2, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeNecessityX16None(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * Two convolutions and a single pooling of X×X; the picture has to come back from its what, and its where if there is one.
 *
 * With X 16, w none, as {@link NecessityOfWhere} asks for it.
 */
export const NecessityX16None = defineModel({
  name: "NecessityX16None",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: necessityX16NoneParameters,
  encode: encodeNecessityX16None,
  decode: decodeNecessityX16None,
  classify: null,
  reconstruct: reconstructNecessityX16None,
  loss: lossNecessityX16None,
});

/**
 * The columns of Fig. 2. Seen there: alike at 2; at 4 upsampling blurs, at 8 it is blocky, at 16 unusable, while unpooling
 * stays legible throughout.
 *
 * 24 runs: X 2, 4, 8, 16 × w hard, none × seed 1, 2, 3.
 */
export const NecessityOfWhere = defineExperiment({
  name: "NecessityOfWhere",
  axes: {
    X: [2, 4, 8, 16],
    w: ["hard", "none"],
    seed: [1, 2, 3],
  },
  settings: ({ X, w, seed }) => ({
    model: {
      2: { hard: Necessity, none: NecessityNone },
      4: { hard: NecessityX4, none: NecessityX4None },
      8: { hard: NecessityX8, none: NecessityX8None },
      16: { hard: NecessityX16, none: NecessityX16None },
    }[X][w],
    data: { kind: "known", name: "mnist", labels: "all" },
    mode: "unsupervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 1,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "pad", height: 32, width: 32 }],
  }),
});
