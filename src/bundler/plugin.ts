/** The plugin: specs are imported as modules, their mistakes are shown by the bundler with their places. */
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createUnplugin, type UnpluginInstance, type UnpluginMessage } from "unplugin";
import { type Diagnostic, diagnosticsToJson, renderDiagnostics } from "../compiler/index.js";
import { type Build, buildModule } from "./buildModule.js";
import { writeTypesBeside } from "./typesBeside.js";

export interface SwwaeOptions {
  /** Whether to write `mnist.swwae.d.ts` beside `mnist.swwae`; true by default. */
  readonly types?: boolean;
}

/** Imported specs, also with what Vite adds to a path, such as "?t=1700000000". */
const specs = /\.swwae(\?.*)?$/;

/** Bundlers that take one error and stop; the others take each on its own. */
const takesOneError: ReadonlySet<string> = new Set(["vite", "rollup", "rolldown", "farm", "unloader"]);

export const swwae: UnpluginInstance<SwwaeOptions | undefined, false> = createUnplugin<
  SwwaeOptions | undefined,
  false
>(({ types = true } = {}, { framework }) => ({
  name: "swwae",
  enforce: "pre",
  esbuild: { onLoadFilter: /\.swwae$/, loader: "js" },
  transform: {
    filter: { id: specs },
    async handler(text: string, id: string) {
      const spec = { path: id.replace(/\?.*$/, ""), text };
      const build = await buildModule(spec, packageVersion());
      const { module } = build;
      for (const path of build.sources.keys()) this.addWatchFile(resolve(path));
      const { errors, warnings } = messagesOf(build, takesOneError.has(framework));
      for (const warning of warnings) this.warn(warning);
      for (const error of errors) this.error(error);
      if (module === null) return "export {};";
      if (types) {
        await writeTypesBeside(spec.path, module.typescript).catch((error: unknown) => {
          this.warn(
            `${spec.path}.d.ts cannot be written: ${error instanceof Error ? error.message : String(error)}`,
          );
        });
      }
      return { code: module.code, map: module.map === null ? null : JSON.stringify(module.map) };
    },
  },
}));

/** Diagnostics as bundlers show them; errors as a single one, with the place of the first, where they can take no more. */
function messagesOf(
  { diagnostics, sources }: Build,
  asOne: boolean,
): { errors: UnpluginMessage[]; warnings: UnpluginMessage[] } {
  const of = (severity: Diagnostic["severity"]) => diagnostics.filter((one) => one.severity === severity);
  const each = (list: readonly Diagnostic[]) => list.map((diagnostic) => messageOf(sources, [diagnostic]));
  const errors = of("error");
  return {
    errors: asOne && errors.length > 0 ? [messageOf(sources, errors)] : each(errors),
    warnings: each(of("warning")),
  };
}

/** The diagnostics with their excerpts; the place is that of the first, its column from 0 as bundlers count. */
function messageOf(
  sources: ReadonlyMap<string, string>,
  diagnostics: readonly Diagnostic[],
): UnpluginMessage {
  const [first] = diagnosticsToJson(diagnostics, sources);
  const path = resolve(first?.path ?? "");
  return {
    message: renderDiagnostics(diagnostics, sources, { color: false }),
    plugin: "swwae",
    id: path,
    ...(first === undefined
      ? {}
      : {
          pluginCode: first.code,
          loc: { file: path, line: first.range.line, column: first.range.column - 1 },
        }),
  };
}

/** The package finds its own package.json by its name. */
function packageVersion(): string {
  const content: unknown = createRequire(import.meta.url)("swwae/package.json");
  return typeof content === "object" && content !== null && "version" in content
    ? String(content.version)
    : "unknown";
}
