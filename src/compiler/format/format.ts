/** The formatter: one layout for every spec, with all of its words and comments in their order. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createSourceFile } from "../source/sourceFile.js";
import { parse } from "../syntax/parse.js";
import { readTokens, readTree } from "./concreteTree.js";
import { type EncoderForm, type Remark, turnEncoders } from "./encoderForms.js";
import { readGaps } from "./gaps.js";
import { readItems } from "./items.js";
import { layOutFile } from "./layout.js";
import { writeLines } from "./lines.js";

export interface FormatOptions {
  /** The path that diagnostics name. */
  readonly path?: string;
  /** Also brings the encoders into this form, where it says the same; by default each keeps its own. */
  readonly form?: EncoderForm;
}

export type FormatResult =
  | {
      readonly text: string;
      /** The encoders that are not in the form that was asked for. */
      readonly remarks: readonly Remark[];
    }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Formats a spec: two spaces a step, short stages on one line, neighbours aligned, at most one blank line between items. The result parses to
 * the same tree, and formatting it again changes nothing. Pure, and never throws for what a source holds.
 *
 * A source with syntax errors has no layout: then its errors (SW01xx, and what the notation gets wrong) are returned.
 */
export function format(text: string, { path = "spec.swwae", form }: FormatOptions = {}): FormatResult {
  const { diagnostics } = parse(createSourceFile(path, text));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { diagnostics: errors };
  const turned = form === undefined ? { text, remarks: [] } : turnEncoders(text, form);
  return { text: layOut(turned.text), remarks: turned.remarks };
}

function layOut(text: string): string {
  const tokens = readTokens(text);
  const gaps = readGaps(text, tokens);
  const result = writeLines(layOutFile(readItems(readTree(tokens), gaps.before), gaps.atEnd));
  const written = readTokens(result);
  const isWhole =
    written.length === tokens.length && written.every(({ image }, index) => image === tokens[index]?.image);
  if (!isWhole) throw new Error("invariant: formatting would change the words of the spec");
  return result;
}
