/**
 * Winograd's minimal filtering F(m, 3): m neighbouring results of a 3-tap filter by m + 2 multiplications.
 *
 *     y = AT · ( (G · g) ⊙ (BT · d) )        d [m+2] inputs, g [3] taps, y [m] results
 *
 * The filter and the inputs are read as polynomials, evaluated at m + 1 points and at infinity, multiplied there, and the
 * product is read back (Toom and Cook's method; Lavin and Gray 2016 use it for convolutions).
 */

export interface Tile {
  /** Results of one tile. */
  readonly outputs: number;
  /** Multiplications of one tile, m + 2. */
  readonly products: number;
  /** [m, m+2] */
  readonly at: readonly (readonly number[])[];
  /** [m+2, 3] */
  readonly g: readonly (readonly number[])[];
  /** [m+2, m+2] */
  readonly bt: readonly (readonly number[])[];
}

/**
 * Points that keep float32 rounding small for each m; beyond m = 6 no choice does. Largest errors, relative to the largest
 * result, stand in the tests.
 */
const points: Readonly<Record<number, readonly number[]>> = {
  2: [0, 1, -1],
  4: [0, 0.75, -0.75, 1.5, -1.5],
  5: [0, 1, -1, 2, -2, 0.5],
  6: [0, 1, -1, 2, -2, 0.5, -0.5],
};

/** The numbers of results that a tile may have. */
export const tileOutputs = Object.keys(points).map(Number);

/** Builds F(m, 3). */
export function makeTile(outputs: number): Tile {
  const at = points[outputs] ?? [];
  const last = outputs - 1;
  return {
    outputs,
    products: outputs + 2,
    at: Array.from({ length: outputs }, (_, power) => [...at.map((x) => x ** power), power === last ? 1 : 0]),
    g: [...at.map((x, position) => evaluationOf(x, at, position)), [0, 0, 1]],
    bt: [
      ...at.map((_, position) => [...withRoots(at.filter((_x, other) => other !== position)), 0]),
      withRoots(at),
    ],
  };
}

/** A 3-tap filter evaluated at x, over the product of x's distances to the other points (Lagrange). */
function evaluationOf(x: number, all: readonly number[], position: number): readonly number[] {
  const scale = all.reduce((product, other, at) => (at === position ? product : product * (x - other)), 1);
  return [1 / scale, x / scale, (x * x) / scale];
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
 * The tile for an axis of some length: fewest multiplications, ⌈length / m⌉ · (m + 2), and among equals the smallest, which
 * rounds least.
 */
export function chooseTile(length: number): number {
  const cost = (outputs: number): number => Math.ceil(length / outputs) * (outputs + 2);
  return tileOutputs.reduce((best, outputs) => (cost(outputs) < cost(best) ? outputs : best));
}
