/** The formatter: one layout for every spec, with all of its words and comments in their order. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createSourceFile } from "../source/sourceFile.js";
import { parse } from "../syntax/parse.js";
import { readTokens, readTree } from "./concreteTree.js";
import { readGaps } from "./gaps.js";
import { readItems } from "./items.js";
import { layOutFile } from "./layout.js";
import { writeLines } from "./lines.js";

export interface FormatOptions {
  /** The path that diagnostics name. */
  readonly path?: string;
}

export type FormatResult = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Formats a spec: two spaces a step, short stages on one line, neighbours aligned, at most one blank line between items. The result parses to
 * the same tree, and formatting it again changes nothing. Pure, and never throws for what a source holds.
 *
 * A source with syntax errors has no layout: then its errors (SW01xx, and what the notation gets wrong) are returned.
 */
export function format(text: string, { path = "spec.swwae" }: FormatOptions = {}): FormatResult {
  const { diagnostics } = parse(createSourceFile(path, text));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { diagnostics: errors };
  const tokens = readTokens(text);
  const gaps = readGaps(text, tokens);
  const formatted = writeLines(layOutFile(readItems(readTree(tokens), gaps.before), gaps.atEnd));
  const written = readTokens(formatted);
  const isWhole =
    written.length === tokens.length && written.every(({ image }, index) => image === tokens[index]?.image);
  if (!isWhole) throw new Error(`invariant: formatting ${path} would change its words`);
  return { text: formatted };
}
