/** Fits the weights of the cost model: non-negative, and so that the relative errors' squares are least. */

/** How often a form did what it does, and what it took. */
export interface Sample {
  readonly work: readonly number[];
  readonly nanoseconds: number;
}

/** Sweeps over the weights; the problem is small and convex, so that turns in a row come to the same end. */
const sweeps = 20_000;

/** One weight a count, each at its best while the others stand still, until nothing moves. */
export function fitWeights(samples: readonly Sample[]): readonly number[] {
  const rows = samples.map(({ work, nanoseconds }) => work.map((count) => count / nanoseconds));
  const weights = (rows[0] ?? []).map(() => 0);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    weights.forEach((weight, at) => {
      let [slope, square] = [0, 0];
      for (const row of rows) {
        const count = row[at] ?? 0;
        const sum = row.reduce((total, other, index) => total + other * (weights[index] ?? 0), 0);
        slope += count * (1 - sum);
        square += count * count;
      }
      weights[at] = square === 0 ? 0 : Math.max(0, weight + slope / square);
    });
  }
  return weights;
}
