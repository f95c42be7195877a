/** What `swwae compile` can write of a spec; each emitter is loaded when it is first asked for. */
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

/** The files of one target for one spec. */
export async function emitTarget(target: TargetName, plan: Plan): Promise<Artifact[]> {
  const version = packageVersion();
  switch (target) {
    case "typescript": {
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
