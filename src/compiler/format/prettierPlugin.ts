/**
 * The formatter as a plugin for Prettier: `prettier --plugin swwae/prettier`.
 *
 * Prettier finds the files, and the code blocks marked `swwae` in Markdown, and writes them; the layout is that of `swwae format`, whatever
 * Prettier's options say about widths and tabs.
 */
import type { Doc, Parser, Printer, SupportLanguage } from "prettier";
import { builders } from "prettier/doc";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createSourceFile, positionAt } from "../source/sourceFile.js";
import { format } from "./format.js";

/** A whole file: Prettier gets to see no more of it. */
interface FormattedSpec {
  readonly type: "spec";
  /** The text in its layout. */
  readonly text: string;
  /** The length of the source. */
  readonly length: number;
}

export const languages: SupportLanguage[] = [
  { name: "swwae", parsers: ["swwae"], extensions: [".swwae"], vscodeLanguageIds: ["swwae"] },
];

export const parsers: { readonly swwae: Parser<FormattedSpec> } = {
  swwae: {
    astFormat: "swwae",
    /** @throws SyntaxError with `loc`, as Prettier expects it, for a source with syntax errors. */
    parse: (text, { filepath = "spec.swwae" }) => {
      const result = format(text, { path: filepath });
      if ("diagnostics" in result) throw prettierError(text, result.diagnostics);
      return { type: "spec", text: result.text, length: text.length };
    },
    locStart: () => 0,
    locEnd: ({ length }) => length,
  },
};

export const printers: { readonly swwae: Printer<FormattedSpec> } = {
  swwae: {
    print: ({ node }): Doc => builders.join(builders.hardline, node.text.split("\n")),
  },
};

/** An error as Prettier shows it: at the place of the first mistake, with a frame of the source; the others follow in its message. */
function prettierError(text: string, diagnostics: readonly Diagnostic[]): SyntaxError {
  const source = createSourceFile("", text);
  const messages = diagnostics.map(({ code, message, span }) => {
    const { line, column } = positionAt(source, span.start);
    return `${code}: ${message} (${line}:${column})`;
  });
  const error = new SyntaxError(messages.join("\n"));
  const [first] = diagnostics;
  if (first === undefined) return error;
  const loc = { start: positionAt(source, first.span.start), end: positionAt(source, first.span.end) };
  return Object.assign(error, { loc });
}
