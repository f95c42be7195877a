/** What weights above 0 change against the weight 0, seed by seed, and whether they do so most with the fewest labels. */
import {
  meanDifference,
  pairedDifference,
  type PairedDifference,
  type Seeded,
  verdictOf,
} from "../statistics/differences.js";
import { differenceText, pointsText } from "../statistics/errors.js";
import type { Regime, SweptCurve } from "./curves.js";

/** λ > 0 against λ = 0. */
export interface Gain {
  readonly lambda: number;
  readonly difference: PairedDifference;
}

/** The gains of all weights above 0 that share seeds with the weight 0, by λ. */
export function gainsOf({ weights }: SweptCurve): Gain[] {
  const none = weights.find(({ lambda }) => lambda === 0);
  return weights.flatMap(({ lambda, validation }) => {
    const difference =
      none === undefined || lambda === 0 ? null : pairedDifference(validation, none.validation);
    return difference === null ? [] : [{ lambda, difference }];
  });
}

/** What held and what did not, counted from the data: a sentence for every curve, and one that compares the curves. */
export function findings(regime: Regime): string[] {
  const counted = regime.curves.flatMap((curve) => curveFinding(regime.name, curve));
  const comparison = compareLabels(regime);
  return comparison === null ? counted : [...counted, comparison];
}

function curveFinding(name: string, curve: SweptCurve): string[] {
  const gains = gainsOf(curve);
  const [only] = gains;
  if (only === undefined) return [];
  const start = `${name}, ${curve.labels} labels`;
  if (gains.length === 1) {
    return [
      `${start}: the weight ${only.lambda} changes the error by ${differenceText(only.difference)} points; no other above 0 was trained.`,
    ];
  }
  const lower = gains.filter(({ difference }) => difference.mean < 0).length;
  const told = gains.filter(({ difference }) => verdictOf(difference) === "lower").length;
  const worse = gains.filter(({ difference }) => verdictOf(difference) === "higher").length;
  const worseText = worse === 0 ? "" : `, and ${worse} higher with an interval above 0`;
  const lambdas = gains.map(({ lambda }) => lambda);
  const overall = meanChange(changesOf(curve, lambdas));
  const change =
    overall === null
      ? ""
      : ` The mean over these weights changes the error by ${differenceText(overall)} points.`;
  return [
    `${start}: of ${gains.length} weights above 0, ${lower} have a lower mean error than 0, ${told} of them with an interval below 0${worseText}.${change}`,
  ];
}

/** Whether the change is the most for the better with the fewest labels, over the weights that all curves have; null for less than two curves. */
function compareLabels({ name, curves }: Regime): string | null {
  const gains = curves
    .map((curve) => ({ curve, gains: gainsOf(curve) }))
    .filter(({ gains }) => gains.length > 0);
  const [fewest, ...others] = gains;
  if (fewest === undefined || others.length === 0) return null;
  const shared = fewest.gains
    .map(({ lambda }) => lambda)
    .filter((lambda) => others.every(({ gains }) => gains.some((gain) => gain.lambda === lambda)));
  const changes = gains.flatMap(({ curve }) => {
    const bySeed = changesOf(curve, shared);
    const mean = meanChange(bySeed)?.mean;
    return mean === undefined ? [] : [{ labels: curve.labels, bySeed, mean }];
  });
  const [first, ...rest] = changes;
  if (first === undefined || rest.length === 0) return null;
  const isMost = rest.every(({ mean }) => first.mean <= mean);
  const list = changes.map(({ labels, mean }) => `${pointsText(mean)} with ${labels}`).join(", ");
  const verdict = isMost
    ? "the change is the most for the better with the fewest labels, as in the paper"
    : "the change is not the most for the better with the fewest labels, other than in the paper";
  const apart = rest.flatMap(({ labels, bySeed }) => {
    const difference = pairedDifference(first.bySeed, bySeed);
    return difference === null ? [] : [`${differenceText(difference)} against ${labels}`];
  });
  return `${name}: ${verdict} (points, over λ ${shared.join(", ")}: ${list}). By how much the change with ${first.labels} labels differs from the others, seed by seed: ${apart.join("; ")}.`;
}

/** By how much the mean over some weights changes the error, of the seeds that have all of them and the weight 0. */
function changesOf({ weights }: SweptCurve, lambdas: readonly number[]): Seeded[] {
  const valueOf = (lambda: number, seed: number) =>
    weights.find((weight) => weight.lambda === lambda)?.validation.find((each) => each.seed === seed)?.value;
  const none = weights.find(({ lambda }) => lambda === 0);
  return (none?.validation ?? []).flatMap(({ seed, value }): Seeded[] => {
    const values = lambdas.flatMap((lambda) => valueOf(lambda, seed) ?? []);
    if (values.length === 0 || values.length < lambdas.length) return [];
    return [{ seed, value: values.reduce((sum, each) => sum + each, 0) / values.length - value }];
  });
}

function meanChange(changes: readonly Seeded[]): PairedDifference | null {
  return meanDifference(changes.map(({ value }) => value));
}
