/** The front end of the compiler: source → syntax → names → check → plan. */
import { check, type CheckedModel } from "./check/check.js";
import { compareDiagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import { resolveNames } from "./names/resolve.js";
import { buildModelPlan } from "./plan/buildPlan.js";
import type { Plan } from "./plan/plan.js";
import { createSourceFile } from "./source/sourceFile.js";
import { lastStartingAt } from "./source/span.js";
import { parse } from "./syntax/parse.js";

export interface CompileResult {
  /** The models that are free of errors, in the order they were written. */
  readonly plan: Plan;
  /** All mistakes of the file, in the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles a spec. Pure: it reads and writes nothing, never throws, and gives the same result for the same source. */
export function compile({ path, text }: { path: string; text: string }): CompileResult {
  const source = createSourceFile(path, text);
  const parsed = parse(source);
  const named = resolveNames(source, parsed.spec);
  const checked = check(source, named.models);
  const diagnostics = [...parsed.diagnostics, ...named.diagnostics, ...checked.diagnostics].sort(
    compareDiagnostics,
  );
  const sound = soundModels(checked.models, diagnostics);
  const models = sound.map(({ model, shapes, terms }) => buildModelPlan(model, shapes, terms));
  return { plan: { file: source.path, models, experiments: [] }, diagnostics };
}

/** The models without an error in their text. */
function soundModels(models: readonly CheckedModel[], diagnostics: readonly Diagnostic[]): CheckedModel[] {
  const broken = new Set<CheckedModel | undefined>();
  for (const { severity, span } of diagnostics) {
    if (severity !== "error") continue;
    const model = models[lastStartingAt(models, (candidate) => candidate.model.node.span.start, span.start)];
    if (model !== undefined && span.start <= model.model.node.span.end) broken.add(model);
  }
  return models.filter((candidate) => candidate.model.node.intact && !broken.has(candidate));
}
