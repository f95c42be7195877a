/** A difference of two models in words, for a terminal. */
import picocolors from "picocolors";
import { writeCount } from "../../diagnostics/writeCount.js";
import type { Change } from "../../plan/diff/layers.js";
import type { WeightsComparison } from "../../plan/diff/weights.js";
import { alignRows } from "../summary/table.js";
import type { DiffDocument } from "./index.js";

type Colors = ReturnType<typeof picocolors.createColors>;

/** The difference as text, without a line break at the end. `color` turns on the escape sequences of a terminal. */
export function renderDiff(diff: DiffDocument, { color }: { readonly color: boolean }): string {
  const colors = picocolors.createColors(color);
  const { before, after, changes, identical } = diff;
  const heading = alignRows(
    [
      ["A", before.model, before.reference],
      ["B", after.model, after.reference],
    ],
    ["left", "left", "left"],
  ).map((line) => colors.bold(line));
  const body = identical
    ? ["the same network with the same loss"]
    : [...changeLines(changes, colors), "", ...consequences(diff)];
  return [...heading, "", ...body, "", ...weightLines(diff.weights, colors)].join("\n");
}

const signs = { added: "+", removed: "-", changed: "~", renamed: "~" } as const;

function changeLines(changes: readonly Change[], { green, red, yellow }: Colors): string[] {
  const paints = { added: green, removed: red, changed: yellow, renamed: yellow };
  const rows = changes.map((change) => [signs[change.kind], placeOf(change), describeChange(change)]);
  return alignRows(rows, ["left", "left", "left"]).map((line, index) => {
    const change = changes[index];
    return change === undefined ? line : paints[change.kind](line);
  });
}

function placeOf({ part, stage }: Change): string {
  if (part === "loss" || part === "input" || part === "classifier" || stage === null) return part;
  return `stage ${stage}`;
}

/** A change as half a sentence: "conv 3x3 64 → conv 3x3 128". */
function describeChange({ kind, part, before, after, note }: Change): string {
  const word = part === "where" ? "where " : "";
  const aside = note === null ? "" : ` (${note})`;
  switch (kind) {
    case "added":
      if (part === "encoder") return `added ${note}: ${after}`;
      return `${word}${after} added${part === "loss" ? aside : note === null ? "" : ` ${note}`}`;
    case "removed":
      return part === "encoder" ? `removed: ${before}` : `${word}${before} removed`;
    case "renamed":
      return `was called ${before}`;
    case "changed":
      return `${word}${before === after ? after : `${before} → ${after}`}${aside}`;
  }
}

function consequences({ code, parameters }: DiffDocument): string[] {
  return alignRows(
    [
      ["code", arrow(code.before, code.after)],
      ["parameters", arrow(writeCount(parameters.before), writeCount(parameters.after))],
    ],
    ["left", "left"],
  );
}

function weightLines(
  { fit, kept, added, lost, reshaped }: WeightsComparison,
  { green, red, dim }: Colors,
): string[] {
  const all = kept + added.length + reshaped.length;
  if (fit === "all") return [green(`weights saved under A load into B (all ${writeCount(kept)} tensors)`)];
  const verdict = fit === "none" ? "none fit" : `${writeCount(kept)} of B's ${writeCount(all)} tensors fit`;
  const rows = [
    ...reshaped.map(({ path, before, after }) => [
      "reshaped",
      path,
      `${shapeText(before)} → ${shapeText(after)}`,
    ]),
    ...added.map(({ path, shape: sizes }) => ["new", path, shapeText(sizes)]),
    ...lost.map(({ path, shape: sizes }) => ["lost", path, shapeText(sizes)]),
  ];
  const lines = alignRows(rows, ["left", "left", "left"]).map((line) => dim(`  ${line}`));
  return [red(`weights saved under A do not load into B: ${verdict}`), ...lines];
}

function shapeText(sizes: readonly number[]): string {
  return `[${sizes.join(", ")}]`;
}

/** "a → b", or "a" where nothing changed. */
function arrow(before: string, after: string): string {
  return before === after ? before : `${before} → ${after}`;
}
