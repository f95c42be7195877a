/** From a spec to the JavaScript module that an import of it means. */
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { compile, type CompileResult, type Diagnostic } from "../compiler/index.js";
import type { EncodedSourceMap } from "../compiler/emit/typescript/index.js";

export interface BuiltModule {
  /** The module as `swwae compile` would write it. */
  readonly typescript: string;
  readonly code: string;
  /** From the code to the spec. */
  readonly map: EncodedSourceMap | null;
}

export interface Build {
  /** Null where the spec has errors. */
  readonly module: BuiltModule | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The texts of the spec and of what it uses, by the paths that diagnostics carry. */
  readonly sources: ReadonlyMap<string, string>;
}

export interface Spec {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

/** Reads the files that specs use. */
const host = {
  read(path: string): string | null {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  },
};

/** Compiles a spec. The emitter, which is big, is loaded with the first spec that is free of errors. */
export async function buildModule({ path, text }: Spec, version: string): Promise<Build> {
  // Messages name the spec as it is seen from the project.
  const shown = relative(process.cwd(), path).replaceAll("\\", "/");
  const result = compile({ path: shown, text }, { host });
  const { diagnostics, sources } = result;
  const isSound = diagnostics.every(({ severity }) => severity !== "error");
  return { module: isSound ? await emit(result, version) : null, diagnostics, sources };
}

async function emit({ plan, sources: texts }: CompileResult, version: string): Promise<BuiltModule> {
  const { emitMappedTypeScript, transpileModule } = await import("../compiler/emit/typescript/index.js");
  const sources = { path: plan.file, texts, urlOf: (path: string) => resolve(path) };
  const mapped = await emitMappedTypeScript(plan, { version, sources, file: plan.file });
  const { code, map } = transpileModule(mapped.text, { runtimeUrl: "swwae/runtime", map: mapped.map });
  return { typescript: mapped.text, code, map };
}
