import { describe, expect, it } from "vitest";
import type { ConvolutionGeometry } from "../../../../../src/runtime/engines/geometry.js";
import { isForWinograd } from "../../../../../src/runtime/engines/tensorflow/kernels/winogradConvolution.js";
import { type ConvolutionSizes, convolutionOn } from "../../../../support/convolutions.js";
import { hasTensorflow, withoutTensorflow } from "../../../../support/engines.js";
import { relativeDifference } from "../../../../support/values.js";

function geometryOf([
  batch,
  height,
  width,
  channels,
  filters,
  rows,
  columns,
]: ConvolutionSizes): ConvolutionGeometry {
  return { batch, height, width, channels, filters, kernel: [rows, columns] };
}

describe("the choice of Winograd's method", () => {
  it("falls on convolutions between many channels, whose products outweigh the transforms", () => {
    expect(isForWinograd(geometryOf([64, 16, 16, 256, 256, 3, 3]), "float")).toBe(true);
    expect(isForWinograd(geometryOf([64, 32, 32, 128, 128, 3, 3]), "float")).toBe(true);
  });

  it("falls on kernels of many taps", () => {
    expect(isForWinograd(geometryOf([64, 16, 16, 256, 256, 9, 3]), "float")).toBe(true);
  });

  it("does not fall on few channels or single taps", () => {
    expect(isForWinograd(geometryOf([64, 14, 14, 64, 64, 3, 3]), "float")).toBe(false);
    expect(isForWinograd(geometryOf([64, 28, 28, 16, 32, 3, 3]), "float")).toBe(false);
    expect(isForWinograd(geometryOf([64, 32, 32, 3, 128, 3, 3]), "float")).toBe(false);
    expect(isForWinograd(geometryOf([64, 16, 16, 256, 256, 1, 1]), "float")).toBe(false);
  });

  it("does not fall on single images, for which transforming the kernels takes longer than all else", () => {
    expect(isForWinograd(geometryOf([1, 16, 16, 256, 256, 3, 3]), "float")).toBe(false);
    expect(isForWinograd(geometryOf([1, 32, 32, 128, 128, 3, 3]), "float")).toBe(false);
    expect(isForWinograd(geometryOf([4, 32, 32, 128, 128, 3, 3]), "float")).toBe(true);
  });

  it("does not fall on maps in bfloat16, which the transforms would round too much", () => {
    expect(isForWinograd(geometryOf([64, 16, 16, 256, 256, 3, 3]), "bfloat16")).toBe(false);
  });
});

const convolutions: readonly ConvolutionSizes[] = [
  [8, 16, 16, 128, 128, 3, 3],
  [9, 13, 9, 192, 128, 3, 5], // odd maps, fewer filters
  [12, 8, 8, 128, 256, 5, 4],
  [16, 40, 20, 160, 160, 1, 5], // one tap along an axis
  [2, 20, 48, 160, 128, 3, 3], // an axis long enough for copies
  [4, 20, 12, 128, 128, 7, 9], // filters in segments
  [43, 32, 32, 96, 128, 3, 3], // parts of 21 and 22 images
];

describe.skipIf(!hasTensorflow)(`Winograd's method on the engine tensorflow${withoutTensorflow}`, () => {
  it.each(convolutions)(
    "comes out like a direct sum: %i images of %i×%i, %i → %i channels, kernel %i×%i",
    async (...sizes) => {
      expect(isForWinograd(geometryOf(sizes), "float")).toBe(true);
      const expected = await convolutionOn("onnx (reference)", sizes);
      const found = await convolutionOn("tensorflow", sizes);
      for (const name of ["y", "dx", "dkernel"] as const) {
        expect(relativeDifference(found[name], expected[name], 1e-3), name).toBeLessThan(5e-5);
      }
    },
  );
});
