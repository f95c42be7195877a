/**
 * Emission of ONNX: inference graphs that any ONNX runtime can run, one file each.
 *
 * Images and parameters are inputs: `image` [n, height, width, channels] for any n, and every parameter under its path
 * ("encoder.bottom.conv.kernel") in the shape of the plan, so that the weights of a run fit as they are. Graphs of a trained
 * model have its weights in them instead.
 */
import type { Plan } from "../../plan/plan.js";
import { sourceName } from "../sourceName.js";
import type { TrainedPlan } from "../trained.js";
import { classifyGraph, encodeGraph, type GraphSource, reconstructGraph } from "./graphs.js";

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
    graphsOf({ model, trained: null }).map(([kind, graph]): OnnxModel => ({
      model: model.name,
      kind,
      bytes: graph.builder.build(`${model.name}.${kind}`, {
        producerVersion: options.version,
        documentation: `${kind} of the model ${model.name}, from ${sourceName(plan.file)}`,
      }),
    })),
  );
}

/**
 * Writes the inference graphs of a trained model, with its weights in them. Their one input is `image` [n, height, width,
 * channels] as the model's images are before any preprocessing, pixels in [0, 1]; the preprocessing is in the graphs.
 */
export function emitTrainedOnnx(trained: TrainedPlan, options: { version: string }): OnnxModel[] {
  const { model, metadata } = trained;
  return graphsOf({ model, trained }).map(([kind, graph]) => ({
    model: model.name,
    kind,
    bytes: graph.builder.build(`${model.name}.${kind}`, {
      producerVersion: options.version,
      documentation: `${kind} of the trained model ${model.name}`,
      metadata,
    }),
  }));
}

function graphsOf(source: GraphSource) {
  const classify = classifyGraph(source);
  return [
    ["encode", encodeGraph(source)],
    ...(classify === null ? [] : [["classify", classify] as const]),
    ["reconstruct", reconstructGraph(source)],
  ] as const;
}
