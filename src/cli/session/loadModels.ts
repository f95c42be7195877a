/** Models of a plan, ready to train: emitted, stripped of types and imported, all in memory. */
import type { Plan } from "../../compiler/index.js";
import { emitTypeScript, transpileModule } from "../../compiler/emit/typescript/index.js";
import type { Model } from "../../runtime/index.js";
import { UserError } from "../../training/errors.js";
import { packageVersion } from "../packageFolder.js";

/**
 * Runs the very module that `swwae compile` would write, and returns its models by name, in the order of the plan.
 */
export async function loadModels(plan: Plan): Promise<Map<string, Model>> {
  const text = await emitTypeScript(plan, { version: packageVersion() });
  const runtimeUrl = new URL("../../runtime/index.js", import.meta.url).href;
  const code = transpileModule(text, { runtimeUrl });
  const module: Record<string, unknown> = await import(
    `data:text/javascript;base64,${Buffer.from(code, "utf8").toString("base64")}`
  );
  const exported = new Map(
    Object.values(module)
      .filter(isModel)
      .map((model) => [model.name, model]),
  );
  return new Map(
    plan.models.map(({ name }) => {
      const model = exported.get(name);
      if (model === undefined) throw new Error(`the module generated from ${plan.file} has no model ${name}`);
      return [name, model];
    }),
  );
}

/**
 * The model of this name; the only one where no name is given.
 *
 * @throws UserError listing the models where the choice is open or the name unknown.
 */
export function chooseModel(
  models: ReadonlyMap<string, Model>,
  name: string | null,
  specPath: string,
): Model {
  const names = [...models.keys()];
  const found = name === null ? (names.length === 1 ? models.get(names[0]!) : undefined) : models.get(name);
  if (found !== undefined) return found;
  if (names.length === 0) throw new UserError(`${specPath} defines no model`);
  const problem =
    name === null
      ? `${specPath} defines ${names.length} models: ${names.join(", ")}`
      : `${specPath} defines no model ${name}, but ${names.join(", ")}`;
  throw new UserError(problem, { hint: `name one: ${specPath}#${names[0]}` });
}

function isModel(value: unknown): value is Model {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "stages" in value &&
    "reconstruct" in value
  );
}
