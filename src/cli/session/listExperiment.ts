/** Lists the cells of an experiment, without training any. */
import { compileSound } from "../compileSpec.js";
import { readSpec, splitModelReference } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { findExperiment, listCells, noExperiment } from "./experimentCell.js";

/**
 * Prints the cells of an experiment.
 *
 * @throws UserError where the reference names none, or the spec is not sound.
 */
export async function listExperiment(reference: string, json: boolean, terminal: Terminal): Promise<void> {
  const { path, model: name } = splitModelReference(reference);
  const plan = compileSound(await readSpec(path), terminal);
  const experiment = findExperiment(plan, name);
  if (experiment === null) throw noExperiment(plan, "--list");
  listCells(experiment, json, terminal);
}
