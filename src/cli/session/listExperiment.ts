/** Lists the cells of an experiment, without training any. */
import { compileSound } from "../compileSpec.js";
import { readSpec, splitModelReference } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { listCells, noExperiment, quickVersion } from "./experimentCell.js";
import { trainingTarget } from "./trainingTarget.js";

/**
 * Prints the cells of an experiment.
 *
 * @throws UserError where the reference means none, or the spec is not sound.
 */
export async function listExperiment(
  { reference, quick, json }: { readonly reference: string; readonly quick: boolean; readonly json: boolean },
  terminal: Terminal,
): Promise<void> {
  const { path, model: name } = splitModelReference(reference);
  const plan = compileSound(await readSpec(path), terminal);
  const target = trainingTarget(plan, name);
  if (target.kind === "model") throw noExperiment(plan, "--list");
  listCells(quick ? quickVersion(target.experiment) : target.experiment, json, terminal);
}
