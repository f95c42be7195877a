import type { TensorValue } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { call } from "../../../src/runtime/graph/graph.js";
import { conv2d, conv2dInputGradientOp, conv2dKernelGradientOp } from "../../../src/runtime/ops/conv2d.js";
import { noAttributes } from "../../../src/runtime/ops/defineOp.js";
import { enginesUnderTest } from "../../support/engines.js";
import { convolve } from "../../support/reference.js";
import { run } from "../../support/runProgram.js";
import { image, normals, relativeDifference, value } from "../../support/values.js";

const kernelSizes: readonly (readonly [number, number])[] = [
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 4],
  [5, 5],
  [1, 3],
  [4, 2],
  [2, 5],
];

describe.each(enginesUnderTest)("conv2d on %s", (engine) => {
  const x = image([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  it("is a correlation with zeros around the map", async () => {
    // The kernel reads the number to the left and ten times the number below.
    const kernel = value([3, 3, 1, 1], [0, 0, 0, 1, 0, 0, 0, 10, 0]);
    const y = await run(engine, { x, kernel }, (t) => ({ y: conv2d(t.x, t.kernel) }));
    expect(y["y"]).toEqual([40, 51, 62, 0, 4, 5]);
  });

  it("pads an even kernel by ⌊(k − 1)/2⌋ before and the rest after", async () => {
    const kernel = value([2, 2, 1, 1], [1, 10, 100, 1000]);
    const y = await run(engine, { x, kernel }, (t) => ({ y: conv2d(t.x, t.kernel) }));
    expect(y["y"]).toEqual([5421, 6532, 603, 54, 65, 6]);
  });

  it("sums over channels into each filter", async () => {
    const channels = value([1, 1, 1, 2], [3, 5]);
    const kernel = value([1, 1, 2, 3], [1, 2, 3, 10, 20, 30]);
    const y = await run(engine, { channels, kernel }, (t) => ({ y: conv2d(t.channels, t.kernel) }));
    expect(y["y"]).toEqual([53, 106, 159]);
  });

  it.each(kernelSizes)("agrees with its definition for a %d×%d kernel", async (height, width) => {
    const map = normals([2, 5, 6, 3], 1);
    const kernel = normals([height, width, 3, 4], 2);
    const y = await run(engine, { map, kernel }, (t) => ({ y: conv2d(t.map, t.kernel) }));
    expect(relativeDifference(y["y"] ?? [], convolve(map, kernel))).toBeLessThan(1e-5);
  });

  it.each([
    [1, 5, 5],
    [1, 2, 4],
    [2, 11, 1],
    [3, 3, 3],
    [7, 4, 3],
  ])("agrees with its definition to %d channels, with a %d×%d kernel", async (filters, height, width) => {
    const map = normals([2, 9, 7, 10], 8);
    const kernel = normals([height, width, 10, filters], 9);
    const y = await run(engine, { map, kernel }, (t) => ({ y: conv2d(t.map, t.kernel) }));
    expect(relativeDifference(y["y"] ?? [], convolve(map, kernel))).toBeLessThan(1e-5);
  });

  it.each(kernelSizes)("has gradients that are its adjoints for a %d×%d kernel", async (height, width) => {
    const map = normals([2, 5, 6, 3], 3);
    const kernel = normals([height, width, 3, 4], 4);
    const dy = normals([2, 5, 6, 4], 5);
    const y = await run(engine, { map, kernel, dy }, (t) => ({
      input: call(conv2dInputGradientOp, [t.dy, t.kernel], noAttributes),
      kernel: call(conv2dKernelGradientOp, [t.map, t.dy], { kernel: [height, width] }),
    }));
    expect(relativeDifference(y["input"] ?? [], inputGradient(map, kernel, dy))).toBeLessThan(1e-5);
    expect(relativeDifference(y["kernel"] ?? [], kernelGradient(map, kernel, dy))).toBeLessThan(1e-5);
  });

  it.each([
    [9, 12],
    [12, 9],
    [1, 16],
    [16, 1],
  ])("agrees with its definition, gradients too, from %d channels to %d", async (channels, filters) => {
    const map = normals([2, 3, 4, channels], 6);
    const kernel = normals([2, 4, channels, filters], 7);
    const dy = normals([2, 3, 4, filters], 8);
    const y = await run(engine, { map, kernel, dy }, (t) => ({
      y: conv2d(t.map, t.kernel),
      input: call(conv2dInputGradientOp, [t.dy, t.kernel], noAttributes),
      kernel: call(conv2dKernelGradientOp, [t.map, t.dy], { kernel: [2, 4] }),
    }));
    expect(relativeDifference(y["y"] ?? [], convolve(map, kernel))).toBeLessThan(1e-5);
    expect(relativeDifference(y["input"] ?? [], inputGradient(map, kernel, dy))).toBeLessThan(1e-5);
    expect(relativeDifference(y["kernel"] ?? [], kernelGradient(map, kernel, dy))).toBeLessThan(1e-5);
  });
});

/** Convolution is linear in its map: the gradient at one number is what a map with 1 there alone gives, times dy. */
function inputGradient(map: TensorValue, kernel: TensorValue, dy: TensorValue): number[] {
  return alongUnits(map, (unit) => convolve(unit, kernel), dy);
}

function kernelGradient(map: TensorValue, kernel: TensorValue, dy: TensorValue): number[] {
  return alongUnits(kernel, (unit) => convolve(map, unit), dy);
}

function alongUnits(like: TensorValue, linear: (unit: TensorValue) => number[], dy: TensorValue): number[] {
  return Array.from(like.data, (_, at) => {
    const unit = value(
      like.shape,
      like.data.map((_number, index) => (index === at ? 1 : 0)),
    );
    return linear(unit).reduce((total, number, index) => total + number * (dy.data[index] ?? NaN), 0);
  });
}
