/** Which form the fast lowering chooses for a convolution. */
import { describe, expect, it } from "vitest";
import {
  convolutionCost,
  convolutionCounts,
  convolutionWeights,
  convolutionWork,
} from "../../../../src/runtime/engines/onnx/fast/convolutionCost.js";
import { convolutionForm, formsOf } from "../../../../src/runtime/engines/onnx/fast/convolutionForm.js";
import type { ConvolutionGeometry } from "../../../../src/runtime/engines/geometry.js";

function geometry(
  side: number,
  channels: number,
  filters: number,
  kernel: readonly [number, number],
): ConvolutionGeometry {
  return { batch: 64, height: side, width: side, channels, filters, kernel };
}

describe("a convolution's form", () => {
  it.each([
    ["the first of a net gathers its few channels", geometry(28, 1, 64, [5, 5]), "fromFewChannels"],
    ["the last of a decoder gathers what it makes", geometry(28, 64, 1, [5, 5]), "toFewChannels"],
    ["between many channels Winograd's method does least", geometry(14, 64, 64, [3, 3]), "winograd"],
    ["along one axis too", geometry(28, 96, 32, [1, 5]), "winograd"],
    ["and with kernels of many taps", geometry(14, 16, 32, [9, 9]), "winograd"],
    ["which are gathered where channels are very few", geometry(28, 1, 16, [11, 11]), "fromFewChannels"],
  ] as const)("%s", (_, shape, form) => {
    expect(convolutionForm(shape)).toBe(form);
  });

  it("does not gather what takes too much memory", () => {
    expect(formsOf(geometry(28, 16, 16, [11, 11]))).toEqual(["reference", "winograd"]);
    expect(formsOf(geometry(28, 8, 16, [3, 3]))).toContain("fromFewChannels");
  });

  it("is the cheapest of those that serve the shape", () => {
    const shape = geometry(20, 12, 48, [3, 5]);
    const costs = formsOf(shape).map((form) => convolutionCost(form, shape));
    expect(convolutionCost(convolutionForm(shape), shape)).toBe(Math.min(...costs));
  });

  it("rounds like a direct sum where it costs next to nothing", () => {
    expect(convolutionForm({ ...geometry(8, 2, 2, [1, 3]), batch: 1, height: 1 })).not.toBe("winograd");
  });

  it("has a weight and a name for everything that is counted", () => {
    for (const form of formsOf(geometry(20, 12, 48, [3, 5]))) {
      const counted = convolutionWork(form, geometry(20, 12, 48, [3, 5])).length;
      expect(convolutionWeights[form]).toHaveLength(counted);
      expect(convolutionCounts[form]).toHaveLength(counted);
    }
  });

  it("costs more on a larger map, with more channels and with more taps", () => {
    for (const form of ["winograd", "fromFewChannels", "reference"] as const) {
      const cost = (shape: ConvolutionGeometry): number => convolutionCost(form, shape);
      const base = cost(geometry(16, 8, 16, [3, 3]));
      expect(cost(geometry(32, 8, 16, [3, 3]))).toBeGreaterThan(base);
      expect(cost(geometry(16, 16, 16, [3, 3]))).toBeGreaterThan(base);
      expect(cost(geometry(16, 8, 16, [5, 5]))).toBeGreaterThan(base);
    }
  });
});
