// Generated from golden/stage-names.swwae by swwae 0.0.0. Edit the spec, not this file.
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
 * The parameters of {@link Crowd} and how each starts: 893 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const crowdParameters = {
  encoder: {
    class: { conv: { kernel: heNormal([3, 3, 1, 2]), bias: zeros([2]) } },
    relu: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    p: {
      conv1: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) },
      conv2: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) },
    },
    code: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    image: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    unpool: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    a_b: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    aB: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    aBMap: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    a_B: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    shape: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
  },
  decoder: {
    shape: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    a_B: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    aBMap: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    aB: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    a_b: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    unpool: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    image: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    code: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    p: {
      conv1: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) },
      conv2: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) },
    },
    relu: { conv: { kernel: heNormal([3, 3, 2, 2]), bias: zeros([2]) } },
    class: { conv: { kernel: lecunNormal([3, 3, 2, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([8, 2]), bias: zeros([2]) } },
};

export type CrowdParameters = ParametersOf<typeof crowdParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface CrowdWheres {
  class: Where<["n", 32, 32, 2]>; // one for each 2×2 region of the 32×32 map
  relu: Where<["n", 16, 16, 2]>; //  one for each 2×2 region of the 16×16 map
  p: Where<["n", 8, 8, 2]>; //       one for each 2×2 region of the 8×8 map
  aB: Where<["n", 4, 4, 2]>; //      one for each 2×2 region of the 4×4 map
}

/**
 * Encoder: image [n, 32, 32, 1] → code [n, 2, 2, 2], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeCrowd(p: CrowdParameters, image: Tensor<["n", 32, 32, 1]>) {
  const classStageMap = relu(conv(image, p.encoder.class.conv)); //                    [n, 32, 32, 2]
  const classStage = pool(classStageMap, { size: [2, 2], where: "hard" }); //          what [n, 16, 16, 2], where of 32×32

  const reluStageMap = relu(conv(classStage.what, p.encoder.relu.conv)); //            [n, 16, 16, 2]
  const reluStage = pool(reluStageMap, { size: [2, 2], where: "hard" }); //            what [n, 8, 8, 2], where of 16×16

  const pStageConv1 = relu(conv(reluStage.what, p.encoder.p.conv1)); //                [n, 8, 8, 2]
  const pStageMap = relu(conv(pStageConv1, p.encoder.p.conv2)); //                     [n, 8, 8, 2]
  const pStage = pool(pStageMap, { size: [2, 2], where: "hard" }); //                  what [n, 4, 4, 2], where of 8×8

  const codeStage = { what: relu(conv(pStage.what, p.encoder.code.conv)) }; //         what [n, 4, 4, 2], no pooling, so no where

  const imageStage = { what: relu(conv(codeStage.what, p.encoder.image.conv)) }; //    what [n, 4, 4, 2], no pooling, so no where

  const unpoolStage = { what: relu(conv(imageStage.what, p.encoder.unpool.conv)) }; // what [n, 4, 4, 2], no pooling, so no where

  const aB = { what: relu(conv(unpoolStage.what, p.encoder.a_b.conv)) }; //            what [n, 4, 4, 2], no pooling, so no where

  const aBStageMap = relu(conv(aB.what, p.encoder.aB.conv)); //                        [n, 4, 4, 2]
  const aBStage = pool(aBStageMap, { size: [2, 2], where: "hard" }); //                what [n, 2, 2, 2], where of 4×4

  const aBMap = { what: relu(conv(aBStage.what, p.encoder.aBMap.conv)) }; //           what [n, 2, 2, 2], no pooling, so no where

  const aBStage2 = { what: relu(conv(aBMap.what, p.encoder.a_B.conv)) }; //            what [n, 2, 2, 2], no pooling, so no where

  const shape = { what: relu(conv(aBStage2.what, p.encoder.shape.conv)) }; //          what [n, 2, 2, 2], no pooling, so no where

  return {
    class: classStage,
    relu: reluStage,
    p: pStage,
    codeStage,
    image: imageStage,
    unpool: unpoolStage,
    a_b: aB,
    aB: aBStage,
    aBMap,
    a_B: aBStage2,
    shape,
    code: dropout(shape.what, 0.5),
  };
}

/**
 * Decoder: code [n, 2, 2, 2] → image [n, 32, 32, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeCrowd(p: CrowdParameters, code: Tensor<["n", 2, 2, 2]>, where: CrowdWheres) {
  const aBStage2 = relu(conv(code, p.decoder.shape.conv)); //           [n, 2, 2, 2] ↔ a_B.what (L2M)

  const aBMap = relu(conv(aBStage2, p.decoder.a_B.conv)); //            [n, 2, 2, 2] ↔ aBMap.what (L2M)

  const aBStage = relu(conv(aBMap, p.decoder.aBMap.conv)); //           [n, 2, 2, 2] ↔ aB.what (L2M)

  const aBMap2 = unpool(aBStage, where.aB); //                          [n, 4, 4, 2], zeros except at the switches
  const aB = relu(conv(aBMap2, p.decoder.aB.conv)); //                  [n, 4, 4, 2] ↔ a_b.what (L2M)

  const unpoolStage = relu(conv(aB, p.decoder.a_b.conv)); //            [n, 4, 4, 2] ↔ unpool.what (L2M)

  const imageStage = relu(conv(unpoolStage, p.decoder.unpool.conv)); // [n, 4, 4, 2] ↔ image.what (L2M)

  const codeStage = relu(conv(imageStage, p.decoder.image.conv)); //    [n, 4, 4, 2] ↔ code.what (L2M)

  const pStage = relu(conv(codeStage, p.decoder.code.conv)); //         [n, 4, 4, 2] ↔ p.what (L2M)

  const pMap = unpool(pStage, where.p); //                              [n, 8, 8, 2], zeros except at the switches
  const pConv1 = relu(conv(pMap, p.decoder.p.conv1)); //                [n, 8, 8, 2]
  const reluStage = relu(conv(pConv1, p.decoder.p.conv2)); //           [n, 8, 8, 2] ↔ relu.what (L2M)

  const reluMap = unpool(reluStage, where.relu); //                     [n, 16, 16, 2], zeros except at the switches
  const classStage = relu(conv(reluMap, p.decoder.relu.conv)); //       [n, 16, 16, 2] ↔ class.what (L2M)

  const classMap = unpool(classStage, where.class); //                  [n, 32, 32, 2], zeros except at the switches
  const image = conv(classMap, p.decoder.class.conv); //                [n, 32, 32, 1] ↔ image (L2rec), linear

  return {
    a_B: aBStage2,
    aBMap,
    aB: aBStage,
    a_b: aB,
    unpool: unpoolStage,
    imageStage,
    code: codeStage,
    p: pStage,
    relu: reluStage,
    class: classStage,
    image,
  };
}

/** Classifier on top of the encoder: code [n, 2, 2, 2] → logits [n, 2], not yet through a softmax. */
export function classifyCrowd(p: CrowdParameters, code: Tensor<["n", 2, 2, 2]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 2]
}

