/** A finished run as an entry of results.json. */
import type { ModelPlan } from "../../compiler/index.js";
import type { Evaluation, RunRecord } from "../../training/index.js";
import { digestOf, keyOf } from "./digest.js";
import type { LabelSubset, Machine, ModelFacts, StudyCell, StudyResults, Training } from "./document.js";
import { packIndices } from "./indices.js";

/** Everything that is kept of a finished cell. */
export interface FinishedCell {
  readonly experiment: string;
  readonly number: number;
  readonly choice: Readonly<Record<string, string>>;
  readonly plan: ModelPlan;
  /** What its training was told. */
  readonly training: Training & { readonly seed: number; readonly labels: number | null };
  readonly record: RunRecord;
  /** What labels.json says; null where it was not written. */
  readonly labels: {
    readonly data: string;
    readonly labelled: readonly number[] | "all";
  } | null;
  readonly measures: Readonly<Record<string, number>>;
  readonly pictures: Readonly<Record<string, string>>;
}

/** The results with this cell among them, in the place of what was there of it. */
export function withCell(results: StudyResults, finished: FinishedCell): StudyResults {
  const { experiment, number, choice, plan, training: told, record, labels } = finished;
  const { seed, labels: count, engine: _engine, ...training } = told;
  const facts = modelFacts(plan);
  const machine = machineOf(record);
  const [trainingKey, machineKey] = [keyOf(training), keyOf(machine)];
  const modelKey = `${plan.name} ${keyOf(facts)}`;
  const subset = subsetOf(labels);
  const subsetKey = subset === null ? null : `labels ${subset.count}, seed ${seed}, ${keyOf(subset)}`;
  const measured = record.result as unknown as {
    readonly test: Evaluation;
    readonly validation: Evaluation | null;
    readonly seconds: number;
  };
  const cell: StudyCell = {
    experiment,
    number,
    choice,
    seed,
    labels: count ?? "all",
    digest: digestOf(plan, told),
    model: modelKey,
    training: trainingKey,
    machine: machineKey,
    subset: subsetKey,
    steps: record.steps - record.stepsBefore,
    seconds: measured.seconds,
    validation: measured.validation,
    test: measured.test,
    measures: finished.measures,
    pictures: finished.pictures,
  };
  const others = results.cells.filter((other) => other.experiment !== experiment || other.number !== number);
  return withoutLeftovers({
    ...results,
    trainings: { ...results.trainings, [trainingKey]: training },
    models: { ...results.models, [modelKey]: facts },
    machines: { ...results.machines, [machineKey]: machine },
    subsets: subset === null ? results.subsets : { ...results.subsets, [subsetKey!]: subset },
    cells: [...others, cell],
  });
}

/** Tables without what no cell names. */
function withoutLeftovers(results: StudyResults): StudyResults {
  const named = (name: "training" | "model" | "machine" | "subset"): Set<string> =>
    new Set(results.cells.flatMap((cell) => cell[name] ?? []));
  return {
    ...results,
    trainings: only(results.trainings, named("training")),
    models: only(results.models, named("model")),
    machines: only(results.machines, named("machine")),
    subsets: only(results.subsets, named("subset")),
  };
}

/** The entries of a table with these keys. */
function only<Value>(
  table: Readonly<Record<string, Value>>,
  keys: ReadonlySet<string>,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(table).filter(([key]) => keys.has(key)));
}

function modelFacts({ name, parameterCount, stages, classifier, loss }: ModelPlan): ModelFacts {
  const layers = [...stages.flatMap(({ layers }) => layers), ...(classifier?.layers ?? [])];
  const rates = [
    ...layers.map((layer) => (layer.kind === "dropout" ? layer.rate : 0)),
    ...stages.map(({ dropout }) => dropout ?? 0),
  ];
  return {
    name,
    parameters: parameterCount,
    dropout: Math.max(0, ...rates),
    weights: Object.fromEntries(
      loss.terms
        .filter(({ identicallyZero }) => !identicallyZero)
        .map(({ kind, stage, weight }) => [stage === null ? kind : `${kind} ${stage}`, weight]),
    ),
    reduce: loss.reduce,
    poolings: stages.flatMap(({ pool }) =>
      pool === null ? [] : [{ size: pool.size, where: pool.where.kind }],
    ),
  };
}

function machineOf({ machine, engine, precision, machineOptions, versions }: RunRecord): Machine {
  return {
    facts: machine,
    engine,
    precision: precision ?? "fp32",
    threads: machineOptions.threads,
    versions,
  };
}

function subsetOf(labels: FinishedCell["labels"]): LabelSubset | null {
  if (labels === null || labels.labelled === "all" || labels.labelled.length === 0) return null;
  return { data: labels.data, count: labels.labelled.length, indices: packIndices(labels.labelled) };
}
