/** What `swwae compile` can write of a spec; each emitter is loaded when it is first asked for. */
import { basename, dirname, relative, resolve, sep } from "node:path";
import type { Plan } from "../../compiler/index.js";
import { packageVersion } from "../packageFolder.js";

export const targetNames = ["typescript", "json", "onnx"] as const;
export type TargetName = (typeof targetNames)[number];

/** One file to be written. */
export interface Artifact {
  /** What follows the spec's name without its ending: ".ts", ".Mnist.encode.onnx". */
  readonly suffix: string;
  readonly content: string | Uint8Array;
}

export interface EmitRequest {
  readonly plan: Plan;
  /** The texts of the spec and of what it uses, by their paths. */
  readonly sources: ReadonlyMap<string, string>;
  /** Where the outputs go, without their endings. */
  readonly stem: string;
  /** Whether modules get a source map beside them. */
  readonly sourceMap: boolean;
}

/** The files of one target for one spec. */
export async function emitTarget(target: TargetName, request: EmitRequest): Promise<Artifact[]> {
  const { plan } = request;
  const version = packageVersion();
  switch (target) {
    case "typescript": {
      if (request.sourceMap) return emitMapped(request, version);
      const { emitTypeScript } = await import("../../compiler/emit/typescript/index.js");
      return [{ suffix: ".ts", content: await emitTypeScript(plan, { version }) }];
    }
    case "json": {
      const { emitJson } = await import("../../compiler/emit/json/index.js");
      return [{ suffix: ".plan.json", content: await emitJson(plan, { version }) }];
    }
    case "onnx": {
      const { emitOnnx } = await import("../../compiler/emit/onnx/index.js");
      return emitOnnx(plan, { version }).map(({ model, kind, bytes }) => ({
        suffix: `.${model}.${kind}.onnx`,
        content: bytes,
      }));
    }
  }
}

/** A module that names its map, and the map, which names each spec by the way from one to the other. */
async function emitMapped({ plan, sources: texts, stem }: EmitRequest, version: string): Promise<Artifact[]> {
  const { emitMappedTypeScript } = await import("../../compiler/emit/typescript/index.js");
  const file = `${basename(stem)}.ts`;
  const urlOf = (path: string): string =>
    encodeURI(relative(dirname(resolve(stem)), resolve(path)).replaceAll(sep, "/"));
  const sources = { path: plan.file, texts, urlOf };
  const { text, map } = await emitMappedTypeScript(plan, { version, sources, file });
  return [
    { suffix: ".ts", content: `${text}//# sourceMappingURL=${encodeURI(file)}.map\n` },
    { suffix: ".ts.map", content: `${JSON.stringify(map)}\n` },
  ];
}
