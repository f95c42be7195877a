/** What the runs of an experiment come to: runs that differ by their seed alone are one cell, with means and standard errors. */

/** One run, as its record tells. */
export interface ExperimentRun {
  /** What the run is called: its folder's name. */
  readonly name: string;
  /** The path of its own page, relative to the experiment's; null where it has none. */
  readonly page: string | null;
  readonly status: string;
  /** Steps made, and steps to make. */
  readonly steps: number;
  readonly plannedSteps: number;
  /** What went wrong; null where nothing did. */
  readonly failure: string | null;
  readonly seed: number;
  /** The value of every axis of the sweep but the seed, in the order of the axes. */
  readonly choice: Readonly<Record<string, string>>;
  /** What was measured in the end, by name; empty before. */
  readonly figures: Readonly<Record<string, number>>;
  /** Validations on the way. */
  readonly validations: readonly { readonly epoch: number; readonly errorRate: number | null }[];
}

export interface Estimate {
  readonly mean: number;
  /** The standard error of the mean: s / √n, with s over n − 1; null for a single run. */
  readonly standardError: number | null;
  readonly count: number;
}

/** The runs of one choice. */
export interface ExperimentCell {
  readonly choice: Readonly<Record<string, string>>;
  readonly runs: readonly ExperimentRun[];
  readonly figures: Readonly<Record<string, Estimate>>;
}

export interface ExperimentSummary {
  /** Names of the axes, but the seed. */
  readonly axes: readonly string[];
  /** In the order of the axes' values: numbers ascending, words as they first come. */
  readonly cells: readonly ExperimentCell[];
  /** Names of all figures, in the order in which they come. */
  readonly figures: readonly string[];
}

export function summarise(runs: readonly ExperimentRun[]): ExperimentSummary {
  const axes = [...new Set(runs.flatMap(({ choice }) => Object.keys(choice)))];
  const groups = groupBy(runs, ({ choice }) => JSON.stringify(axes.map((axis) => choice[axis] ?? "")));
  const cells = [...groups.values()].map((group): ExperimentCell => {
    const names = [...new Set(group.flatMap(({ figures }) => Object.keys(figures)))];
    const figures = names.map((name): [string, Estimate] => {
      const values = group.flatMap(({ figures }) => (figures[name] === undefined ? [] : [figures[name]]));
      return [name, estimate(values)];
    });
    return { choice: group[0]?.choice ?? {}, runs: group, figures: Object.fromEntries(figures) };
  });
  const order = new Map(axes.map((axis) => [axis, axisValues(runs, axis)]));
  const place = (cell: ExperimentCell, axis: string): number =>
    order.get(axis)?.indexOf(cell.choice[axis] ?? "") ?? 0;
  return {
    axes,
    cells: cells.toSorted((a, b) => {
      const axis = axes.find((each) => place(a, each) !== place(b, each));
      return axis === undefined ? 0 : place(a, axis) - place(b, axis);
    }),
    figures: [...new Set(cells.flatMap((cell) => Object.keys(cell.figures)))],
  };
}

/** The values that an axis takes: numbers ascending, words as they first come. */
export function axisValues(runs: readonly Pick<ExperimentRun, "choice">[], axis: string): readonly string[] {
  const values = [...new Set(runs.map(({ choice }) => choice[axis] ?? ""))];
  return values.every(isNumber) ? values.toSorted((a, b) => Number(a) - Number(b)) : values;
}

export function isNumber(text: string): boolean {
  return text !== "" && Number.isFinite(Number(text));
}

export function estimate(values: readonly number[]): Estimate {
  const count = values.length;
  // From the first value on, so that values that are all the same have no spread, and not one that rounding made.
  const [first = 0] = values;
  const mean = first + values.reduce((sum, value) => sum + (value - first), 0) / count;
  if (count < 2) return { mean, standardError: null, count };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count), count };
}

/** The items in groups of equal key, in the order in which the keys first come. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The axes of a cell's label, such as "labels 100, seed 2", by name. */
export function choiceOf(label: string): Record<string, string> {
  const parts = label.split(", ").filter((part) => part !== "");
  return Object.fromEntries(
    parts.map((part) => {
      const space = part.lastIndexOf(" ");
      return space < 0 ? [part, ""] : [part.slice(0, space), part.slice(space + 1)];
    }),
  );
}
