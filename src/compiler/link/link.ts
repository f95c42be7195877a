/** The link phase: reads the files that a spec uses, and finds out which model each name means in each file. */
import {
  createDiagnostic,
  type Diagnostic,
  type Report,
  safeReplacement,
} from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { checkDeclarations } from "../names/declarations.js";
import { didYouMean } from "../names/didYouMean.js";
import type { Silence } from "../silences/silences.js";
import { createSourceFile, positionAt, type SourceFile } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";
import type { ExperimentNode, ModelNode, NameNode, SpecNode, UseNode } from "../syntax/ast.js";
import { parse } from "../syntax/parse.js";
import { mendPath, pathProblem, resolvePath } from "./paths.js";
import { shiftSpans } from "./shiftSpans.js";

/** What the compiler may ask of the world around it. */
export interface CompilerHost {
  /** The text of a file, null where there is none. Paths are those of the compiled spec, with what `use` says joined to them. */
  read(path: string): string | null;
}

/** A model with the file that declares it: names in it mean what they mean there. */
export interface Declaration {
  readonly node: ModelNode;
  readonly file: LinkedFile;
}

export interface LinkedFile {
  readonly path: string;
  /** The models of the file, in order. */
  readonly models: readonly Declaration[];
  readonly experiments: readonly ExperimentNode[];
  /** What a name means here; null for a name that is used from elsewhere and could not be found, which is an error already. */
  readonly scope: ReadonlyMap<string, Declaration | null>;
  /** Names that the file uses of others, where they are written. */
  readonly used: readonly NameNode[];
}

export interface Linked {
  readonly root: LinkedFile;
  /** The compiled file, which knows the others. */
  readonly source: SourceFile;
  /** Places among all files. */
  readonly diagnostics: readonly Diagnostic[];
  /** "used from a.swwae:2", by the paths of the used files: where each was used first. */
  readonly usedFrom: ReadonlyMap<string, string>;
  /** Stretches of the used files in another language's spelling, which were read as they are meant, in order. */
  readonly translated: readonly Span[];
  /** The silences of the used files. */
  readonly silences: readonly Silence[];
}

/** Longer chains of files are refused, so that none can exhaust the stack. */
const longestChain = 200;

/** Links a parsed file with all that it uses. Diagnostics: SW0201, SW0205, SW0208, SW07xx, and the syntax errors of used files. */
export function link(
  source: SourceFile,
  spec: SpecNode,
  host: CompilerHost | null,
  reading: { readonly translates: boolean },
): Linked {
  const linker = new Linker(source, host, reading);
  const root = linker.file(source, spec, []);
  const { whole, diagnostics, usedFrom, translated, silences } = linker;
  return { root, source: whole, diagnostics, usedFrom, translated, silences };
}

class Linker {
  readonly diagnostics: Diagnostic[] = [];
  readonly usedFrom = new Map<string, string>();
  readonly translated: Span[] = [];
  readonly silences: Silence[] = [];
  /** The compiled file with the others behind it; grows as they are read. */
  readonly whole: SourceFile;
  private readonly others: SourceFile[] = [];
  private readonly filesByPath = new Map<string, LinkedFile | null>();
  private end: number;

  constructor(
    source: SourceFile,
    private readonly host: CompilerHost | null,
    private readonly reading: { readonly translates: boolean },
  ) {
    this.whole = { ...source, others: this.others };
    this.end = source.text.length + 1;
  }

  /** Links a file; `chain` are the paths that led to it. */
  file(source: SourceFile, spec: SpecNode, chain: readonly string[]): LinkedFile {
    const scope = new Map<string, Declaration | null>();
    const models: Declaration[] = [];
    const declared = checkDeclarations(this.whole, spec, this.report);
    const used = spec.uses.flatMap(({ names }) => names.map(({ name, alias }) => alias ?? name));
    const file: LinkedFile = { path: source.path, models, experiments: declared.experiments, scope, used };
    for (const node of declared.models) {
      const declaration = { node, file };
      models.push(declaration);
      if (node.name !== null && !scope.has(node.name.text)) scope.set(node.name.text, declaration);
    }
    for (const use of spec.uses) this.use(source, use, scope, [...chain, source.path]);
    return file;
  }

  private readonly report: Report = (code, details) =>
    void this.diagnostics.push(createDiagnostic(this.whole.path, code, details));

  private use(
    source: SourceFile,
    use: UseNode,
    scope: Map<string, Declaration | null>,
    chain: readonly string[],
  ): void {
    const target = use.path === null ? null : this.target(source, use, use.path, chain);
    for (const { name, alias } of use.names) {
      const here = (alias ?? name).text;
      const found = target?.scope.get(name.text);
      if (found === undefined && target !== null) this.unknownName(name, target);
      // A name that is declared here too is an error already; the model of this file counts.
      if (!scope.has(here)) scope.set(here, found ?? null);
    }
  }

  private unknownName(name: NameNode, target: LinkedFile): void {
    const known = [...target.scope.keys()];
    const otherwise =
      known.length === 0 ? "it declares no model" : `its models are ${known.slice(0, 8).join(", ")}`;
    this.report("SW0704", {
      span: name.span,
      values: { name: name.text, file: target.path },
      ...didYouMean(name, suggest(name.text, known.slice(0, 100)), otherwise, known.slice(0, 100)),
    });
  }

  /** The file that a `use` means; null, with a diagnostic, where there is none. */
  private target(
    source: SourceFile,
    use: UseNode,
    written: NameNode,
    chain: readonly string[],
  ): LinkedFile | null {
    const problem = pathProblem(written.text);
    if (problem !== null) {
      const mended = mendPath(written.text);
      const fix = mended === null ? null : safeReplacement(`"${mended}"`, written.span, mended);
      this.report("SW0702", { span: written.span, values: { path: written.text, why: problem }, fix });
      return null;
    }
    const path = resolvePath(source.path, written.text);
    if (chain.includes(path)) {
      const circle = [...chain.slice(chain.indexOf(path)), path].join(" → ");
      this.report("SW0703", { span: written.span, values: { path }, notes: [`the circle: ${circle}`] });
      return null;
    }
    const known = this.filesByPath.get(path);
    if (known !== undefined) return known;
    const text = this.host?.read(path) ?? null;
    if (text === null || chain.length >= longestChain) {
      const why =
        this.host === null
          ? "nothing here reads files"
          : text === null
            ? "there is no such file"
            : `it is used through ${longestChain} files`;
      this.report("SW0701", { span: written.span, values: { path, why } });
      this.filesByPath.set(path, null);
      return null;
    }
    const file = this.read(path, text, use, chain);
    this.filesByPath.set(path, file);
    return file;
  }

  private read(path: string, text: string, use: UseNode, chain: readonly string[]): LinkedFile {
    const alone = createSourceFile(path, text);
    const { spec, diagnostics, translated, silences } = parse(alone, this.reading);
    const start = this.end;
    this.end += text.length + 1;
    const source = { ...alone, start };
    this.others.push(source);
    const { line } = positionAt(this.whole, use.span.start);
    this.usedFrom.set(path, `used from ${chain.at(-1) ?? ""}:${line}`);
    this.diagnostics.push(...shiftSpans(diagnostics, start));
    this.translated.push(...shiftSpans(translated, start));
    this.silences.push(...shiftSpans(silences, start));
    return this.file(source, shiftSpans(spec, start), chain);
  }
}
