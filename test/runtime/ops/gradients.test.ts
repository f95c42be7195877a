/** Every gradient rule against central differences. The table is typed by the ops: a new op does not type-check without a case. */
import type { Graph, Tensor, TensorValue } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { call } from "../../../src/runtime/graph/graph.js";
import { add } from "../../../src/runtime/ops/add.js";
import { batchPart, joinBatch } from "../../../src/runtime/ops/batch.js";
import { conv2d } from "../../../src/runtime/ops/conv2d.js";
import { divide } from "../../../src/runtime/ops/divide.js";
import { exp } from "../../../src/runtime/ops/exp.js";
import { ops, type OpName } from "../../../src/runtime/ops/index.js";
import { logSoftmax } from "../../../src/runtime/ops/logSoftmax.js";
import { matmul } from "../../../src/runtime/ops/matmul.js";
import { maximum } from "../../../src/runtime/ops/maximum.js";
import { maxPool } from "../../../src/runtime/ops/maxPool.js";
import { multiply } from "../../../src/runtime/ops/multiply.js";
import { positive } from "../../../src/runtime/ops/positive.js";
import { mergeRegions, regions } from "../../../src/runtime/ops/regions.js";
import { relu } from "../../../src/runtime/ops/relu.js";
import { reshape } from "../../../src/runtime/ops/reshape.js";
import { softmax } from "../../../src/runtime/ops/softmax.js";
import { constantTensor } from "../../../src/runtime/ops/source.js";
import { squareRoot } from "../../../src/runtime/ops/squareRoot.js";
import { subtract } from "../../../src/runtime/ops/subtract.js";
import { expand, sum } from "../../../src/runtime/ops/sum.js";
import { takeAt, unpool } from "../../../src/runtime/ops/unpool.js";
import { sumRegionsOp, upsample } from "../../../src/runtime/ops/upsample.js";
import { enginesUnderTest } from "../../support/engines.js";
import { expectGradients } from "../../support/numericGradient.js";
import { spread, value } from "../../support/values.js";

interface GradientCase {
  readonly a: TensorValue;
  readonly b: TensorValue;
  readonly y: (tensors: { readonly a: Tensor; readonly b: Tensor }, graph: Graph) => Tensor;
}

type Compute = GradientCase["y"];

/** Two inputs of these shapes, clear of kinks and of each other. */
function pair(a: readonly number[], b: readonly number[], y: Compute): GradientCase {
  const other = spread(b, 2);
  return {
    a: spread(a, 1),
    b: value(
      b,
      other.data.map((number) => number + 0.025),
    ),
    y,
  };
}

function single(a: readonly number[], y: Compute): GradientCase {
  return pair(a, [1], y);
}

/** The same, with inputs between 1 and 2. */
function aboveZero({ a, b, y }: GradientCase): GradientCase {
  return { a: lifted(a), b: lifted(b), y };
}

function lifted({ shape, data }: TensorValue): TensorValue {
  return value(
    shape,
    data.map((number) => 1.5 + number / 4),
  );
}

const map = [2, 5, 4, 2];

