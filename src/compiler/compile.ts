/** The front end of the compiler: source → syntax → link → expand → names → check → plan. */
import { compareDiagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import { Expander } from "./expand/expander.js";
import { planExperiments } from "./experiments/planExperiments.js";
import { type CompilerHost, link } from "./link/link.js";
import { localiseDiagnostic, localisePlan } from "./link/localise.js";
import { ModelPlanner } from "./modelPlanner.js";
import type { Plan } from "./plan/plan.js";
import { applySilences } from "./silences/applySilences.js";
import { createSourceFile, type SourceFile } from "./source/sourceFile.js";
import type { Span } from "./source/span.js";
import { outside, parse } from "./syntax/parse.js";

export interface CompileResult {
  /** The models and experiments that are free of errors, in the order they were written; behind them, the models that experiments make. */
  readonly plan: Plan;
  /** All mistakes of the file and of what it uses, in the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of every file that was read, by the paths that diagnostics carry. */
  readonly sources: ReadonlyMap<string, string>;
}

export interface CompileOptions {
  /** Reads the files that the spec uses; without it, every `use` is an error. */
  readonly host?: CompilerHost;
}

/**
 * Compiles a spec. Pure: it reads nothing but what the host gives it, writes nothing, never throws, and gives the same result for the same
 * sources.
 */
export function compile(
  { path, text }: { path: string; text: string },
  { host }: CompileOptions = {},
): CompileResult {
  const source = createSourceFile(path, text);
  const files = host === undefined ? null : readingOnce(host);
  const asWritten = compileReading(source, files, { translates: false });
  // Looking for spellings of other languages takes time, and where nothing is amiss there are none.
  if (asWritten.diagnostics.length === 0) return asWritten;
  return compileReading(source, files, { translates: true });
}

/** A host that asks for no file twice, so that both readings are of the same texts. */
function readingOnce(host: CompilerHost): CompilerHost {
  const texts = new Map<string, string | null>();
  return {
    read: (path) => {
      if (!texts.has(path)) texts.set(path, host.read(path));
      return texts.get(path) ?? null;
    },
  };
}

function compileReading(
  alone: SourceFile,
  host: CompilerHost | null,
  reading: { readonly translates: boolean },
): CompileResult {
  const parsed = parse(alone, reading);
  const linked = link(alone, parsed.spec, host, reading);
  const { root, source, usedFrom } = linked;
  const early = [...parsed.diagnostics, ...linked.diagnostics];
  const expander = new Expander(source, errorPlaces(early));
  const planner = new ModelPlanner(source, expander);
  for (const declaration of root.models) planner.check(expander.model(declaration));
  const experiments = planExperiments({ source, root, expander, planner });
  expander.reportUnused(root);
  const translated = [...parsed.translated, ...linked.translated];
  const all = [...early, ...outside(translated, expander.sink.diagnostics)];
  const diagnostics = applySilences(source, all, { own: parsed.silences, used: linked.silences })
    .sort(compareDiagnostics)
    .map((diagnostic) => localiseDiagnostic(source, usedFrom, diagnostic));
  const plan = { file: source.path, models: planner.plan(root), experiments };
  const files = [source, ...source.others];
  return {
    plan: files.length === 1 ? plan : localisePlan(source, plan),
    diagnostics,
    sources: new Map(files.map((file) => [file.path, file.text])),
  };
}

function errorPlaces(diagnostics: readonly Diagnostic[]): Span[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ span }) => span);
  return errors.sort((a, b) => a.start - b.start);
}
