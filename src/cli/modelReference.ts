/** Models as the user names them, FILE or FILE#Name, for verbs that need no more than the plan. */
import type { ModelPlan, Plan } from "../compiler/index.js";
import { UserError } from "../training/errors.js";
import { compileSound } from "./compileSpec.js";
import { readSpec, splitModelReference } from "./specFile.js";
import type { Terminal } from "./terminal.js";

/**
 * The plan of FILE; of FILE#Name with that model alone, or with the models that the experiment of this name trains.
 *
 * @throws UserError where the file cannot be read, has errors, or defines no model (of this name).
 */
export async function openPlan(reference: string, terminal: Terminal): Promise<Plan> {
  const { path, model: name } = splitModelReference(reference);
  const plan = compileSound(await readSpec(path), terminal);
  if (name !== null) return { ...plan, models: modelsNamed(name, plan) };
  if (plan.models.length === 0) throw new UserError(`${plan.file} defines no model`);
  return plan;
}

/**
 * The one model that a reference names.
 *
 * @throws UserError as {@link openPlan}, and listing the models where the choice is open.
 */
export async function openModel(reference: string, terminal: Terminal): Promise<ModelPlan> {
  const { models, file } = await openPlan(reference, terminal);
  const [model] = models;
  if (model === undefined || models.length > 1) {
    const subject = splitModelReference(reference).model === null ? `${file} defines` : `${reference} trains`;
    throw new UserError(`${subject} ${models.length} models: ${namesOf(models)}`, {
      hint: `name one: ${file}#${model?.name ?? "Model"}`,
    });
  }
  return model;
}

/**
 * The model of this name, or the models that the experiment of this name trains, each once.
 *
 * @throws UserError listing the models where there is neither.
 */
export function modelsNamed(name: string, { models, experiments, file }: Plan): ModelPlan[] {
  const experiment = experiments.find((candidate) => candidate.name === name);
  const trained = new Set(experiment?.cells.map(({ model }) => model));
  const found = models.filter((model) => model.name === name || trained.has(model.name));
  if (found.length > 0) return found;
  const [first] = models;
  if (first === undefined) throw new UserError(`${file} defines no model`);
  throw new UserError(`${file} defines no model ${name}, but ${namesOf(models)}`, {
    hint: `name one: ${file}#${first.name}`,
  });
}

function namesOf(models: readonly ModelPlan[]): string {
  return models.map(({ name }) => name).join(", ");
}
