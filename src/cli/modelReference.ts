/** Models as the user names them, FILE or FILE#Model, for verbs that need no more than the plan. */
import type { ModelPlan, Plan } from "../compiler/index.js";
import { UserError } from "../training/errors.js";
import { compileSound } from "./compileSpec.js";
import { readSpec, splitModelReference } from "./specFile.js";
import type { Terminal } from "./terminal.js";

/**
 * The plan of FILE, or of FILE#Model with that model alone.
 *
 * @throws UserError where the file cannot be read, has errors, or defines no model (of this name).
 */
export async function openPlan(reference: string, terminal: Terminal): Promise<Plan> {
  const { path, model } = splitModelReference(reference);
  const plan = compileSound(await readSpec(path), terminal);
  if (model !== null) return { ...plan, models: [modelNamed(model, plan)] };
  if (plan.models.length === 0) throw new UserError(`${plan.file} defines no model`);
  return plan;
}

/**
 * The model that FILE#Model names; the only one of FILE where no name is given.
 *
 * @throws UserError as {@link openPlan}, and listing the models where the choice is open.
 */
export async function openModel(reference: string, terminal: Terminal): Promise<ModelPlan> {
  const { models, file } = await openPlan(reference, terminal);
  const [model] = models;
  if (model === undefined || models.length > 1) {
    throw new UserError(`${file} defines ${models.length} models: ${namesOf(models)}`, {
      hint: `name one: ${file}#${model?.name ?? "Model"}`,
    });
  }
  return model;
}

/**
 * The model of this name.
 *
 * @throws UserError listing the models where there is none.
 */
export function modelNamed(name: string, { models, file }: Plan): ModelPlan {
  const found = models.find((model) => model.name === name);
  if (found !== undefined) return found;
  const [first] = models;
  if (first === undefined) throw new UserError(`${file} defines no model`);
  throw new UserError(`${file} defines no model ${name}, but ${namesOf(models)}`, {
    hint: `name one: ${file}#${first.name}`,
  });
}

function namesOf(models: readonly ModelPlan[]): string {
  return models.map(({ name }) => name).join(", ");
}
