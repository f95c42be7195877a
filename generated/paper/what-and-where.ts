// Generated from specs/paper/what-and-where.swwae by swwae 0.1.0. Edit the spec, not this file.
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
 * The parameters of {@link Movement} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const movementParameters = {
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

export type MovementParameters = ParametersOf<typeof movementParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface MovementWheres {
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
export function encodeMovement(p: MovementParameters, image: Tensor<["n", 32, 32, 1]>) {
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
export function decodeMovement(p: MovementParameters, code: Tensor<["n", 4, 4, 32]>, where: MovementWheres) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], zeros except at the switches
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructMovement(p: MovementParameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeMovement(p, image); //            code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeMovement(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossMovement(p: MovementParameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeMovement(p, image); //               code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeMovement(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * One pooling of 8×8, so that features have room to move in. MNIST is padded to 32×32, which 8 divides.
 *
 * With w hard, as {@link WhatAndWhere} asks for it.
 */
export const Movement = defineModel({
  name: "Movement",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: movementParameters,
  encode: encodeMovement,
  decode: decodeMovement,
  classify: null,
  reconstruct: reconstructMovement,
  loss: lossMovement,
});

/**
 * The parameters of {@link MovementSoftBeta100} and how each starts: 10,081 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const movementSoftBeta100Parameters = {
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

export type MovementSoftBeta100Parameters = ParametersOf<typeof movementSoftBeta100Parameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface MovementSoftBeta100Wheres {
  stage1: Where<["n", 32, 32, 32]>; // one for each 8×8 region of the 32×32 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 4, 4, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "soft": with weights w = softmax(beta · z) over the region, what is Σ w·z and where Σ w·(x, y), both differentiable.
 */
export function encodeMovementSoftBeta100(p: MovementSoftBeta100Parameters, image: Tensor<["n", 32, 32, 1]>) {
  const stage1Conv1 = relu(conv(image, p.encoder.stage1.conv1)); //              [n, 32, 32, 16]
  const stage1Map = relu(conv(stage1Conv1, p.encoder.stage1.conv2)); //          [n, 32, 32, 32]
  const stage1 = pool(stage1Map, { size: [8, 8], where: "soft", beta: 100 }); // what [n, 4, 4, 32], where of 32×32

  return { stage1, code: stage1.what };
}

/**
 * Decoder: code [n, 4, 4, 32] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling a soft where shares the decoder's own number among the cells nearest to it (bilinear weights).
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeMovementSoftBeta100(
  p: MovementSoftBeta100Parameters,
  code: Tensor<["n", 4, 4, 32]>,
  where: MovementSoftBeta100Wheres,
) {
  const stage1Map = unpool(code, where.stage1); //                      [n, 32, 32, 32], spread around each region's where
  const stage1Conv1 = relu(conv(stage1Map, p.decoder.stage1.conv1)); // [n, 32, 32, 16]
  const image = conv(stage1Conv1, p.decoder.stage1.conv2); //           [n, 32, 32, 1] ↔ image (L2rec), linear

  return { image };
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructMovementSoftBeta100(
  p: MovementSoftBeta100Parameters,
  image: Tensor<["n", 32, 32, 1]>,
) {
  const encoded = encodeMovementSoftBeta100(p, image); //            code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  return decodeMovementSoftBeta100(p, encoded.code, where).image; // [n, 32, 32, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossMovementSoftBeta100(p: MovementSoftBeta100Parameters, { image }: Batch<[32, 32, 1]>) {
  const encoded = encodeMovementSoftBeta100(p, image); //               code [n, 4, 4, 32]
  const where = { stage1: encoded.stage1.where };
  const decoded = decodeMovementSoftBeta100(p, encoded.code, where); // image [n, 32, 32, 1]

  return [lossTerm("L2rec", 1, l2(decoded.image, image, "mean"))];
}

/**
 * One pooling of 8×8, so that features have room to move in. MNIST is padded to 32×32, which 8 divides.
 *
 * With w soft beta 100, as {@link WhatAndWhere} asks for it.
 */
export const MovementSoftBeta100 = defineModel({
  name: "MovementSoftBeta100",
  input: [32, 32, 1],
  classes: null,
  stages: ["stage1"],
  parameters: movementSoftBeta100Parameters,
  encode: encodeMovementSoftBeta100,
  decode: decodeMovementSoftBeta100,
  classify: null,
  reconstruct: reconstructMovementSoftBeta100,
  loss: lossMovementSoftBeta100,
});

/**
 * Switches, and the soft where with the paper's beta, through which gradient flows.
 *
 * 6 runs: w hard, soft beta 100 × seed 1, 2, 3.
 */
export const WhatAndWhere = defineExperiment({
  name: "WhatAndWhere",
  axes: {
    w: ["hard", "soft beta 100"],
    seed: [1, 2, 3],
  },
  settings: ({ w, seed }) => ({
    model: { hard: Movement, "soft beta 100": MovementSoftBeta100 }[w],
    data: { kind: "known", name: "mnist", labels: "all" },
    mode: "unsupervised",
    optimizer: { kind: "adam", rate: 0.002 },
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    batch: 64,
    epochs: 3,
    earlyStopping: null,
    seed,
    augmentation: [],
    preprocessing: [{ kind: "pad", height: 32, width: 32 }],
  }),
});
