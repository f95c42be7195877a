/** What a habit of another language is: a spelling that is plainly meant, and how it is written here. */
import { createDiagnostic, type Diagnostic, type TextEdit } from "../diagnostics/diagnostic.js";
import type { DiagnosticCode, MessageValues } from "../diagnostics/table.js";
import type { Span } from "../source/span.js";
import type { Reader } from "./atoms.js";

/** A stretch that follows another language, and the edits that say the same here. */
export interface ForeignSpelling {
  /** What is said about it; its path is filled in later. */
  readonly diagnostic: Diagnostic;
  /** In order. */
  readonly edits: readonly TextEdit[];
  /** True where it opens a block by indentation, of which no brace tells. */
  readonly opensIndented: boolean;
  /** True where it opens a block that a brace closes. */
  readonly opensBraced: boolean;
  /** True where it gives the model an encoder. */
  readonly makesEncoder: boolean;
}

/** The section that the place lies in; null between sections. */
export type Section = "input" | "encoder" | "classifier" | "where" | "loss" | null;

export interface Context {
  readonly section: Section;
  /** How many blocks are open. */
  readonly depth: number;
  /** True in a model that has an encoder somewhere. */
  readonly hasEncoder: boolean;
  /** Words that the file declares as parameters. */
  readonly declared: ReadonlySet<string>;
}

/**
 * Looks at the place of the reader. Where it finds its spelling, it returns it and leaves the reader behind it; otherwise it returns null and
 * where the reader stands does not matter.
 */
export type Habit = (reader: Reader, context: Context) => ForeignSpelling | null;

export interface SpellingDetails<Code extends DiagnosticCode> {
  readonly span: Span;
  readonly values: MessageValues<Code>;
  readonly label?: string;
  readonly notes?: readonly string[];
  /** What the fix does. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** False where something that was written has no place here and is left out. */
  readonly exact?: boolean;
  readonly opensIndented?: boolean;
  readonly opensBraced?: boolean;
  readonly makesEncoder?: boolean;
}

/** A spelling with its diagnostic. */
export function foreignSpelling<Code extends DiagnosticCode>(
  code: Code,
  details: SpellingDetails<Code>,
): ForeignSpelling {
  const { span, values, label, notes, title, edits, exact = true } = details;
  const inOrder = edits.toSorted((a, b) => a.span.start - b.span.start);
  const fix = { title, safe: exact, edits: inOrder };
  const diagnostic = createDiagnostic("", code, {
    span,
    values,
    ...(label !== undefined && { label }),
    ...(notes !== undefined && { notes }),
    fix,
  });
  const { opensIndented = false, opensBraced = false, makesEncoder = false } = details;
  return { diagnostic, edits: inOrder, opensIndented, opensBraced, makesEncoder };
}

/** A spelling whose whole stretch is replaced by one text. */
export function rewritten<Code extends DiagnosticCode>(
  code: Code,
  span: Span,
  values: MessageValues<Code>,
  text: string,
  details: Partial<Pick<SpellingDetails<Code>, "label" | "notes" | "title" | "exact">> = {},
): ForeignSpelling {
  const title = text === "" ? "remove it" : text;
  return foreignSpelling(code, { span, values, title, edits: [{ span, text }], ...details });
}
