/** Images that preprocessing has taken out of [0, 1], for pictures. */
import { expect, it } from "vitest";
import { asPixels } from "../../../src/training/report/pictureRange.js";

it("leaves images in [0, 1] as they are, whatever is shown beside them", () => {
  const images = Float32Array.from([-3, 0.5]);
  expect(asPixels(Float32Array.from([0, 0.25]))(images)).toBe(images);
});

it("shows the darkest original as black and the brightest as white", () => {
  const shown = asPixels(Float32Array.from([-1, 3]));
  expect([...shown(Float32Array.from([-1, 0, 1, 3, 5]))]).toEqual([0, 0.25, 0.5, 1, 1.5]);
});
