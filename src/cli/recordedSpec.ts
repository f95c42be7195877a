/** Specs in the records of runs: with the files that they use, so that a run can be opened wherever those have gone. */
import type { CompileResult, Plan } from "../compiler/index.js";
import type { RunRecord } from "../training/index.js";
import { compileWithSources } from "./compileSpec.js";
import type { SpecFile } from "./specFile.js";
import type { Terminal } from "./terminal.js";

/** What a record keeps of a compiled spec. */
export function recordSpec(spec: SpecFile, { sources }: CompileResult): RunRecord["spec"] {
  const used = Object.fromEntries([...sources].filter(([path]) => path !== spec.path));
  return Object.keys(used).length === 0 ? spec : { ...spec, used };
}

/**
 * The plan of a recorded spec, of nothing but the record.
 *
 * @throws UserError counting the errors, where there are any.
 */
export function compileRecorded({ path, text, used = {} }: RunRecord["spec"], terminal: Terminal): Plan {
  const host = { read: (wanted: string) => used[wanted] ?? null };
  return compileWithSources({ path, text }, terminal, host).plan;
}
