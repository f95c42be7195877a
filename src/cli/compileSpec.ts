/** From a spec file to its plan, with every diagnostic shown on the way. */
import {
  compile,
  type CompilerHost,
  type CompileResult,
  type Diagnostic,
  type Plan,
  renderDiagnostics,
} from "../compiler/index.js";
import { UserError } from "../training/errors.js";
import { fileHost, type SpecFile } from "./specFile.js";
import type { Terminal } from "./terminal.js";

/**
 * Compiles a spec that must be free of errors. Its diagnostics go to standard error.
 *
 * @throws UserError counting the errors, where there are any.
 */
export function compileSound(spec: SpecFile, terminal: Terminal): Plan {
  return compileWithSources(spec, terminal).plan;
}

/**
 * The same, with the text of every file that was read.
 *
 * @param host reads the files that the spec uses; from the disk where it is not given.
 */
export function compileWithSources(
  spec: SpecFile,
  terminal: Terminal,
  host: CompilerHost = fileHost,
): CompileResult {
  const result = compile(spec, { host });
  const { diagnostics, sources } = result;
  if (diagnostics.length > 0) {
    terminal.note(renderDiagnostics(diagnostics, sources, { color: terminal.noteColors.isColorSupported }));
  }
  const { errors } = countSeverities(diagnostics);
  if (errors > 0) throw new UserError(`${spec.path} has ${counted(errors, "error")}`);
  return result;
}

/** How many diagnostics of each severity there are. */
export function countSeverities(diagnostics: readonly Diagnostic[]): { errors: number; warnings: number } {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: diagnostics.length - errors };
}

/** "1 error", "2 errors". */
export function counted(count: number, noun: string): string {
  // The first number that Intl formats costs 15 ms, and most counts are small.
  const digits = count < 1000 ? String(count) : count.toLocaleString("en-US");
  return `${digits} ${noun}${count === 1 ? "" : "s"}`;
}
