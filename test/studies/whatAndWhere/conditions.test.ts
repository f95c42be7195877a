/** Every way of moving images takes their pixels as far as it says. */
import { describe, expect, it } from "vitest";
import { conditions } from "../../../src/studies/whatAndWhere/conditions.js";

const sizes = [33, 33, 1] as const;
/** Off the middle, which is at (16, 16), on both axes. */
const place = { row: 11, column: 20 };

describe.each(conditions.map((condition) => [condition.name, condition] as const))("%s", (_, condition) => {
  it("takes a spot as far as it says", () => {
    const image = new Float32Array(33 * 33);
    // Three by three, so that turning and scaling do not lose it between pixels.
    for (const row of [-1, 0, 1]) {
      for (const column of [-1, 0, 1]) image[(place.row + row) * 33 + place.column + column] = 1;
    }
    const moved = condition.move(image, sizes);
    let [mass, row, column] = [0, 0, 0];
    moved.forEach((value, at) => {
      mass += value;
      row += value * Math.floor(at / 33);
      column += value * (at % 33);
    });
    const [down, right] = condition.distance(place.row, place.column, sizes);
    expect(Math.abs(down) + Math.abs(right)).toBeGreaterThan(0.5);
    expect(row / mass).toBeCloseTo(place.row + down, 1);
    expect(column / mass).toBeCloseTo(place.column + right, 1);
  });
});

it("no two have the same name", () => {
  expect(new Set(conditions.map(({ name }) => name)).size).toBe(conditions.length);
});
