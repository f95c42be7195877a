/** What makes a cell the same cell: the planned model, and everything that its training is told. */
import { createHash } from "node:crypto";
import type { ModelPlan } from "../../compiler/index.js";
import type { Training } from "./document.js";

/**
 * 16 hexadecimal digits of SHA-256. Places in the spec, comments, the model's name, the engine, and settings that say nothing (null, false, empty) have
 * no part in it: what is added to the language later leaves the digests of today's cells as they are.
 */
export function digestOf(model: ModelPlan, { engine: _engine, ...settings }: Training): string {
  const { input, stages, classifier, decoder, loss, parameters } = model;
  return shortHash({ model: { input, stages, classifier, decoder, loss, parameters }, settings });
}

/** A key that equal values share. */
export function keyOf(value: unknown): string {
  return shortHash(value).slice(0, 8);
}

function shortHash(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(value)))
    .digest("hex")
    .slice(0, 16);
}

const saysNothing = new Set(["span", "documentation"]);

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name, inner]) => !saysNothing.has(name) && !isEmpty(inner))
    .toSorted(([first], [second]) => (first < second ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, canonical(inner)]));
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0)
  );
}
