/**
 * Emission of ONNX: inference graphs that any ONNX runtime can run, one file each.
 *
 * Images and parameters are inputs: `image` [n, height, width, channels] for any n, and every parameter under its path
 * ("encoder.bottom.conv.kernel") in the shape of the plan, so that the weights of a run fit as they are.
 */
import type { ModelPlan, Plan } from "../../plan/plan.js";
import { sourceName } from "../sourceName.js";
import { classifyGraph, encodeGraph, reconstructGraph } from "./graphs.js";

/** What a graph computes of an image. */
export type InferenceKind = "encode" | "classify" | "reconstruct";

export interface OnnxModel {
  /** Name of the model in the spec. */
  readonly model: string;
  readonly kind: InferenceKind;
  readonly bytes: Uint8Array;
}

/** Writes the inference graphs of all models of the plan. The same plan and version give the same bytes. */
export function emitOnnx(plan: Plan, options: { version: string }): OnnxModel[] {
  return plan.models.flatMap((model) =>
    graphsOf(model).map(([kind, graph]): OnnxModel => ({
      model: model.name,
      kind,
      bytes: graph.builder.build(`${model.name}.${kind}`, {
        producerVersion: options.version,
        documentation: `${kind} of the model ${model.name}, from ${sourceName(plan.file)}`,
      }),
    })),
  );
}

function graphsOf(model: ModelPlan) {
  const classify = classifyGraph(model);
  return [
    ["encode", encodeGraph(model)],
    ...(classify === null ? [] : [["classify", classify] as const]),
    ["reconstruct", reconstructGraph(model)],
  ] as const;
}
