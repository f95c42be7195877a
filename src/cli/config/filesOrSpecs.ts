/** Which specs a verb works on: those that were named, else those of the project. */
import { UserError } from "../../training/errors.js";
import type { Terminal } from "../terminal.js";
import { configName } from "./configName.js";

/** Exit code of a wrong command line; see the README of the command line. */
const usage = 2;

/**
 * The files as they were named; where none are, the specs of the project file that holds here. Only then is anything
 * loaded that reads project files.
 *
 * @throws UserError where there is no project file either, or it is wrong.
 */
export async function filesOrSpecs(files: readonly string[], terminal: Terminal): Promise<readonly string[]> {
  if (files.length > 0) return files;
  const { findProject } = await import("./projectFile.js");
  const project = findProject();
  if (project === null) throw noSpecs(terminal);
  return project.specs();
}

/** Neither files nor a project: an argument is missing. */
export function noSpecs(terminal: Terminal): UserError {
  terminal.setExitCode(usage);
  return new UserError(`no spec is named, and there is no ${configName} here or above`, {
    hint: `name the specs, or write a ${configName} such as { "specs": ["specs"] }`,
  });
}
