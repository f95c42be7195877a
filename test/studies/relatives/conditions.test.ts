/** What nets are called, and which of them others are compared with. */
import { errorRate } from "../../../src/studies/statistics/figures.js";
import { describe, expect, it } from "vitest";
import {
  acrossOf,
  conditionsOf,
  convnetOf,
  differenceTo,
  hardOf,
  nameOf,
  reconstructionErrorOf,
} from "../../../src/studies/relatives/conditions.js";
import { relativesResults } from "./relativesResults.js";

const hard = { lambda: 2, wheres: ["hard", "hard"], noise: 0, wholeMaps: false };

describe("names", () => {
  it.each([
    ["Convnet alone", { ...hard, lambda: 0 }],
    ["Convnet alone, noise 0.3", { ...hard, lambda: 0, noise: 0.3 }],
    ["SWWAE, hard where", hard],
    ["SWWAE, soft where", { ...hard, wheres: ["soft", "soft"] }],
    ["plain auto-encoder", { ...hard, wheres: ["none", "none"] }],
    ["denoising auto-encoder, noise 0.3", { ...hard, wheres: ["none", "none"], noise: 0.3 }],
    ["Ladder-style", { ...hard, wheres: ["map", "map"] }],
    ["Ladder-style, noise 0.3", { ...hard, wheres: ["map", "map"], noise: 0.3 }],
    ["winner-take-all at the top", { ...hard, wholeMaps: true }],
    ["where hard, none", { ...hard, wheres: ["hard", "none"] }],
  ])("%s", (name, facts) => {
    expect(nameOf(facts)).toBe(name);
  });
});

describe("nets of results", () => {
  const conditions = conditionsOf(relativesResults());

  it("are in the order of their cells, each with its seeds", () => {
    expect(conditions.map(({ name, cells }) => [name, cells.map(({ seed }) => seed)])).toEqual([
      ["Convnet alone", [1, 2, 3]],
      ["Convnet alone, noise 0.3", [1, 2, 3]],
      ["SWWAE, hard where", [1, 2, 3]],
      ["plain auto-encoder", [1, 2, 3]],
      ["denoising auto-encoder, noise 0.3", [1, 2, 3]],
      ["winner-take-all at the top", [1, 2, 3]],
      ["Ladder-style", [1, 2, 3]],
    ]);
  });

  it("are compared with the Convnet without noise, and with switches at all poolings", () => {
    expect(convnetOf(conditions)?.name).toBe("Convnet alone");
    expect(convnetOf(conditions, 0.3)?.name).toBe("Convnet alone, noise 0.3");
    expect(hardOf(conditions)?.name).toBe("SWWAE, hard where");
    const [convnet, , hardWhere, plain] = conditions;
    expect(differenceTo(convnet!, plain!, () => errorRate)?.mean).toBeCloseTo(-0.05, 12);
    expect(differenceTo(hardWhere!, hardWhere!, () => errorRate)).toBeNull();
  });

  it("have no reconstruction and nothing across where no decoder learns", () => {
    const [convnet, , hardWhere] = conditions;
    const [alone, withDecoder] = [convnet!.cells[0]!, hardWhere!.cells[0]!];
    expect(reconstructionErrorOf(convnet!)(alone)).toBeNull();
    expect(acrossOf(convnet!, "bits")(alone)).toBeNull();
    expect(reconstructionErrorOf(hardWhere!)(withDecoder)).toBe(0.01);
    expect(acrossOf(hardWhere!, "bits")(withDecoder)).toBe(32_512);
  });
});
