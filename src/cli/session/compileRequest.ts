/** What to compile: what the command line says, filled in from the project file and with defaults. */
import { noSpecs } from "../config/filesOrSpecs.js";
import { findProject } from "../config/projectFile.js";
import type { Terminal } from "../terminal.js";
import type { TargetName } from "./targets.js";

/** Options of `swwae compile` as they were given. */
export interface CompileOptions {
  readonly out?: string;
  readonly target?: readonly TargetName[];
  readonly sourceMap?: true;
  readonly json?: true;
}

export interface CompileRequest {
  /** All specs that belong together: where their outputs go depends on the folder that they share. */
  readonly files: readonly string[];
  /** Folder of the outputs. */
  readonly out: string;
  readonly targets: readonly TargetName[];
  /** Whether TypeScript modules get a source map beside them. */
  readonly sourceMap: boolean;
  readonly json: boolean;
  /** What decides all this besides the command line: the project file and the folders that it names. */
  readonly watched: readonly string[];
}

/**
 * Completes a request. Files that are named come before those of the project file, options before its settings.
 *
 * @throws UserError where there is nothing to compile, or the project file is wrong.
 */
export async function compileRequest(
  files: readonly string[],
  { out, target, sourceMap, json }: CompileOptions,
  terminal: Terminal,
): Promise<CompileRequest> {
  const project = findProject();
  if (project === null && files.length === 0) throw noSpecs(terminal);
  const config = project?.config ?? {};
  const configuredOut = config.out === undefined ? undefined : project?.resolve(config.out);
  return {
    files: files.length > 0 || project === null ? files : await project.specs(),
    out: out ?? configuredOut ?? "generated",
    targets: target ?? config.target ?? ["typescript"],
    sourceMap: sourceMap ?? config.sourceMap ?? false,
    json: json === true,
    watched: project === null ? [] : [project.path, ...(files.length > 0 ? [] : project.roots)],
  };
}
