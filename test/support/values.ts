/** Small tensors for tests, and how close two lists of numbers are. */
import { randomStream, type Shape, type TensorValue } from "swwae/runtime";
import { expect } from "vitest";

/** A tensor of these numbers, row-major. */
export function value(shape: Shape, numbers: ArrayLike<number>): TensorValue {
  return { shape, data: Float32Array.from(numbers) };
}

/** One image of one channel, [1, h, w, 1], written as its rows. */
export function image(rows: readonly (readonly number[])[]): TensorValue {
  return value([1, rows.length, rows[0]?.length ?? 0, 1], rows.flat());
}

export function count(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Standard normal numbers. */
export function normals(shape: Shape, seed: number, label = "test"): TensorValue {
  const stream = randomStream(seed, label);
  return value(
    shape,
    Array.from({ length: count(shape) }, () => stream.normal()),
  );
}

/**
 * Numbers that stay clear of every kink: shuffled, a tenth apart from each other and at least a twentieth from 0, around 0.
 */
export function spread(shape: Shape, seed: number): TensorValue {
  const stream = randomStream(seed, "spread");
  const length = count(shape);
  const numbers = Array.from({ length }, (_, at) => (at - Math.floor(length / 2)) * 0.1 + 0.05);
  for (let last = length - 1; last > 0; last -= 1) {
    const other = stream.integer(last + 1);
    [numbers[last], numbers[other]] = [numbers[other] ?? 0, numbers[last] ?? 0];
  }
  return value(shape, numbers);
}

/** The largest |a − b| over the largest |b| (at least `floor`); NaN anywhere gives ∞. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>, floor = 1e-6): number {
  if (a.length !== b.length) return Infinity;
  let largest = floor;
  let difference = 0;
  for (let at = 0; at < a.length; at += 1) {
    const left = a[at] ?? NaN;
    const right = b[at] ?? NaN;
    if (!Number.isFinite(left) || !Number.isFinite(right)) return Infinity;
    largest = Math.max(largest, Math.abs(right));
    difference = Math.max(difference, Math.abs(left - right));
  }
  return difference / largest;
}

/** Expects every number within `tolerance` of the expected one (relative to it where that is above 1). */
export function expectClose(actual: readonly number[], expected: readonly number[], tolerance = 1e-5): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((number, at) => {
    const wanted = expected[at] ?? NaN;
    const off = Math.abs(number - wanted) / Math.max(1, Math.abs(wanted));
    expect(off, `number ${at} is ${number}, not ${wanted}`).toBeLessThanOrEqual(tolerance);
  });
}
