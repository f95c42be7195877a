/** What a run folder keeps of all that a training was made from, besides run.json. */
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Plan } from "../../compiler/index.js";
import { emitJson } from "../../compiler/emit/json/index.js";
import { createFolder, type RunFolder, type RunRecord, writeFileAtomically } from "../../training/index.js";
import { packageVersion } from "../packageFolder.js";
import type { LabelsDocument } from "./trainingImages.js";

/**
 * Writes spec/, plan.json and labels.json.
 *
 * @throws UserError naming the path, where one cannot be written.
 */
export async function writeRunInputs(
  folder: RunFolder,
  inputs: { readonly spec: RunRecord["spec"]; readonly plan: Plan; readonly labels: LabelsDocument | null },
): Promise<void> {
  const { spec, plan, labels } = inputs;
  const texts = new Map([[spec.path, spec.text], ...Object.entries(spec.used ?? {})]);
  for (const [path, text] of specCopies(texts)) {
    const target = join(folder.spec, path);
    await createFolder(dirname(target));
    await writeFileAtomically(target, text);
  }
  await writeFileAtomically(folder.plan, await emitJson(plan, { version: packageVersion() }));
  if (labels !== null) await writeFileAtomically(folder.labels, `${JSON.stringify(labels)}\n`);
}

/** The files by their paths inside spec/: from the nearest folder above all of them on, so that one finds the other. */
function specCopies(texts: ReadonlyMap<string, string>): Map<string, string> {
  const paths = [...texts.keys()].map((path) => resolve(path));
  let base = dirname(paths[0] ?? "");
  while (!paths.every((path) => path.startsWith(base.endsWith(sep) ? base : base + sep)))
    base = dirname(base);
  return new Map([...texts].map(([path, text]) => [relative(base, resolve(path)), text]));
}
