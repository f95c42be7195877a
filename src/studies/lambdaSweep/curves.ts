/** The cells of the sweep as curves: one for every way of training and every number of labels. */
import { groupBy } from "../../report/index.js";
import type { StudyCell, StudyResults } from "../results/document.js";
import type { Seeded } from "../statistics/differences.js";
import { seededOf, validationErrorRate } from "../statistics/figures.js";

/** One weight. */
export interface SweptWeight {
  readonly lambda: number;
  /** Share of wrong images among those held back, by seed. */
  readonly validation: readonly Seeded[];
}

export interface SweptCurve {
  readonly labels: number;
  /** By λ, ascending. */
  readonly weights: readonly SweptWeight[];
}

/** One way of training. */
export interface Regime {
  /** "sgd, no dropout" */
  readonly name: string;
  /** By the number of labels, ascending. */
  readonly curves: readonly SweptCurve[];
}

/** All ways of training, by their names. */
export function regimesOf(results: StudyResults): Regime[] {
  const measured = results.cells.filter(
    ({ labels, validation }) => labels !== "all" && typeof validation?.errorRate === "number",
  );
  const regimes = [...groupBy(measured, (cell) => regimeName(cell, results))];
  return regimes
    .map(([name, cells]) => ({
      name,
      curves: [...groupBy(cells, ({ labels }) => labels as number)]
        .map(([labels, group]) => ({ labels, weights: weightsOf(group, results) }))
        .toSorted((a, b) => a.labels - b.labels),
    }))
    .toSorted((a, b) => Number(a.name < b.name) - Number(a.name > b.name));
}

function weightsOf(cells: readonly StudyCell[], { models }: StudyResults): SweptWeight[] {
  const groups = groupBy(cells, ({ model }) => models[model]?.weights["L2rec"] ?? 0);
  return [...groups]
    .map(([lambda, group]) => ({
      lambda,
      validation: seededOf({ cells: group }, validationErrorRate),
    }))
    .toSorted((a, b) => a.lambda - b.lambda);
}

function regimeName({ training, model }: StudyCell, { trainings, models }: StudyResults): string {
  const { kind } = (trainings[training]?.["optimizer"] ?? { kind: "?" }) as { readonly kind: string };
  const dropout = models[model]?.dropout ?? 0;
  return `${kind}, ${dropout === 0 ? "no dropout" : `dropout ${dropout}`}`;
}
