/** What a legend has to explain. */
import type { DiagramContent } from "./content.js";
import { measures } from "./measures.js";
import { textWidth } from "./textWidth.js";

export type LegendKind = "what" | "hard" | "soft" | "term";

export interface LegendEntry {
  readonly kind: LegendKind;
  readonly text: string;
  /** Of sample and text. */
  readonly width: number;
}

/** Width of the sample of a line. */
export const sampleWidth = 44;

/** Between a sample and its text. */
export const sampleGap = 10;

const smallestGap = 20;

const texts: Readonly<Record<LegendKind, string>> = {
  what: "what, and the maps made of it",
  hard: "where, hard: switches",
  soft: "where, soft: coordinates",
  term: "compared by a term of the loss",
};

/** An entry for each kind of line in the diagram. */
export function legendEntries({ levels, likelihood, reconstruction }: DiagramContent): LegendEntry[] {
  const wheres = new Set(levels.map(({ where }) => where?.kind));
  const terms = [likelihood, reconstruction, ...levels.map(({ term }) => term)];
  const kinds: LegendKind[] = [
    "what",
    ...(["hard", "soft"] as const).filter((kind) => wheres.has(kind)),
    ...(terms.some((term) => term !== null && !term.idle) ? (["term"] as const) : []),
  ];
  return kinds.map((kind) => {
    const text = texts[kind];
    return { kind, text, width: sampleWidth + sampleGap + textWidth(text, measures.tagSize) };
  });
}

/** The room that the entries need side by side. */
export function legendWidth(content: DiagramContent): number {
  const entries = legendEntries(content);
  return entries.reduce((sum, { width }) => sum + width, 0) + smallestGap * (entries.length - 1);
}
