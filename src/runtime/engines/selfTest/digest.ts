/** A tensor in a few numbers, which are not the same where any of its own is far off. */

export interface Digest {
  readonly count: number;
  /** √(Σ x²). */
  readonly norm: number;
  /** Σ xᵢ · cos(1.7 i), which sees numbers that have changed places. */
  readonly mixed: number;
  /** Six of its numbers, from all over it. */
  readonly sample: readonly number[];
}

export function digestOf(data: Float32Array): Digest {
  const count = data.length;
  let [squares, mixed] = [0, 0];
  data.forEach((number, at) => {
    squares += number * number;
    mixed += number * Math.cos(1.7 * at);
  });
  return {
    count,
    norm: Math.sqrt(squares),
    mixed,
    sample: Array.from({ length: 6 }, (_, n) => data[placeOf(n, count)] ?? NaN),
  };
}

/** Places that share no factor with any axis: multiples of the golden section. */
function placeOf(n: number, count: number): number {
  return Math.floor(((n * 0.618034) % 1) * count);
}

/**
 * How far `found` is from what is expected, as a share of the tensor's typical (root mean square) number; ∞ where numbers are
 * missing or are none.
 */
export function distanceBetween(found: Digest, expected: Digest): number {
  if (found.count !== expected.count) return Infinity;
  const typical = Math.max(expected.norm / Math.sqrt(expected.count), 1e-6);
  // A sum of many roundings that go either way grows with the root of their number, as the norm does.
  const grown = typical * Math.sqrt(expected.count);
  const distances = [
    Math.abs(found.norm - expected.norm) / grown,
    Math.abs(found.mixed - expected.mixed) / grown,
    ...expected.sample.map((number, at) => Math.abs((found.sample[at] ?? NaN) - number) / typical),
  ];
  return Math.max(...distances.map((distance) => (Number.isNaN(distance) ? Infinity : distance)));
}
