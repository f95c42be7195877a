/** Two models, of specs or of runs, compared. */
import { stat } from "node:fs/promises";
import type { ModelPlan } from "../../compiler/index.js";
import { diffDocument, type NamedPlan, renderDiff } from "../../compiler/emit/diff/index.js";
import { readRunRecord, UserError } from "../../training/index.js";
import { compileRecorded } from "../recordedSpec.js";
import { modelsNamed, openModel } from "../modelReference.js";
import type { Terminal } from "../terminal.js";

/** What the two models come to: one network, or others whose weights do or do not fit. */
export type DiffVerdict = "identical" | "weights load" | "weights do not load";

/**
 * Prints what distinguishes two models.
 *
 * @param references each FILE, FILE#Model or a run folder
 * @throws UserError where one cannot be read, has errors, or leaves open which model is meant.
 */
export async function compareModels(
  references: readonly [before: string, after: string],
  json: boolean,
  terminal: Terminal,
): Promise<DiffVerdict> {
  const [before, after] = references;
  const diff = diffDocument(await openEither(before, terminal), await openEither(after, terminal));
  const color = terminal.colors.isColorSupported;
  terminal.print(json ? JSON.stringify(diff, null, 2) : renderDiff(diff, { color }));
  if (diff.identical) return "identical";
  return diff.weightsLoad ? "weights load" : "weights do not load";
}

async function openEither(reference: string, terminal: Terminal): Promise<NamedPlan> {
  const model = (await isFolder(reference))
    ? await openRunModel(reference, terminal)
    : await openModel(reference, terminal);
  return { reference, model };
}

/** The model that a run was trained with: the text of its spec is in run.json. */
async function openRunModel(path: string, terminal: Terminal): Promise<ModelPlan> {
  const { record } = await readRunRecord(path);
  const [model] = modelsNamed(record.model, compileRecorded(record.spec, terminal));
  if (model === undefined) throw new UserError(`${path} was trained with no model that its spec defines`);
  return model;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Whatever is wrong with it is said by whoever reads it.
    return false;
  }
}
