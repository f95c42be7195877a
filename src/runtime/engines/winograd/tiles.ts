/**
 * Winograd's minimal filtering F(m, r): m neighbouring results of an r-tap filter by m + r − 1 multiplications.
 *
 *     y = AT · ( (G · g) ⊙ (BT · d) )        d [m+r−1] inputs, g [r] taps, y [m] results
 *
 * The filter and the inputs are read as polynomials, evaluated at m + r − 2 points and at infinity, multiplied there, and the
 * product is read back (Toom and Cook's method; Lavin and Gray 2016 use it for convolutions).
 */

export interface Tile {
  /** Results of one tile, m. */
  readonly outputs: number;
  /** Taps of the filter, r. */
  readonly taps: number;
  /** Multiplications of one tile, m + r − 1. */
  readonly products: number;
  /** [m, m+r−1] */
  readonly at: readonly (readonly number[])[];
  /** [m+r−1, r] */
  readonly g: readonly (readonly number[])[];
  /** [m+r−1, m+r−1] */
  readonly bt: readonly (readonly number[])[];
}

/**
 * Points that keep float32 rounding small, by their number; for more than seven no choice does. Largest errors, relative to the
 * largest result, stand in the tests.
 */
const points: readonly (readonly number[])[] = [
  [],
  [0],
  [0, 1],
  [0, 1, -1],
  [0, 1, -1, 2],
  [0, 0.75, -0.75, 1.5, -1.5],
  [0, 1, -1, 2, -2, 0.5],
  [0, 1, -1, 2, -2, 0.5, -0.5],
];

/** The most taps that leave a tile more than one result. */
export const mostTaps = points.length - 1;

/** The numbers of results that a tile may have for a filter of so many taps; a single tap needs no method. */
export function tileOutputs(taps: number): readonly number[] {
  if (taps === 1) return [1];
  return points.flatMap((_, finite) => (finite + 2 - taps >= 2 ? [finite + 2 - taps] : []));
}

/** Builds F(m, r). */
export function makeTile(outputs: number, taps: number): Tile {
  const products = outputs + taps - 1;
  const at = points[products - 1] ?? [];
  const last = outputs - 1;
  return {
    outputs,
    taps,
    products,
    at: Array.from({ length: outputs }, (_, power) => [...at.map((x) => x ** power), power === last ? 1 : 0]),
    g: [
      ...at.map((x, position) => evaluationOf(x, at, position, taps)),
      Array.from({ length: taps }, (_, power) => (power === taps - 1 ? 1 : 0)),
    ],
    bt: [
      ...at.map((_, position) => [...withRoots(at.filter((_x, other) => other !== position)), 0]),
      withRoots(at),
    ],
  };
}

/** A filter evaluated at x, over the product of x's distances to the other points (Lagrange). */
function evaluationOf(x: number, all: readonly number[], position: number, taps: number): readonly number[] {
  const scale = all.reduce((product, other, at) => (at === position ? product : product * (x - other)), 1);
  return Array.from({ length: taps }, (_, power) => x ** power / scale);
}

/** Coefficients, lowest power first, of the polynomial with these roots and leading coefficient 1. */
function withRoots(roots: readonly number[]): readonly number[] {
  return roots.reduce<readonly number[]>(
    (polynomial, root) =>
      Array.from(
        { length: polynomial.length + 1 },
        (_, power) => (polynomial[power - 1] ?? 0) - root * (polynomial[power] ?? 0),
      ),
    [1],
  );
}

/**
 * The tile for an axis of some length: fewest multiplications, ⌈length / m⌉ · (m + r − 1), and among equals the smallest, which
 * rounds least.
 */
export function chooseTile(length: number, taps: number): number {
  const cost = (outputs: number): number => Math.ceil(length / outputs) * (outputs + taps - 1);
  return tileOutputs(taps).reduce((best, outputs) => (cost(outputs) < cost(best) ? outputs : best));
}
