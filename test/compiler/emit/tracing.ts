/** Holds a generated model against its plan: traces it and compares every shape. */
import {
  feed,
  Graph,
  parameterList,
  type Model,
  type Tensor,
  traceParameters,
  type Where,
} from "swwae/runtime";
import { expect } from "vitest";
import type { ModelPlan, Shape } from "../../../src/compiler/plan/plan.js";

const batch = 3;

/** What a stage of the encoder returns. */
interface TracedStage {
  readonly what: Tensor;
  readonly where?: Where;
}

function shapeOf(shape: Shape): number[] {
  return shape.kind === "map" ? [batch, shape.height, shape.width, shape.channels] : [batch, shape.features];
}

/** The key of a stage in a function's result: another than its name only for a name that the result uses itself. */
function keyOf(stage: string, taken: "code" | "image", result: object, plan: ModelPlan): string {
  if (stage !== taken) return stage;
  const stages = new Set(plan.stages.map(({ name }) => name));
  return Object.keys(result).find((key) => key.startsWith(`${taken}Stage`) && !stages.has(key)) ?? stage;
}

/** Expects the parameters, maps, wheres, logits and loss terms of the traced model to be those of the plan. */
export function expectPlannedShapes(model: Model, plan: ModelPlan): void {
  expect(
    parameterList(model).map(({ name, shape, initialiser, trained }) => ({
      name,
      shape,
      initialiser,
      trained,
    })),
  ).toEqual(
    plan.parameters.map(({ path, shape, initialiser, trained }) => ({
      name: path.join("."),
      shape,
      initialiser,
      trained,
    })),
  );

  const graph = new Graph(true);
  const parameters = traceParameters(graph, model.parameters);
  const image = feed(graph, "image", shapeOf(plan.input));
  const encoded = model.encode(parameters, image);
  expect(encoded.code.shape).toEqual(shapeOf(plan.code));

  const stages = encoded as unknown as Record<string, TracedStage>;
  const wheres: Record<string, Where> = {};
  for (const stage of plan.stages) {
    const traced = stages[keyOf(stage.name, "code", encoded, plan)];
    expect(traced?.what.shape, `what of ${stage.name}`).toEqual(shapeOf(stage.what));
    expect(traced?.where?.kind, `where of ${stage.name}`).toBe(stage.pool?.where.kind);
    if (traced?.where === undefined || stage.pool === null) continue;
    expect(traced.where.map, `pooled map of ${stage.name}`).toEqual(shapeOf(stage.pool.input));
    expect(traced.where.size).toEqual(stage.pool.size);
    wheres[stage.name] = traced.where;
  }

  const decoded = model.decode(parameters, encoded.code, wheres);
  expect(decoded.image.shape).toEqual(shapeOf(plan.input));
  for (const [index, stage] of plan.decoder.entries()) {
    const target = plan.decoder[index + 1]?.stage;
    if (target === undefined) continue;
    const map = (decoded as unknown as Record<string, Tensor>)[keyOf(target, "image", decoded, plan)];
    expect(map?.shape, `decoder's map for ${target}`).toEqual(shapeOf(stage.output));
  }

  expect(model.reconstruct(parameters, image).shape).toEqual(shapeOf(plan.input));
  expect(model.classes).toBe(plan.classifier?.classes ?? null);
  if (plan.classifier !== null) {
    expect(model.classify?.(parameters, encoded.code).shape).toEqual([batch, plan.classifier.classes]);
  }

  const labels = feed(graph, "labels", [batch, model.classes ?? 1]);
  const planned = plan.loss.terms.filter(({ weight, identicallyZero }) => weight > 0 && !identicallyZero);
  const terms = model.loss(parameters, { image, labels });
  expect(terms.map(({ name, weight, value }) => ({ name, weight, shape: value.shape }))).toEqual(
    planned.map(({ kind, stage, weight }) => ({
      name: stage === null ? kind : `${kind} ${stage}`,
      weight,
      shape: [],
    })),
  );
}
