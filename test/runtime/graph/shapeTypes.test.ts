/** Shapes in the type checker: what an edited generated module is held to before it ever runs. */
import {
  batchNorm,
  conv,
  defineModel,
  dense,
  dropout,
  flatten,
  Graph,
  heNormal,
  l2,
  lecunNormal,
  lossTerm,
  nll,
  pool,
  relu,
  traceParameters,
  trainingProgram,
  unflatten,
  unpool,
  zeros,
  type Batch,
  type ParametersOf,
  type Quotient,
  type Tensor,
  type Where,
} from "swwae/runtime";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { PooledShape } from "../../../src/runtime/graph/shapeTypes.js";
import { engineOf } from "../../support/engines.js";
import { feedsOf, parametersOf, statesOf } from "../../support/sessions.js";

const parameters = {
  encoder: {
    bottom: { conv: { kernel: heNormal([3, 3, 1, 8]), bias: zeros([8]) } },
    top: { conv: { kernel: heNormal([2, 2, 8, 4]), bias: zeros([4]) } },
  },
  decoder: {
    top: { conv: { kernel: heNormal([2, 2, 4, 8]), bias: zeros([8]) } },
    bottom: { conv: { kernel: lecunNormal([3, 3, 8, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([4, 3]), bias: zeros([3]) } },
};

type Parameters = ParametersOf<typeof parameters>;

interface Wheres {
  bottom: Where<["n", 7, 6, 8]>;
  top: Where<["n", 3, 3, 4]>;
}

function encode(p: Parameters, image: Tensor<["n", 7, 6, 1]>) {
  const bottom = pool(relu(conv(image, p.encoder.bottom.conv)), { size: [2, 2], where: "hard" });
  const top = pool(relu(conv(bottom.what, p.encoder.top.conv)), { size: [3, 3], where: "soft", beta: 100 });
  return { bottom, top, code: top.what };
}

function decode(p: Parameters, code: Tensor<["n", 1, 1, 4]>, where: Wheres) {
  const bottom = relu(conv(unpool(code, where.top), p.decoder.top.conv));
  const image = conv(unpool(bottom, where.bottom), p.decoder.bottom.conv);
  return { top: code, bottom, image };
}

function classify(p: Parameters, code: Tensor<["n", 1, 1, 4]>) {
  return dense(dropout(flatten(code), 0.5), p.classifier.dense);
}

function loss(p: Parameters, { image, labels }: Batch<[7, 6, 1], 3>) {
  const { bottom, top, code } = encode(p, image);
  const decoded = decode(p, code, { bottom: bottom.where, top: top.where });
  return [
    lossTerm("NLL", 1, nll(classify(p, code), labels)),
    lossTerm("L2rec", 0.5, l2(decoded.image, image, "mean")),
    lossTerm("L2M bottom", 0.5, l2(decoded.bottom, bottom.what, "mean")),
  ];
}

const Tiny = defineModel({
  name: "Tiny",
  input: [7, 6, 1],
  classes: 3,
  stages: ["bottom", "top"],
  parameters,
  encode,
  decode,
  classify,
  reconstruct: (p: Parameters, image: Tensor<["n", 7, 6, 1]>) => {
    const { bottom, top, code } = encode(p, image);
    return decode(p, code, { bottom: bottom.where, top: top.where }).image;
  },
  loss,
});

describe("shapes at type level", () => {
  it("divide like pooling does", () => {
    expectTypeOf<Quotient<28, 2>>().toEqualTypeOf<14>();
    expectTypeOf<Quotient<7, 2>>().toEqualTypeOf<3>();
    expectTypeOf<Quotient<9, 3>>().toEqualTypeOf<3>();
    expectTypeOf<Quotient<96, 4>>().toEqualTypeOf<24>();
    expectTypeOf<Quotient<999, 10>>().toEqualTypeOf<99>();
    expectTypeOf<Quotient<5, 5>>().toEqualTypeOf<1>();
    expectTypeOf<Quotient<3, 5>>().toEqualTypeOf<0>();
    expectTypeOf<Quotient<28, 1>>().toEqualTypeOf<28>();
    expectTypeOf<Quotient<200, 2>>().toEqualTypeOf<100>();
    expectTypeOf<Quotient<1024, 2>>().toEqualTypeOf<512>();
    expectTypeOf<Quotient<4096, 16>>().toEqualTypeOf<256>();
    expectTypeOf<Quotient<1007, 99>>().toEqualTypeOf<10>();
    expectTypeOf<Quotient<0, 2>>().toEqualTypeOf<0>();
    expectTypeOf<Quotient<1024, 2>>().toEqualTypeOf<512>();
    expectTypeOf<Quotient<16384, 16>>().toEqualTypeOf<1024>();
    expectTypeOf<Quotient<12345, 99>>().toEqualTypeOf<124>();
  });

  it("give up where a size is not known or no divisor, instead of failing", () => {
    expectTypeOf<Quotient<number, 2>>().toEqualTypeOf<number>();
    expectTypeOf<Quotient<28, number>>().toEqualTypeOf<number>();
    expectTypeOf<Quotient<1024, 128>>().toEqualTypeOf<number>();
    expectTypeOf<Quotient<28.5, 2>>().toEqualTypeOf<number>();
    expectTypeOf<PooledShape<["n", 28, 30, 64], 2, 3>>().toEqualTypeOf<["n", 14, 10, 64]>();
    expectTypeOf<PooledShape<["n", number, 30, 64], 2, 3>>().toEqualTypeOf<["n", number, 10, 64]>();
  });

  it("follow a model from its image to its reconstruction", () => {
    expectTypeOf<ReturnType<typeof encode>["bottom"]["what"]>().toEqualTypeOf<Tensor<["n", 3, 3, 8]>>();
    expectTypeOf<ReturnType<typeof encode>["bottom"]["where"]>().toEqualTypeOf<Where<["n", 7, 6, 8]>>();
    expectTypeOf<ReturnType<typeof encode>["code"]>().toEqualTypeOf<Tensor<["n", 1, 1, 4]>>();
    expectTypeOf<ReturnType<typeof decode>["bottom"]>().toEqualTypeOf<Tensor<["n", 3, 3, 8]>>();
    expectTypeOf<ReturnType<typeof decode>["image"]>().toEqualTypeOf<Tensor<["n", 7, 6, 1]>>();
    expectTypeOf<ReturnType<typeof classify>>().toEqualTypeOf<Tensor<["n", 3]>>();
    expectTypeOf<Parameters["encoder"]["bottom"]["conv"]["kernel"]>().toEqualTypeOf<
      Tensor<readonly [3, 3, 1, 8]>
    >();
  });

  it("agree with the shapes at run time, and the model trains", async () => {
    const graph = new Graph(false);
    const p = traceParameters(graph, parameters) as unknown as Parameters;
    expect(p.encoder.top.conv.kernel.shape).toEqual([2, 2, 8, 4]);
    const program = trainingProgram(Tiny, { batch: 2, mode: "semi-supervised", optimizer: { kind: "sgd" } });
    const engine = await engineOf("tfjs");
    const executable = await engine.compile(program);
    const state = await engine.createState(statesOf(program, parametersOf(Tiny, 1)));
    const first = await executable.run(state, feedsOf(program, { seed: 1 }));
    expect(Object.keys(first)).toEqual(["loss", "NLL", "L2rec", "L2M bottom"]);
    expect(first["loss"]?.[0]).toBeGreaterThan(0);
    await state.dispose();
  });
});

/** Mistakes in an edited module. Never called: that each is a type error is what is tested. */
export function mistakes(
  p: Parameters,
  image: Tensor<["n", 7, 6, 1]>,
  code: Tensor<["n", 1, 1, 4]>,
  batch: Batch<[7, 6, 1], 3>,
  where: Wheres,
): void {
  // @ts-expect-error The kernel takes 8 channels, the image has 1.
  conv(image, p.encoder.top.conv);
  // @ts-expect-error A bias of 4 does not belong to a kernel with 8 filters.
  conv(image, { kernel: p.encoder.bottom.conv.kernel, bias: p.encoder.top.conv.bias });
  // @ts-expect-error A dense kernel is no convolution's.
  conv(image, p.classifier.dense);
  // @ts-expect-error Pooling 7×6 by 2×2 gives 3×3, not 4×3.
  pool(image, { size: [2, 2], where: "hard" }).what satisfies Tensor<["n", 4, 3, 1]>;
  // @ts-expect-error A soft where needs its β.
  pool(image, { size: [2, 2], where: "soft" });
  // @ts-expect-error There is no such where.
  pool(image, { size: [2, 2], where: "firm" });
  // @ts-expect-error The reconstruction [n, 7, 6, 8] is not of the image's shape.
  l2(unpool(code, where.bottom), image, "mean");
  // @ts-expect-error Where the bottom was pooled is not where the top was.
  decode(p, code, { bottom: where.top, top: where.bottom });
  // @ts-expect-error The labels have 3 classes, the logits 4.
  nll(flatten(code) as Tensor<["n", 4]>, batch.labels);
  // @ts-expect-error A model without classifier has no labels.
  void ({} as Batch<[7, 6, 1]>).labels;
  // @ts-expect-error There is no such term.
  lossTerm("L2", 1, nll(classify(p, code), batch.labels));
  // @ts-expect-error A loss term is a scalar.
  lossTerm("L2rec", 1, image);
  // @ts-expect-error A vector is no map.
  flatten(flatten(code));
  // @ts-expect-error Normalisation needs a scale for each of 8 channels as well as its statistics.
  batchNorm(image, { scale: p.encoder.bottom.conv.bias, shift: p.encoder.bottom.conv.bias });
  unflatten(flatten(code), [1, 1, 4]) satisfies Tensor<["n", 1, 1, 4]>;
}
