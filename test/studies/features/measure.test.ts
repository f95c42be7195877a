/** What is measured of maps, on a net whose maps are known. */
import { decode } from "fast-png";
import { expect, it } from "vitest";
import { decodeStrip } from "../../../src/studies/images.js";
import { measureName } from "../../../src/studies/statistics/figures.js";
import { filtersName, measure } from "../../../src/studies/features/measure.js";
import { measuredRun } from "../measuredRun.js";

/** Three maps of one pixel each: the image, a tenth of a twentieth of it, and one that is always below 0. */
const spec = `model Known {
  input 4x4x1
  encoder { stage only { conv 1x1 3  relu  pool 2x2 } }
  loss { L2rec 1 }
}`;
const images = Uint8Array.from({ length: 12 * 16 }, (_, at) => (at * 73 + 41 * Math.floor(at / 16)) % 256);

it("counts dead and weak maps, and what they answer to", async () => {
  const run = await measuredRun({
    spec,
    images,
    weights: { "encoder.only.conv.kernel": [1, 0.02, -1], "encoder.only.conv.bias": [0, 0, 0] },
  });
  const { measures, pictures } = await measure(run);
  const of = (stage: string, figure: string) => measures[measureName(stage, figure)];
  expect(of("only", "maps")).toBe(3);
  expect(of("only", "dead maps")).toBeCloseTo(1 / 3, 6);
  expect(of("only", "weak maps")).toBeCloseTo(1 / 3, 6);
  // Of the four pixels that a region sees, an activation comes from one.
  expect(of("only", "pixels")).toBe(1);
  expect(of("only", "share of the field")).toBe(0.25);
  expect(of("only", "likeness")).toBeLessThan(1);
  expect(of(filtersName, "maps")).toBe(3);
  expect(of(filtersName, "weak maps")).toBeCloseTo(1 / 3, 6);
  expect(of(filtersName, "pixels")).toBe(1);
  // A filter of a single pixel has no neighbours.
  expect(of(filtersName, "smoothness")).toBeUndefined();
  expect([...decodeStrip(pictures[filtersName] ?? "").pixels]).toEqual([1, 1, 0]);
  expect(decode(Buffer.from(pictures["only"] ?? "", "base64")).width).toBeGreaterThan(100);
});

it("keeps no picture of a stage that is dead", async () => {
  const run = await measuredRun({
    spec,
    images,
    weights: { "encoder.only.conv.kernel": [-1, -1, -1], "encoder.only.conv.bias": [0, 0, 0] },
  });
  const { measures, pictures } = await measure(run);
  expect(measures[measureName("only", "dead maps")]).toBe(1);
  expect(measures[measureName("only", "pixels")]).toBeUndefined();
  expect(Object.keys(pictures)).toEqual([filtersName]);
});
