/** Emission of TypeScript: one module per spec file, holding all its models, as a person would write it. */
import { format } from "prettier";
import { Project } from "ts-morph";
import type { Plan } from "../../plan/plan.js";
import { sourceName } from "../sourceName.js";
import { alignTrailingComments } from "./comments.js";
import { RuntimeImports } from "./imports.js";
import { modelStatements } from "./model.js";
import { moduleNames } from "./names.js";

export { transpileModule } from "./transpile.js";

/** Columns of generated code; its trailing comments may go further. */
const printWidth = 110;

/**
 * Writes the plan's models as the text of one TypeScript module: straight-line, forward-only code against
 * `swwae/runtime`, every statement with its shape. The same plan and version give the same bytes on every machine.
 */
export async function emitTypeScript(plan: Plan, options: { version: string }): Promise<string> {
  const names = moduleNames(plan.models);
  const runtime = new RuntimeImports();
  const statements = plan.models.flatMap((model, index) => {
    const modelNames = names[index];
    if (modelNames === undefined) return [];
    return modelStatements({ model, names: modelNames, runtime }).map((statement) => ({
      ...statement,
      leadingTrivia: "\n",
    }));
  });

  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const header = `// Generated from ${sourceName(plan.file)} by swwae ${options.version}. Edit the spec, not this file.`;
  const file = project.createSourceFile("module.ts", {
    statements: [header, ...(plan.models.length > 0 ? [runtime.declaration()] : []), ...statements],
  });
  const formatted = await format(file.getFullText(), { parser: "typescript", printWidth, endOfLine: "lf" });
  return alignTrailingComments(formatted);
}
