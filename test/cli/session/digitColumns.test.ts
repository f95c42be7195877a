/** Which test images a picture shows. */
import { expect, it } from "vitest";
import type { Dataset } from "swwae/training";
import { testColumns } from "../../../src/cli/session/digitColumns.js";

it("goes in turns through the classes", () => {
  const samples = {
    images: Uint8Array.from([0, 51, 102, 153, 204, 255]),
    labels: Uint8Array.from([1, 1, 0, 2, 0, 1]),
  };
  const dataset: Dataset = { name: "dots", shape: [1, 1, 1], classes: 3, training: samples, test: samples };
  const { images, columns } = testColumns(dataset, 5);
  expect(columns).toBe(5);
  expect([...images].map((value) => Math.round(value * 255))).toEqual([102, 0, 153, 204, 51]);
  expect(testColumns(dataset, 100).columns).toBe(6);
});
