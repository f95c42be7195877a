/** The front end of the compiler: source → syntax → names → check → plan. */
import { check } from "./check/check.js";
import { compareDiagnostics, type Diagnostic } from "./diagnostics/diagnostic.js";
import { resolveNames } from "./names/resolve.js";
import { buildModelPlan } from "./plan/buildPlan.js";
import type { Plan } from "./plan/plan.js";
import { createSourceFile } from "./source/sourceFile.js";
import { spansTouch } from "./source/span.js";
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
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const sound = checked.models.filter(
    ({ model }) => model.node.intact && !errors.some(({ span }) => spansTouch(span, model.node.span)),
  );
  const models = sound.map(({ model, shapes, terms }) => buildModelPlan(model, shapes, terms));
  return { plan: { file: source.path, models }, diagnostics };
}