const cases: Record<OpName, readonly GradientCase[]> = {
  feed: [single([3], ({ a }) => a)],
  // States and constants are what gradients are taken of, or flat.
  state: [],
  constant: [single([3], (_, graph) => constantTensor(graph, [2], [1, 2]))],
  add: [pair([2, 3], [3], ({ a, b }) => add(a, b)), pair([2, 1], [2, 3], ({ a, b }) => add(a, b))],
  subtract: [
    pair([2, 3], [3], ({ a, b }) => subtract(a, b)),
    pair([2, 1, 3], [4, 1], ({ a, b }) => subtract(a, b)),
  ],
  multiply: [
    pair([2, 3], [3], ({ a, b }) => multiply(a, b)),
    pair([2, 1, 3], [4, 1], ({ a, b }) => multiply(a, b)),
    single([4], ({ a }) => multiply(a, a)),
  ],
  divide: [
    aboveZero(pair([2, 3], [3], ({ a, b }) => divide(a, b))),
    aboveZero(pair([3], [2, 1], ({ a, b }) => divide(a, b))),
  ],
  maximum: [
    pair([2, 3], [2, 3], ({ a, b }) => maximum(a, b)),
    pair([2, 3], [1], ({ a, b }) => maximum(a, b)),
  ],
  positive: [single([6], ({ a }) => positive(a))],
  relu: [single([3, 4], ({ a }) => relu(a))],
  exp: [single([6], ({ a }) => exp(a))],
  squareRoot: [aboveZero(single([6], ({ a }) => squareRoot(a)))],
  sum: [
    single([2, 3, 2], ({ a }) => sum(a, [1])),
    single([2, 3, 2], ({ a }) => sum(a, [0, 2])),
    single([2, 3], ({ a }) => sum(a)),
  ],
  expand: [single([2, 1], ({ a }) => expand(a, [3, 2, 4]))],
  batchPart: [
    single([4, 3], ({ a }) => batchPart(a, 1, 2)),
    single([3, 2, 2, 2], ({ a }) => batchPart(a, 0, 1)),
  ],
  joinBatch: [pair([2, 3], [1, 3], ({ a, b }) => joinBatch([a, b, a]))],
  reshape: [single([2, 3, 2], ({ a }) => reshape(a, [4, 3]))],
  matmul: [
    pair([2, 3], [3, 4], ({ a, b }) => matmul(a, b)),
    pair([3, 2], [3, 4], ({ a, b }) => matmul(a, b, { transposeA: true, transposeB: false })),
    pair([2, 3], [4, 3], ({ a, b }) => matmul(a, b, { transposeA: false, transposeB: true })),
    pair([3, 2], [4, 3], ({ a, b }) => matmul(a, b, { transposeA: true, transposeB: true })),
  ],
  conv2d: [
    pair([2, 4, 5, 2], [3, 3, 2, 2], ({ a, b }) => conv2d(a, b)),
    pair([1, 4, 3, 2], [2, 4, 2, 3], ({ a, b }) => conv2d(a, b)),
    pair([2, 3, 3, 1], [5, 1, 1, 2], ({ a, b }) => conv2d(a, b)),
  ],
  // Made by conv2d's rule; nothing differentiates them again.
  conv2dInputGradient: [],
  conv2dKernelGradient: [],
  maxPool: [
    single(map, ({ a }) => maxPool(a, [2, 2]).what),
    single(map, ({ a }) => maxPool(a, [3, 2]).what),
    single([1, 2, 2, 1], ({ a }) => maxPool(a, [1, 1]).what),
  ],
  unpool: [
    pair(map, [2, 2, 2, 2], ({ a, b }) => unpool(b, maxPool(a, [2, 2]).switches)),
    single(map, ({ a }) => {
      const { what, switches } = maxPool(a, [2, 2]);
      return unpool(multiply(what, what), switches);
    }),
  ],
  takeAt: [pair(map, map, ({ a, b }) => takeAt(b, maxPool(a, [2, 3]).switches))],
  upsample: [single([2, 2, 2, 2], ({ a }) => upsample(a, [2, 2], map))],
  sumRegions: [single(map, ({ a }) => call(sumRegionsOp, [a], { size: [2, 3] }))],
  regions: [single(map, ({ a }) => regions(a, [2, 3]))],
  mergeRegions: [single([2, 2, 1, 6, 2], ({ a }) => mergeRegions(a, [2, 3], map))],
  softmax: [single([2, 3], ({ a }) => softmax(a, 1)), single([2, 2, 1, 6, 2], ({ a }) => softmax(a, 3))],
  logSoftmax: [single([3, 4], ({ a }) => logSoftmax(a))],
};

describe.each(enginesUnderTest)("gradient rules on %s", (engine) => {
  const tried = Object.entries(cases).flatMap(([name, list]) =>
    list.map((example, at) => ({ name: `${name} ${at + 1}`, example })),
  );
  it.each(tried)("$name agrees with differences", async ({ example: { a, b, y } }) => {
    await expectGradients(engine, { a, b }, y);
  });
});

describe("gradient rules", () => {
  it("exist for every op that a loss can go through", () => {
    const without = Object.values(ops).flatMap((op) => (op.gradient === undefined ? [op.name] : []));
    expect(without).toEqual(["feed", "state", "constant", "conv2dInputGradient", "conv2dKernelGradient"]);
  });
});
