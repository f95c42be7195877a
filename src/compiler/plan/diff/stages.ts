/** Stages that were added, removed, renamed, or changed layer by layer, and their wheres. */
import { describeDropout, describePool, describeWhere } from "../describe.js";
import type { StagePlan } from "../plan.js";
import { align } from "./alignment.js";
import { type Change, diffLayers, layerTexts } from "./layers.js";

export interface StagesDiff {
  readonly changes: readonly Change[];
  /** Names in the first model → names in the second, of all stages that are in both. */
  readonly renamed: ReadonlyMap<string, string>;
}

type Pair = readonly [before: StagePlan | null, after: StagePlan | null];

/** Compares two encoders, bottom stage first. Decoders are their mirrors and differ likewise. */
export function diffStages(before: readonly StagePlan[], after: readonly StagePlan[]): StagesDiff {
  const pairs = pairStages(before, after);
  const kept = pairs.flatMap(([a, b]) => (a && b ? [[a, b] as const] : []));
  const overall = commonWhereChange(kept);
  const changes: Change[] = [];
  let below: string | null = null;
  for (const [a, b] of pairs) {
    if (a && b) changes.push(...diffStage(a, b, overall !== null));
    else if (a) changes.push(stageChange("removed", a, null));
    else if (b) changes.push(stageChange("added", b, below === null ? "at the bottom" : `above ${below}`));
    if (b) below = b.name;
  }
  return {
    changes: overall === null ? changes : [...changes, overall],
    renamed: new Map(kept.map(([a, b]) => [a.name, b.name])),
  };
}

/**
 * Stages of one name belong together. Between those, stages that differ in nothing but the name do, or, where as many are gone as
 * have come, those that stand at the same place and are of one kind.
 */
function pairStages(before: readonly StagePlan[], after: readonly StagePlan[]): Pair[] {
  const byName = align(before, after, { same: (a, b) => a.name === b.name, similar: () => false });
  const pairs: Pair[] = [];
  let gone: StagePlan[] = [];
  let come: StagePlan[] = [];
  const close = (): void => {
    pairs.push(...pairUnnamed(gone, come));
    [gone, come] = [[], []];
  };
  for (const step of byName) {
    if (step.kind === "removed") gone.push(step.before);
    else if (step.kind === "added") come.push(step.after);
    else {
      close();
      pairs.push([step.before, step.after]);
    }
  }
  close();
  return pairs;
}

function pairUnnamed(gone: readonly StagePlan[], come: readonly StagePlan[]): Pair[] {
  const oneByOne = gone.length === come.length;
  const steps = align(gone, come, {
    same: (a, b) => stageText(a) === stageText(b),
    similar: (a, b) => oneByOne && a.what.kind === b.what.kind,
  });
  return steps.map((step): Pair => {
    if (step.kind === "removed") return [step.before, null];
    return step.kind === "added" ? [null, step.after] : [step.before, step.after];
  });
}

function diffStage(before: StagePlan, after: StagePlan, wheresAreSaid: boolean): Change[] {
  const stage = after.name;
  const changes: Change[] = [];
  if (before.name !== after.name) {
    const names = { before: before.name, after: after.name };
    changes.push({ kind: "renamed", part: "encoder", stage, ...names, note: null });
  }
  changes.push(...diffLayers(stageTexts(before), stageTexts(after), { part: "stage", stage }));
  return [...changes, ...diffWhere(before, after, wheresAreSaid)];
}

/** A where comes and goes with its pooling; it changes without. */
function diffWhere(before: StagePlan, after: StagePlan, isSaid: boolean): Change[] {
  const [from, to] = wheresOf(before, after);
  if (from === to || (from !== null && to !== null && isSaid)) return [];
  const kind = from === null ? "added" : to === null ? "removed" : "changed";
  return [{ kind, part: "where", stage: after.name, before: from, after: to, note: null }];
}

/** The change of where that all poolings have in common, where there are several; else null. */
function commonWhereChange(kept: readonly (readonly [StagePlan, StagePlan])[]): Change | null {
  const wheres = kept.map(([a, b]) => wheresOf(a, b)).filter(([from, to]) => from !== null && to !== null);
  const [first] = wheres;
  if (first === undefined || wheres.length < 2) return null;
  const [from, to] = first;
  const isCommon = from !== to && wheres.every(([each, other]) => each === from && other === to);
  if (!isCommon) return null;
  return { kind: "changed", part: "where", stage: null, before: from, after: to, note: "in all stages" };
}

function wheresOf(a: StagePlan, b: StagePlan): readonly [before: string | null, after: string | null] {
  return [a.pool && describeWhere(a.pool.where), b.pool && describeWhere(b.pool.where)];
}

function stageChange(kind: "added" | "removed", stage: StagePlan, note: string | null): Change {
  const text = stageText(stage);
  const [before, after] = kind === "added" ? [null, text] : [text, null];
  return { kind, part: "encoder", stage: stage.name, before, after, note };
}

/** Layers, pooling and dropout of a stage in order. */
function stageTexts({ layers, pool, dropout }: StagePlan): string[] {
  return [
    ...layerTexts(layers),
    ...(pool === null ? [] : [describePool(pool)]),
    ...(dropout === null ? [] : [describeDropout(dropout)]),
  ];
}

function stageText(stage: StagePlan): string {
  const where = stage.pool === null ? [] : [`where ${describeWhere(stage.pool.where)}`];
  return [...stageTexts(stage), ...where].join(", ");
}
