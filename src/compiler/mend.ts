/** Mends a spec with the fixes of its own diagnostics, as `swwae check --fix` does. */
import { compile, type CompileResult } from "./compile.js";
import { applyFixes } from "./diagnostics/applyFixes.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import type { CompilerHost } from "./link/link.js";

export interface Mended extends CompileResult {
  readonly text: string;
  /** The diagnostics whose fixes were applied, in order. */
  readonly applied: readonly Diagnostic[];
}

/** A fix may bring the next mistake to light, behind what could not be read before; no spec needs as many rounds. */
const mostRounds = 50;

/**
 * Applies fixes until none is left, and compiles what came of it. Safe fixes come first; with `suggestions`, the others follow, one a
 * round, since each may answer what another one asks. Fixes that chase each other end where a text comes back.
 */
export function mend(
  { path, text }: { path: string; text: string },
  { suggestions, host }: { suggestions: boolean; host?: CompilerHost },
): Mended {
  const options = host === undefined ? {} : { host };
  const applied: Diagnostic[] = [];
  const seen = new Set([text]);
  let mended = text;
  let result = compile({ path, text }, options);
  for (let round = 0; round < mostRounds; round++) {
    const fixable = result.diagnostics.filter(
      (diagnostic) => diagnostic.fix !== null && diagnostic.path === path,
    );
    const safe = fixable.filter(({ fix }) => fix?.safe);
    const next = applyFixes(mended, safe.length > 0 || !suggestions ? safe : fixable.slice(0, 1));
    if (next.applied.length === 0 || seen.has(next.text)) break;
    mended = next.text;
    seen.add(mended);
    applied.push(...next.applied);
    result = compile({ path, text: mended }, options);
  }
  return { ...result, text: mended, applied };
}
