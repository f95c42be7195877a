/** The types of a generated module as a declaration file, for modules that are never written as TypeScript. */
import { Project, ts } from "ts-morph";

/**
 * Writes the declarations of a generated module.
 *
 * @param path where the module would lie: `swwae/runtime`, whose types it speaks of, is looked for from there.
 */
export function declareModule(text: string, path: string): string {
  const project = new Project({
    skipAddingFilesFromTsConfig: true,
    compilerOptions: {
      declaration: true,
      emitDeclarationOnly: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2022.d.ts"],
      types: [],
      strict: true,
      skipLibCheck: true,
    },
  });
  const file = project.createSourceFile(path, text, { overwrite: true });
  const result = project.emitToMemory({ targetSourceFile: file, emitOnlyDtsFiles: true });
  return result.getFiles().find(({ filePath }) => filePath.endsWith(".d.ts"))?.text ?? "";
}
