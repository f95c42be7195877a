/** From a spec file to its plan, with every diagnostic shown on the way. */
import { compile, type Diagnostic, type Plan, renderDiagnostics } from "../compiler/index.js";
import { UserError } from "../training/errors.js";
import { fileHost, type SpecFile } from "./specFile.js";
import type { Terminal } from "./terminal.js";

/**
 * Compiles a spec that must be free of errors. Its diagnostics go to standard error.
 *
 * @throws UserError counting the errors, where there are any.
 */
export function compileSound(spec: SpecFile, terminal: Terminal): Plan {
  const { plan, diagnostics, sources } = compile(spec, { host: fileHost });
  if (diagnostics.length > 0) {
    terminal.note(renderDiagnostics(diagnostics, sources, { color: terminal.noteColors.isColorSupported }));
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors > 0) throw new UserError(`${spec.path} has ${counted(errors, "error")}`);
  return plan;
}

/** How many diagnostics of each severity there are. */
export function countSeverities(diagnostics: readonly Diagnostic[]): { errors: number; warnings: number } {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: diagnostics.length - errors };
}

/** "1 error", "2 errors". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