/** image [n, 32, 32, 1] → its reconstruction, of the same shape. */
export function reconstructCrowd(p: CrowdParameters, image: Tensor<["n", 32, 32, 1]>) {
  const encoded = encodeCrowd(p, image); //            code [n, 2, 2, 2]
  const where = {
    class: encoded.class.where,
    relu: encoded.relu.where,
    p: encoded.p.where,
    aB: encoded.aB.where,
  };
  return decodeCrowd(p, encoded.code, where).image; // [n, 32, 32, 1]
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
export function lossCrowd(p: CrowdParameters, { image, labels }: Batch<[32, 32, 1], 2>) {
  const encoded = encodeCrowd(p, image); //               code [n, 2, 2, 2]
  const logits = classifyCrowd(p, encoded.code); //       [n, 2]
  const where = {
    class: encoded.class.where,
    relu: encoded.relu.where,
    p: encoded.p.where,
    aB: encoded.aB.where,
  };
  const decoded = decodeCrowd(p, encoded.code, where); // image [n, 32, 32, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M class", 1, l2(decoded.class, encoded.class.what, "mean")),
    lossTerm("L2M relu", 1, l2(decoded.relu, encoded.relu.what, "mean")),
    lossTerm("L2M p", 1, l2(decoded.p, encoded.p.what, "mean")),
    lossTerm("L2M code", 1, l2(decoded.code, encoded.codeStage.what, "mean")),
    lossTerm("L2M image", 1, l2(decoded.imageStage, encoded.image.what, "mean")),
    lossTerm("L2M unpool", 1, l2(decoded.unpool, encoded.unpool.what, "mean")),
    lossTerm("L2M a_b", 1, l2(decoded.a_b, encoded.a_b.what, "mean")),
    lossTerm("L2M aB", 1, l2(decoded.aB, encoded.aB.what, "mean")),
    lossTerm("L2M aBMap", 1, l2(decoded.aBMap, encoded.aBMap.what, "mean")),
    lossTerm("L2M a_B", 1, l2(decoded.a_B, encoded.a_B.what, "mean")),
    lossTerm("L2M shape", 1, l2(encoded.code, encoded.shape.what, "mean")),
  ];
}

/** A stacked what-where auto-encoder of 11 stages. */
export const Crowd = defineModel({
  name: "Crowd",
  input: [32, 32, 1],
  classes: 2,
  stages: ["class", "relu", "p", "code", "image", "unpool", "a_b", "aB", "aBMap", "a_B", "shape"],
  parameters: crowdParameters,
  encode: encodeCrowd,
  decode: decodeCrowd,
  classify: classifyCrowd,
  reconstruct: reconstructCrowd,
  loss: lossCrowd,
});
