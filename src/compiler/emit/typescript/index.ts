/** Emission of TypeScript: one module per spec file, holding its models and experiments, as a person would write it. */
import { format } from "prettier";
import { Project } from "ts-morph";
import type { Plan } from "../../plan/plan.js";
import { sourceName } from "../sourceName.js";
import { alignTrailingComments } from "./comments.js";
import { experimentStatement } from "./experiment.js";
import { RuntimeImports } from "./imports.js";
import { instanceNotes } from "./instances.js";
import { modelStatements } from "./model.js";
import { moduleNames } from "./names.js";
import type { Origins } from "./origins.js";
import { type EncodedSourceMap, type MappedSources, mapModule } from "./sourceMap.js";

export type { EncodedSourceMap, MappedSources } from "./sourceMap.js";
export { declareModule } from "./declare.js";
export { inlineMap, transpileModule } from "./transpile.js";

/** Columns of generated code; its trailing comments may go further. */
const printWidth = 110;

/**
 * Writes the plan as the text of one TypeScript module: its models as straight-line, forward-only code against
 * `swwae/runtime`, every statement with its shape, then its experiments. The same plan and version give the same bytes on every machine.
 */
export async function emitTypeScript(plan: Plan, options: { version: string }): Promise<string> {
  return (await writeModule(plan, options.version)).text;
}

/**
 * Writes the same text, and the source map that leads from it back to the spec.
 *
 * @param options.sources what the plan was made of; @param options.file the module's name, as the map says it.
 */
export async function emitMappedTypeScript(
  plan: Plan,
  options: { version: string; sources: MappedSources; file: string },
): Promise<{ text: string; map: EncodedSourceMap }> {
  const { text, origins } = await writeModule(plan, options.version);
  return { text, map: mapModule(text, origins, options.sources, options.file) };
}

async function writeModule(plan: Plan, version: string): Promise<{ text: string; origins: Origins }> {
  const names = moduleNames(plan);
  const runtime = new RuntimeImports();
  const origins: Origins = new Map();
  const modelParts = plan.models.flatMap((model, index) => {
    const modelNames = names.models[index];
    if (modelNames === undefined) return [];
    const notes = instanceNotes(model.name, plan.experiments, names.experiments);
    return modelStatements({ model, names: modelNames, notes, runtime, origins });
  });
  const models = new Map(plan.models.map(({ name }, index) => [name, names.models[index]?.model ?? name]));
  const experimentParts = plan.experiments.flatMap((experiment, index) => {
    const name = names.experiments[index];
    if (name === undefined) return [];
    return experimentStatement({ experiment, name, models, scope: names.innerScope(), runtime, origins });
  });
  const statements = [...modelParts, ...experimentParts].map((statement) => ({
    ...statement,
    leadingTrivia: "\n",
  }));

  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const header = `// Generated from ${sourceName(plan.file)} by swwae ${version}. Edit the spec, not this file.`;
  const file = project.createSourceFile("module.ts", {
    statements: [header, ...(statements.length > 0 ? [runtime.declaration()] : []), ...statements],
  });
  const formatted = await format(file.getFullText(), { parser: "typescript", printWidth, endOfLine: "lf" });
  return { text: alignTrailingComments(formatted), origins };
}
