/** Where the diagnostics of expanded models go: each mistake once, at the place where it was made, with the steps that led there. */
import {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticDetails,
  type Fix,
  type Report,
  replacement,
} from "../diagnostics/diagnostic.js";
import type { DiagnosticCode } from "../diagnostics/table.js";
import type { SourceFile } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";
import { lies } from "./extend.js";
import type { Origin, Provenance } from "./provenance.js";

/** Whose mistakes are reported. */
export interface Reporter {
  /** The text of the model itself; what lies elsewhere was taken over. */
  readonly own: Span;
  /** "in `Net(X = 8)`, asked for on line 12"; null for a model as it is written. */
  readonly instance: string | null;
  /** "in model `B` on line 20, which extends `A`"; null for one that extends nothing. */
  readonly extension: string | null;
  /** True once an error was reported, here or for a model that has the same mistake. */
  isBroken: boolean;
  /** True for a model whose base is broken: then only its own text is looked at. */
  isDoubtful: boolean;
}

export class DiagnosticSink {
  readonly diagnostics: Diagnostic[] = [];
  private readonly firstByPlace = new Map<string, { reporter: Reporter | null; messages: Set<string> }>();

  constructor(
    private readonly source: SourceFile,
    private readonly provenance: Provenance,
  ) {}

  /** The report of a model, or of what belongs to none. */
  reportFor(reporter: Reporter | null): Report {
    return (code, details) => this.add(reporter, code, details);
  }

  private add<Code extends DiagnosticCode>(
    reporter: Reporter | null,
    code: Code,
    details: DiagnosticDetails<Code>,
  ): void {
    const origin = this.provenance.of(details.span);
    const place = this.provenance.placeFor(code, details.span);
    const fix =
      details.fix && origin?.isComputed
        ? movedFix(details.fix, origin, place, details.span)
        : (details.fix ?? null);
    const lost = details.fix && fix === null ? [`what would fit: ${details.fix.title}`] : [];
    const notes = [
      ...(details.notes ?? []),
      ...lost,
      ...(origin?.notes ?? []),
      ...stepsOf(reporter, details.span),
    ];
    const span = place ?? details.span;
    const diagnostic = createDiagnostic(this.source.path, code, {
      ...details,
      span,
      fix,
      notes: [...new Set(notes)],
    });
    if (reporter?.isDoubtful && (!lies(details.span, reporter.own) || code === "SW0209")) return;
    if (reporter !== null && diagnostic.severity === "error") reporter.isBroken = true;
    if (this.isNew(reporter, diagnostic)) this.diagnostics.push(diagnostic);
  }

  /** The same mistake of a place is one, in however many models it shows. */
  private isNew(reporter: Reporter | null, { code, span, message }: Diagnostic): boolean {
    const key = `${code} ${span.start} ${span.end}`;
    const first = this.firstByPlace.get(key);
    if (first === undefined) {
      this.firstByPlace.set(key, { reporter, messages: new Set([message]) });
      return true;
    }
    if (first.reporter !== reporter || first.messages.has(message)) return false;
    first.messages.add(message);
    return true;
  }
}

function stepsOf(reporter: Reporter | null, span: Span): string[] {
  if (reporter === null) return [];
  const extension = lies(span, reporter.own) ? null : reporter.extension;
  return [extension, reporter.instance].filter((note) => note !== null);
}

/** A fix of a value that is a parameter's alone becomes one of the place where that has its value. */
function movedFix(fix: Fix, { parameter }: Origin, place: Span | null, span: Span): Fix | null {
  const [edit, second] = fix.edits;
  if (
    place === null ||
    parameter === null ||
    edit === undefined ||
    second !== undefined ||
    !lies(edit.span, span)
  )
    return null;
  const [side, ...more] = edit.text.split("x");
  if (side === undefined || !/^[0-9.]+$/.test(side) || more.some((other) => other !== side)) return null;
  return replacement(`${parameter} = ${side}`, place, side);
}
