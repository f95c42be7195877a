/** Models of a plan, ready to train: emitted, stripped of types and imported, all in memory. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ModelPlan, Plan } from "../../compiler/index.js";
import {
  emitMappedTypeScript,
  emitTypeScript,
  inlineMap,
  transpileModule,
} from "../../compiler/emit/typescript/index.js";
import type { Model } from "../../runtime/index.js";
import { UserError } from "../../training/errors.js";
import { packageVersion } from "../packageFolder.js";
import type { SpecFile } from "../specFile.js";

/** A spec with the texts of the files that it uses, by their paths. */
export interface SpecWithUsed extends SpecFile {
  readonly used?: Readonly<Record<string, string>>;
}

/**
 * Runs the very module that `swwae compile` would write, and returns its models by name, in the order of the plan.
 *
 * @param spec what the plan was made of: given, stack traces show lines of the spec under `node --enable-source-maps`.
 */
export async function loadModels(plan: Plan, spec?: SpecWithUsed): Promise<Map<string, Model>> {
  const module = await importScript(await scriptOf(plan, spec));
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

async function scriptOf(plan: Plan, spec: SpecWithUsed | undefined): Promise<string> {
  const runtimeUrl = pathToFileURL(createRequire(import.meta.url).resolve("swwae/runtime")).href;
  const version = packageVersion();
  if (spec === undefined || !process.sourceMapsEnabled) {
    const { code } = transpileModule(await emitTypeScript(plan, { version }), { runtimeUrl });
    return `${code}//# sourceURL=${encodeURI(plan.file)}.js\n`;
  }
  const sources = {
    path: plan.file,
    texts: new Map([[plan.file, spec.text], ...Object.entries(spec.used ?? {})]),
    urlOf: (path: string) => pathToFileURL(path).href,
  };
  const { text, map: toSpec } = await emitMappedTypeScript(plan, { version, sources, file: plan.file });
  const { code, map } = transpileModule(text, { runtimeUrl, map: toSpec });
  return map === null ? code : `${code}${inlineMap(map)}`;
}

/** Node follows the source maps of files only; so where it is asked to, the script is a file while it is imported. */
async function importScript(script: string): Promise<Record<string, unknown>> {
  if (!process.sourceMapsEnabled)
    return import(`data:text/javascript;base64,${Buffer.from(script, "utf8").toString("base64")}`);
  const folder = await mkdtemp(join(tmpdir(), "swwae-module-"));
  try {
    const file = join(folder, "module.mjs");
    await writeFile(file, script);
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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

/** The plan of the model of this name, which is one of them. */
export function planOf({ file, models }: Plan, name: string): ModelPlan {
  const plan = models.find((model) => model.name === name);
  if (plan === undefined) throw new Error(`the plan of ${file} has no model ${name}`);
  return plan;
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
