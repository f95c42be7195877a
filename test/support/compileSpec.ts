/** Compiles the text of a spec in tests that expect it to be free of errors. */
import { compile, type CompileOptions, type Plan } from "swwae/compiler";

/** The plan of a spec; throws with the diagnostics where it holds an error. */
export function compileSpec(path: string, text: string, options: CompileOptions = {}): Plan {
  const { plan, diagnostics } = compile({ path, text }, options);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(`${path}: ${JSON.stringify(errors, null, 2)}`);
  return plan;
}
