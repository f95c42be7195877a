/** Paired differences: two ways of training told apart by runs that share their seed, and so their labels and first weights. */
import jstat from "jstat";

/** What the differences of pairs come to. */
export interface PairedDifference {
  /** Mean of (ours − other). */
  readonly mean: number;
  /** The 95 % interval of the mean by Student's t with n − 1 degrees of freedom; null for a single pair. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly pairs: number;
}

/** What an interval says about the sign of a difference. */
export type Verdict = "lower" | "higher" | "not told apart";

/** A measured figure of one seed. */
export interface Seeded {
  readonly seed: number;
  readonly value: number;
}

const confidence = 0.95;

/** Differences ours − other of the seeds that both have; null where they share none. */
export function pairedDifference(ours: readonly Seeded[], other: readonly Seeded[]): PairedDifference | null {
  const others = new Map(other.map(({ seed, value }) => [seed, value]));
  const differences = ours.flatMap(({ seed, value }) => {
    const partner = others.get(seed);
    return partner === undefined ? [] : [value - partner];
  });
  return meanDifference(differences);
}

/** What the differences of some pairs come to; null for none. */
export function meanDifference(differences: readonly number[]): PairedDifference | null {
  const pairs = differences.length;
  if (pairs === 0) return null;
  const mean = differences.reduce((sum, each) => sum + each, 0) / pairs;
  if (pairs === 1) return { mean, interval: null, pairs };
  const squares = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const half = studentQuantile(pairs - 1) * Math.sqrt(squares / (pairs - 1) / pairs);
  return { mean, interval: [mean - half, mean + half], pairs };
}

/** The factor of the standard error that makes a two-sided 95 % interval: 2.776 with 4 degrees of freedom. */
export function studentQuantile(degrees: number): number {
  return jstat.studentt.inv((1 + confidence) / 2, degrees);
}

/** "lower" where the whole interval lies below 0, "higher" where it lies above; without an interval nothing is told apart. */
export function verdictOf({ interval }: PairedDifference): Verdict {
  if (interval === null) return "not told apart";
  if (interval[1] < 0) return "lower";
  return interval[0] > 0 ? "higher" : "not told apart";
}

/** "−5.00 (95 % interval −6.10 to −3.90, 5 seeds)", with numbers as `write` has them. */
export function writeDifference(
  { mean, interval, pairs }: PairedDifference,
  write: (value: number) => string,
): string {
  const seeds = `${pairs} ${pairs === 1 ? "seed" : "seeds"}`;
  const within = interval === null ? "" : `95 % interval ${write(interval[0])} to ${write(interval[1])}, `;
  return `${write(mean)} (${within}${seeds})`;
}
