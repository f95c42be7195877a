/** Runs the text of a generated module in memory, against the runtime of the sources. */
import { compileFunction } from "node:vm";
import * as runtime from "swwae/runtime";
import { ts } from "ts-morph";

/** Everything that the module exports, by name. */
export function evaluateModule(text: string): Record<string, unknown> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const exports: Record<string, unknown> = {};
  compileFunction(outputText, ["exports", "require"])(exports, requireRuntime);
  return exports;
}

function requireRuntime(specifier: string): unknown {
  if (specifier !== "swwae/runtime") throw new Error(`a generated module imports ${specifier}`);
  return runtime;
}

/** The exported models of a module, by the names of the spec. */
export function modelsOf(exports: Record<string, unknown>): Map<string, runtime.Model> {
  const models = Object.values(exports).filter(
    (value): value is runtime.Model =>
      typeof value === "object" && value !== null && "stages" in value && "loss" in value,
  );
  return new Map(models.map((model) => [model.name, model]));
}
