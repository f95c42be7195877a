/** The training step of a small stacked what-where auto-encoder: forward, backward and update, with hard wheres. */
import type { Tensor } from "../../graph/graph.js";
import type { Program } from "../../graph/program.js";
import { conv } from "../../layers/conv.js";
import { dense } from "../../layers/dense.js";
import { flatten } from "../../layers/flatten.js";
import { l2, lossTerm, nll } from "../../layers/losses.js";
import { pool } from "../../layers/pool.js";
import { relu } from "../../layers/relu.js";
import type { Batch } from "../../layers/types.js";
import { unpool } from "../../layers/unpool.js";
import type { Where } from "../../layers/where.js";
import type { Model } from "../../model/model.js";
import { heNormal, lecunNormal, type ParametersOf, zeros } from "../../model/parameters.js";
import { trainingProgram } from "../../programs/training.js";

const parameters = {
  encoder: {
    bottom: { kernel: heNormal([3, 3, 1, 12]), bias: zeros([12]) },
    top: { kernel: heNormal([3, 3, 12, 12]), bias: zeros([12]) },
  },
  decoder: {
    top: { kernel: heNormal([3, 3, 12, 12]), bias: zeros([12]) },
    bottom: { kernel: lecunNormal([3, 3, 12, 1]), bias: zeros([1]) },
  },
  classifier: { kernel: lecunNormal([48, 3]), bias: zeros([3]) },
};

type Parameters = ParametersOf<typeof parameters>;

interface Wheres {
  readonly bottom: Where<["n", 8, 8, 12]>;
  readonly top: Where<["n", 4, 4, 12]>;
}

function encode(p: Parameters, image: Tensor<["n", 8, 8, 1]>) {
  const bottom = pool(relu(conv(image, p.encoder.bottom)), { size: [2, 2], where: "hard" });
  const top = pool(relu(conv(bottom.what, p.encoder.top)), { size: [2, 2], where: "hard" });
  return { bottom, top, code: top.what };
}

function decode(p: Parameters, code: Tensor<["n", 2, 2, 12]>, where: Wheres) {
  const bottom = relu(conv(unpool(code, where.top), p.decoder.top));
  return { bottom, image: conv(unpool(bottom, where.bottom), p.decoder.bottom) };
}

function classify(p: Parameters, code: Tensor<["n", 2, 2, 12]>) {
  return dense(flatten(code), p.classifier);
}

function decodeEncoded(p: Parameters, { bottom, top, code }: ReturnType<typeof encode>) {
  return decode(p, code, { bottom: bottom.where, top: top.where });
}

/** [n, 8, 8, 1] → 4×4 → 2×2, twelve channels, three classes. */
export const selfTestModel = {
  name: "SelfTest",
  input: [8, 8, 1],
  classes: 3,
  stages: ["bottom", "top"],
  parameters,
  encode,
  decode,
  classify,
  reconstruct: (p: Parameters, image: Tensor<["n", 8, 8, 1]>) => decodeEncoded(p, encode(p, image)).image,
  loss(p: Parameters, { image, labels }: Batch<[8, 8, 1], 3>) {
    const encoded = encode(p, image);
    const decoded = decodeEncoded(p, encoded);
    return [
      lossTerm("NLL", 1, nll(classify(p, encoded.code), labels)),
      lossTerm("L2rec", 1, l2(decoded.image, image, "sum")),
      lossTerm("L2M bottom", 0.5, l2(decoded.bottom, encoded.bottom.what, "sum")),
    ];
  },
} satisfies Model;

/** One step by plain gradient descent: unlike Adam's, its step does not hide the size of a gradient. */
export function stepProgram(): Program {
  return trainingProgram(selfTestModel, {
    batch: 3,
    mode: "semi-supervised",
    optimizer: { kind: "sgd", momentum: 0.9 },
  });
}
