/**
 * Winograd's minimal filtering F(m, r): m neighbouring results of an r-tap filter by m + r − 1 multiplications.
 *
 *     y = AT · ( (G · g) ⊙ (BT · d) )        d [m+r−1] inputs, g [r] taps, y [m] results
 *
 * The filter and the inputs are read as polynomials, evaluated at m + r − 2 points and at infinity, multiplied there, and the
 * product is read back (Toom and Cook's method; Lavin and Gray 2016 use it for convolutions).
 *
 * More points round more, and where a map is transformed along both of its axes, rounding along one is multiplied by the other: so each
 * filter says how many products it may have. A long one is cut into segments of a few taps each, which read the inputs from where they
 * begin; their products stand side by side, and the transform back adds up what they give. So with eight products at most seven taps
 * cost 3 multiplications a result, as four taps and three, where whole they would cost 4.
 */

/** A filter along an axis. */
export interface Filter {
  readonly taps: number;
  /** The most products that a segment may have, those at finite points and that at infinity; ten at most. */
  readonly most: number;
}

export interface Tile {
  /** Results of one tile, m. */
  readonly outputs: number;
  /** Taps of the filter, r. */
  readonly taps: number;
  /** Multiplications of one tile: m + r − 1 where the filter is whole. */
  readonly products: number;
  /** [m, products] */
  readonly at: readonly (readonly number[])[];
  /** [products, r] */
  readonly g: readonly (readonly number[])[];
  /** [products, m+r−1] */
  readonly bt: readonly (readonly number[])[];
}

/**
 * Points that keep float32 rounding small, by their number; for more than nine no choice does. Largest errors, relative to the
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
  [0, 0.5, -0.5, 0.8, -0.8, 1.5, -1.5, 4],
  [0, 0.45, -0.45, 0.8, -0.8, 1.25, -1.25, 2.25, -2.25],
];

/** The numbers of results that a tile may have for a filter; a single tap needs no method. */
export function tileOutputs(filter: Filter): readonly number[] {
  // With one result more, segments would be single taps.
  return filter.taps === 1 ? [1] : Array.from({ length: filter.most - 2 }, (_, at) => at + 2);
}

/** Multiplications of a tile of so many results. */
export function tileProducts(outputs: number, filter: Filter): number {
  return segmentsOf(outputs, filter).reduce((sum, segment) => sum + outputs + segment.taps - 1, 0);
}

/** Multiplications of the longest of a tile's segments. */
export function largestSegment(outputs: number, filter: Filter): number {
  return Math.max(...segmentsOf(outputs, filter).map(({ taps }) => outputs + taps - 1));
}

/** Some taps of a filter, one after the other. */
interface Segment {
  readonly from: number;
  readonly taps: number;
}

/** The segments of a filter: as few as the products allow, and as alike as can be. */
function segmentsOf(outputs: number, filter: Filter): readonly Segment[] {
  const { taps, most } = filter;
  const count = Math.ceil(taps / (most + 1 - outputs));
  const start = (segment: number): number => Math.floor((segment * taps) / count);
  return Array.from({ length: count }, (_, at) => ({ from: start(at), taps: start(at + 1) - start(at) }));
}

/** Builds the tile of so many results. */
export function makeTile(outputs: number, filter: Filter): Tile {
  const { taps } = filter;
  const segments = segmentsOf(outputs, filter).map((segment) => ({
    ...segment,
    ...transformsOf(outputs, segment.taps),
  }));
  return {
    outputs,
    taps,
    products: tileProducts(outputs, filter),
    at: Array.from({ length: outputs }, (_, result) => segments.flatMap(({ at }) => at[result] ?? [])),
    g: segments.flatMap(({ g, from }) => g.map((row) => placed(row, from, taps))),
    bt: segments.flatMap(({ bt, from }) => bt.map((row) => placed(row, from, outputs + taps - 1))),
  };
}

/** A row of so many numbers: the given ones from a place on, and zeros. */
function placed(row: readonly number[], from: number, length: number): readonly number[] {
  return Array.from({ length }, (_, place) => row[place - from] ?? 0);
}

/** The transforms of F(m, r) for a filter that is whole. */
function transformsOf(outputs: number, taps: number): Pick<Tile, "at" | "g" | "bt"> {
  const at = points[outputs + taps - 2] ?? [];
  const last = outputs - 1;
  return {
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
