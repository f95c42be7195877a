/** The transforms along an axis for a filter that is given with its last tap first. */
import { describe, expect, it } from "vitest";
import { type Axis, makeAxis, turnedAround } from "../../../../src/runtime/engines/winograd/axis.js";
import { loadOf } from "../../../../src/runtime/engines/winograd/work.js";
import type { Transform } from "../../../../src/runtime/engines/winograd/transform.js";
import { normals } from "../../../support/values.js";

/** The product of a transform that is a matrix with a vector. */
function times(transform: Transform, vector: ArrayLike<number>): number[] {
  if (transform.kind !== "dense") throw new Error("a filter's transform is a matrix");
  const { rows, columns, values } = transform.matrix;
  return Array.from({ length: rows }, (_, row) =>
    Array.from(
      { length: columns },
      (_cell, at) => (values[row * columns + at] ?? NaN) * (vector[at] ?? NaN),
    ).reduce((sum, value) => sum + value),
  );
}

describe("an axis turned around", () => {
  it.each([2, 3, 4, 7])("convolves with the last of %i taps first", (taps) => {
    const axis = makeAxis(
      { read: 9, made: 8, filter: { taps, most: 8 }, load: loadOf({ channels: 12, filters: 64 }) },
      "tileFirst",
    );
    const turned = turnedAround(axis);
    const filter = normals([taps], 1, "filter").data;
    const last = [...filter].toReversed();
    expect(times(turned.g, last)).toEqual(times(axis.g, filter).map((value) => expect.closeTo(value, 5)));
    const { rows, columns } = axis.gradient;
    for (let tap = 0; tap < rows; tap += 1) {
      const row = (of: Axis, at: number) => of.gradient.values.slice(at * columns, (at + 1) * columns);
      expect(row(turned, tap)).toEqual(row(axis, rows - 1 - tap));
    }
  });
});
