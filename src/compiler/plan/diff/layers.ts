/** Changes, and those among the layers of one part. */
import { describeLayer } from "../describe.js";
import type { LayerPlan } from "../plan.js";
import { align } from "./alignment.js";

/** One thing that distinguishes two models. */
export interface Change {
  readonly kind: "added" | "removed" | "changed" | "renamed";
  /** "encoder": a whole stage; "stage": a layer, the pooling or the dropout of one. */
  readonly part: "input" | "encoder" | "stage" | "where" | "classifier" | "loss";
  /** The stage that it is about, by its name in the second model where it is there; null for none or all. */
  readonly stage: string | null;
  /** In the words of the language; null for what was added. */
  readonly before: string | null;
  /** null for what was removed. */
  readonly after: string | null;
  /** Where something was added, or what else is to know; null for nothing. */
  readonly note: string | null;
}

/** The layers as a spec would say them. Reshaping is left out: it follows from the shapes. */
export function layerTexts(layers: readonly LayerPlan[]): string[] {
  return layers.filter(({ kind }) => kind !== "flatten" && kind !== "unflatten").map(describeLayer);
}

/** What has to be done to the layers `before` to get those `after`. */
export function diffLayers(
  before: readonly string[],
  after: readonly string[],
  place: Pick<Change, "part" | "stage">,
): Change[] {
  const steps = align(before, after, {
    same: (a, b) => a === b,
    similar: (a, b) => firstWord(a) === firstWord(b),
  });
  const changes: Change[] = [];
  let previous: string | null = null;
  for (const step of steps) {
    if (step.kind === "changed") {
      changes.push({ ...place, kind: "changed", before: step.before, after: step.after, note: null });
    } else if (step.kind === "removed") {
      changes.push({ ...place, kind: "removed", before: step.before, after: null, note: null });
    } else if (step.kind === "added") {
      const note = previous === null ? "at the beginning" : `behind ${previous}`;
      changes.push({ ...place, kind: "added", before: null, after: step.after, note });
    }
    if (step.kind !== "removed") previous = step.after;
  }
  return changes;
}

function firstWord(text: string): string {
  return text.split(" ", 1)[0] ?? "";
}
