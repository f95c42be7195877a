/** The experiments that are asked for, one after the other, and the page of the study that they belong to. */
import { join } from "node:path";
import type { ExperimentPlan, Plan } from "../../compiler/index.js";
import { UserError } from "../../training/index.js";
import { compileSound } from "../compileSpec.js";
import { machineSettings } from "../options/commonOptions.js";
import { exists } from "../exists.js";
import { noExperiment, quickVersion, settingsOfCell } from "../session/experimentCell.js";
import { isDatasetName } from "../session/loadDataset.js";
import { trainingTarget } from "../session/trainingTarget.js";
import { readSpec, shownPath, type SpecFile, splitModelReference } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { dataNameOf, overriddenData } from "./cells.js";
import { ResultsKeeper } from "./keeper.js";
import type { ResultsDocument } from "./results.js";
import { type ExperimentRequest, runExperiment } from "./runExperiment.js";

/**
 * Runs the experiment that is named, or all of a file that belong to one study; those of a study end with its page.
 *
 * @throws UserError where there is no such experiment, or one cannot be begun.
 */
export async function runExperiments(request: ExperimentRequest, terminal: Terminal): Promise<void> {
  const { path, model: name } = splitModelReference(request.reference);
  const spec = await readSpec(path);
  const plan = compileSound(spec, terminal);
  const experiments = experimentsAskedFor(plan, name, request.quick);
  await requireData(experiments, request, spec.path);
  const keeper = await openKeeper(request, spec, plan, experiments[0]!, terminal);
  const documents: ResultsDocument[] = [];
  for (const full of experiments) {
    const experiment = request.quick ? quickVersion(full) : full;
    if (documents.length > 0 && !request.json) terminal.print("");
    const document = await runExperiment({ request, plan, experiment, named: full.name, keeper }, terminal);
    documents.push(document);
    if (document.status === "interrupted") break;
  }
  const pages = (await keeper?.conclude()) ?? [];
  if (request.json) {
    const [only, second] = documents;
    terminal.print(JSON.stringify(second === undefined ? only : documents, null, 2));
  } else if (keeper !== null) {
    terminal.print(`study    ${shownPath(join(keeper.folder, "results.json"))}`);
    for (const page of pages.filter((each) => /\.(html|md)$/.test(each)))
      terminal.print(`page     ${shownPath(page)}`);
  }
}

/** The one named; without a name the only one, or all (of the quick ones, those that have a small version) where they belong to the same study. */
function experimentsAskedFor(plan: Plan, name: string | null, quick: boolean): readonly ExperimentPlan[] {
  const studies = new Set(plan.experiments.map(({ study }) => study));
  if (name === null && plan.experiments.length > 1 && studies.size === 1 && !studies.has(null)) {
    const small = plan.experiments.filter(({ quick }) => quick !== null);
    return quick && small.length > 0 ? small : plan.experiments;
  }
  const target = trainingTarget(plan, name);
  if (target.kind === "model") throw noExperiment(plan, "experiment");
  return [target.experiment];
}

/** Of several experiments, all data are there before the first is trained, and every word about data is about some of them. */
async function requireData(
  experiments: readonly ExperimentPlan[],
  { quick, options: { data: overrides = [] }, machine }: ExperimentRequest,
  specPath: string,
): Promise<void> {
  const cells = experiments.flatMap((each) => (quick ? quickVersion(each) : each).cells);
  const names = new Set(cells.map(dataNameOf));
  const strange = overrides.find(({ name }) => name !== null && !names.has(name));
  if (strange !== undefined) {
    throw new UserError(`--data ${strange.name}=… is about no data of these experiments`, {
      hint: `they name ${[...names].join(", ")}`,
    });
  }
  if (experiments.length === 1 || machine.dataDir !== undefined) return;
  const missing = new Set<string>();
  for (const cell of cells) {
    const place = overriddenData(cell, overrides) ?? settingsOfCell(cell, specPath).data ?? "";
    if (!isDatasetName(place) && !(await exists(place))) missing.add(place);
  }
  if (missing.size === 0) return;
  const [first = ""] = experiments.map(({ name }) => name);
  throw new UserError(`there is no data at ${[...missing].join(", ")}`, {
    hint: `say where they are, as in --data ${[...names][0] ?? ""}=FOLDER, or run one experiment alone: ${specPath}#${first}`,
  });
}

async function openKeeper(
  request: ExperimentRequest,
  spec: SpecFile,
  plan: Plan,
  { study, name }: ExperimentPlan,
  terminal: Terminal,
): Promise<ResultsKeeper | null> {
  if (study === null) {
    if (request.results === null) return null;
    throw new UserError(`--results is about the page of a study, and ${name} belongs to none`, {
      hint: "say which in the experiment, such as study few-labels",
    });
  }
  const folder = request.results ?? join(request.out, request.quick ? `${study}-quick` : study);
  return await ResultsKeeper.open({
    study,
    folder,
    quick: request.quick,
    spec: { path: spec.path, text: spec.text },
    command: commandOf(request, spec, plan),
    measuring: { machine: machineSettings(request.machine), terminal },
  });
}

/** What makes the same results again: options that say where and how fast to compute are left out. */
function commandOf(request: ExperimentRequest, { path }: SpecFile, { experiments }: Plan): string {
  const { epochs, limit, validation, data = [] } = request.options;
  const isWhole = new Set(experiments.map(({ study }) => study)).size === 1;
  const options = Object.entries({ epochs, limit, validation, results: request.results })
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => ` --${name} ${name === "results" ? shownPath(String(value)) : String(value)}`);
  const quick = request.quick ? " --quick" : "";
  const places = data.map(({ name, path }) => `${name === null ? "" : `${name}=`}${shownPath(path)}`);
  const override = places.length === 0 ? "" : ` --data ${places.join(",")}`;
  return `swwae experiment ${isWhole ? path : request.reference}${quick}${override}${options.join("")}`;
}
