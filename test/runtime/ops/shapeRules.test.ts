/** What the shape rules refuse, and what they say. */
import { feed, Graph, ShapeError, type Tensor } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { call } from "../../../src/runtime/graph/graph.js";
import { add } from "../../../src/runtime/ops/add.js";
import { conv2d, conv2dInputGradientOp, conv2dKernelGradientOp } from "../../../src/runtime/ops/conv2d.js";
import { noAttributes } from "../../../src/runtime/ops/defineOp.js";
import { divide } from "../../../src/runtime/ops/divide.js";
import { matmul } from "../../../src/runtime/ops/matmul.js";
import { maximum } from "../../../src/runtime/ops/maximum.js";
import { maxPool } from "../../../src/runtime/ops/maxPool.js";
import { multiply } from "../../../src/runtime/ops/multiply.js";
import { mergeRegions, regions } from "../../../src/runtime/ops/regions.js";
import { reshape } from "../../../src/runtime/ops/reshape.js";
import { subtract } from "../../../src/runtime/ops/subtract.js";
import { expand, sum } from "../../../src/runtime/ops/sum.js";
import { takeAt, unpool } from "../../../src/runtime/ops/unpool.js";
import { sumRegionsOp, upsample } from "../../../src/runtime/ops/upsample.js";

const graph = new Graph(true);
const of = (...shape: number[]): Tensor => feed(graph, `x${shape.join("x")}`, shape);
const switches = maxPool(of(2, 5, 4, 3), [2, 2]).switches;

const refused: readonly (readonly [title: string, build: () => Tensor, message: string])[] = [
  ["add", () => add(of(2, 3), of(2)), "add cannot bring [2, 3] and [2] together"],
  ["subtract", () => subtract(of(4), of(3)), "subtract cannot bring [4] and [3] together"],
  ["multiply", () => multiply(of(2, 2), of(3, 2)), "multiply cannot bring [2, 2] and [3, 2] together"],
  ["divide", () => divide(of(2, 2), of(3)), "divide cannot bring [2, 2] and [3] together"],
  ["maximum", () => maximum(of(5), of(3)), "maximum cannot bring [5] and [3] together"],
  ["expand to less", () => expand(of(2, 3), [3]), "expand cannot stretch [2, 3] to [3]"],
  ["expand across", () => expand(of(2, 3), [2, 4]), "expand cannot bring [2, 3] and [2, 4] together"],
  ["reshape", () => reshape(of(2, 3), [4, 2]), "reshape cannot make [4, 2] of [2, 3]"],
  ["matmul", () => matmul(of(2, 3), of(4, 2)), "matmul cannot multiply [2, 3] by [4, 2]"],
  [
    "matmul, transposed",
    () => matmul(of(3, 2), of(4, 5), { transposeA: true, transposeB: true }),
    "matmul cannot multiply [2, 3] by [5, 4]",
  ],
  [
    "matmul of maps",
    () => matmul(of(2, 3, 4), of(4, 2)),
    "matmul needs a matrix [rows, columns], not [2, 3, 4]",
  ],
  [
    "conv2d",
    () => conv2d(of(2, 5, 4, 3), of(3, 3, 2, 8)),
    "conv2d's kernel [3, 3, 2, 8] expects 2 channels, the map [2, 5, 4, 3] has 3",
  ],
  [
    "conv2d of vectors",
    () => conv2d(of(2, 3), of(3, 3, 3, 1)),
    "conv2d needs a map [n, height, width, channels], not [2, 3]",
  ],
  [
    "maxPool",
    () => maxPool(of(2, 5, 4, 3), [6, 2]).what,
    "maxPool 6×2 leaves nothing of the map [2, 5, 4, 3]",
  ],
  [
    "maxPool by 0",
    () => maxPool(of(2, 5, 4, 3), [0, 2]).what,
    "maxPool 0×2 leaves nothing of the map [2, 5, 4, 3]",
  ],
  [
    "unpool",
    () => unpool(of(2, 2, 2, 1), switches),
    "unpool needs a what of [2, 2, 2, 3] for these switches, not [2, 2, 2, 1]",
  ],
  [
    "unpool without switches",
    () => unpool(of(2, 2, 2, 3), of(2, 2, 2, 3)),
    "unpool needs the switches of a pooling",
  ],
  [
    "takeAt",
    () => takeAt(of(2, 4, 4, 3), switches),
    "takeAt needs a map of [2, 5, 4, 3] for these switches, not [2, 4, 4, 3]",
  ],
  [
    "upsample",
    () => upsample(of(2, 3, 2, 3), [2, 2], [2, 5, 4, 3]),
    "upsample makes [2, 5, 4, 3] of [2, 2, 2, 3], not of [2, 3, 2, 3]",
  ],
  [
    "sumRegions",
    () => call(sumRegionsOp, [of(2, 5, 4, 3)], { size: [2, 5] }),
    "sumRegions 2×5 leaves nothing of the map [2, 5, 4, 3]",
  ],
  ["regions", () => regions(of(2, 5, 4, 3), [6, 1]), "regions 6×1 leaves nothing of the map [2, 5, 4, 3]"],
  [
    "mergeRegions",
    () => mergeRegions(of(2, 2, 2, 3, 3), [2, 2], [2, 5, 4, 3]),
    "mergeRegions makes [2, 5, 4, 3] of [2, 2, 2, 4, 3], not of [2, 2, 2, 3, 3]",
  ],
  ["a broken size", () => of(2, 1.5), "A shape needs whole sizes of 0 or more, not [2, 1.5]"],
];

describe("shape rules", () => {
  it.each(refused)("refuse what does not fit: %s", (_, build, message) => {
    let thrown: unknown;
    try {
      build();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ShapeError);
    expect((thrown as ShapeError).message).toBe(message);
  });

  it("say the shapes of what fits", () => {
    expect(add(of(2, 1, 3), of(4, 1)).shape).toEqual([2, 4, 3]);
    expect(conv2d(of(2, 5, 4, 3), of(4, 2, 3, 7)).shape).toEqual([2, 5, 4, 7]);
    expect(call(conv2dInputGradientOp, [of(2, 5, 4, 7), of(4, 2, 3, 7)], noAttributes).shape).toEqual([
      2, 5, 4, 3,
    ]);
    expect(call(conv2dKernelGradientOp, [of(2, 5, 4, 3), of(2, 5, 4, 7)], { kernel: [4, 2] }).shape).toEqual([
      4, 2, 3, 7,
    ]);
    expect(switches.type).toEqual({ kind: "switch", shape: [2, 2, 2, 3], map: [2, 5, 4, 3], size: [2, 2] });
    expect(regions(of(2, 5, 4, 3), [2, 3]).shape).toEqual([2, 2, 1, 6, 3]);
    expect(sum(of(2, 5, 4, 3), [0, 2]).shape).toEqual([5, 3]);
  });
});
