/** From a spec to the JavaScript module that an import of it means. */
import { relative } from "node:path";
import { compile, type Diagnostic, type Plan } from "../compiler/index.js";
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
}

export interface Spec {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

/** Compiles a spec. The emitter, which is big, is loaded with the first spec that is free of errors. */
export async function buildModule(spec: Spec, version: string): Promise<Build> {
  // Messages name the spec as it is seen from the project.
  const shown = relative(process.cwd(), spec.path).replaceAll("\\", "/");
  const { plan, diagnostics } = compile({ ...spec, path: shown });
  const isSound = diagnostics.every(({ severity }) => severity !== "error");
  return { module: isSound ? await emit(plan, spec, version) : null, diagnostics };
}

async function emit(plan: Plan, { path, text: specText }: Spec, version: string): Promise<BuiltModule> {
  const { emitMappedTypeScript, transpileModule } = await import("../compiler/emit/typescript/index.js");
  const source = { url: path, text: specText };
  const mapped = await emitMappedTypeScript(plan, { version, source, file: plan.file });
  const { code, map } = transpileModule(mapped.text, { runtimeUrl: "swwae/runtime", map: mapped.map });
  return { typescript: mapped.text, code, map };
}
