/** In which form the maps beside poolings and unpoolings are held. */
import { trainingProgram } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { findBiasedPools } from "../../../../src/runtime/engines/onnx/fast/biasedPools.js";
import { chooseMapForms } from "../../../../src/runtime/engines/onnx/fast/mapForms.js";
import { optimise } from "../../../../src/runtime/graph/passes/index.js";
import { type ModelOptions, stackedModel } from "../../../support/models.js";

const base = { classes: 4, where: "hard" } as const;

/** The kinds of form in a training step, each with how many maps are held so. */
function kindsIn(options: ModelOptions, batch: number): Readonly<Record<string, number>> {
  const program = optimise(
    trainingProgram(stackedModel(options), { batch, mode: "semi-supervised", optimizer: { kind: "adam" } }),
  );
  const kinds: Record<string, number> = {};
  for (const { kind } of chooseMapForms(program, findBiasedPools(program)).values()) {
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

describe("a stage's map before its pooling and after its unpooling, both with their gradients", () => {
  it("is held cell by cell beside gathered taps", () => {
    const stages = [{ channels: [64], kernel: [5, 5], pool: [2, 2] }] as const;
    expect(kindsIn({ ...base, input: [28, 28, 1], stages }, 16)).toEqual({ cells: 4 });
  });

  it("is held in stacks beside bands of rows", () => {
    const stages = [{ channels: [12], kernel: [7, 1], pool: [2, 2] }] as const;
    expect(kindsIn({ ...base, input: [64, 64, 3], stages }, 16)).toEqual({ stackPerColumn: 4 });
  });

  it("is held in tiles beside such bands with Winograd's method along the columns", () => {
    const stages = [{ channels: [12], kernel: [7, 3], pool: [2, 2] }] as const;
    expect(kindsIn({ ...base, input: [64, 64, 3], stages }, 16)).toEqual({ tiles: 4 });
    expect(kindsIn({ ...base, input: [64, 64, 3], stages }, 15)).toEqual({ stackPerColumn: 4 });
  });

  it("is held as one stack beside bands of columns", () => {
    const stages = [
      { channels: [12], kernel: [1, 1], pool: [1, 1] },
      { channels: [64], kernel: [3, 5], pool: [4, 3] },
    ] as const;
    expect(kindsIn({ ...base, input: [32, 32, 3], stages }, 16)["stack"]).toBe(4);
  });

  it.each([
    [2, 2],
    [8, 8],
  ] as const)("is held so beside fewer channels where the first layer is next to it, %i×%i", (...pool) => {
    const stages = [{ channels: [16, 32], kernel: [3, 3], pool }] as const;
    // In stacks of single cells: what the first layer makes, what the last one reads, and the gradients of both.
    expect(kindsIn({ ...base, input: [32, 32, 1], stages }, 16)).toEqual({ stack: 4, stackPerColumn: 4 });
  });

  it.each([
    ["where its other map is read and made in another layout", [64, 20, 32], 16],
    ["in batches of few images", [16, 32], 15],
  ] as const)("is held as a whole there %s", (_, channels, batch) => {
    const stages = [{ channels, kernel: [3, 3], pool: [2, 2] }] as const;
    expect(kindsIn({ ...base, input: [32, 32, 1], stages }, batch)).toEqual({});
  });

  it("is held without the rest of its rows and columns between many channels", () => {
    const stages = [
      { channels: [64], kernel: [1, 1], pool: [1, 1] },
      { channels: [64], kernel: [3, 3], pool: [2, 2] },
    ] as const;
    expect(kindsIn({ ...base, input: [15, 15, 3], stages }, 16)["inner"]).toBe(4);
  });
});
