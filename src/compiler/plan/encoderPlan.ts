/** The encoder's stages and the classifier, from the shapes that the checks inferred. */
import { type LayersTrace, type LayerTrace, type StageTrace, flattened } from "../check/shapes.js";
import { countOf, readNumberOf, sizeOf } from "../check/values.js";
import { isNoDropout } from "../check/weights.js";
import type { NamedClassifier } from "../names/namedModel.js";
import type { WhereNode } from "../syntax/ast.js";
import { known } from "./invariant.js";
import { asMap, draftLayer, givePaths, type LayerDraft, rateOf } from "./layerDraft.js";
import type { ClassifierPlan, PoolPlan, StagePlan, WherePlan } from "./plan.js";

/** One stage of the encoder; `modelWhere` counts where the stage has no where of its own. */
export function planStage(trace: StageTrace, modelWhere: WhereNode | null): StagePlan {
  const { stage } = trace;
  const effective = trace.layers.filter(({ layer }) => !isNoDropout(layer));
  const last = effective.at(-1)?.layer;
  const dropout = last?.kind === "dropout" ? rateOf(last) : null;
  const inside = dropout === null ? effective : effective.slice(0, -1);
  const pooling = inside.find(({ layer }) => layer.kind === "pool") ?? null;
  const layers = givePaths(["encoder", stage.name], draftLayers(trace, inside));
  const input = known(trace.input, "the input of a stage");
  const pool = pooling && planPool(pooling, stage.where ?? modelWhere);
  return {
    name: stage.name,
    documentation: stage.node.documentation,
    span: stage.node.span,
    input,
    layers,
    pool,
    what: pool?.output ?? layers.at(-1)?.output ?? input,
    dropout,
  };
}

/** The classifier: a flatten where a map arrives, then its layers; the last gives the logits. */
export function planClassifier(classifier: NamedClassifier, trace: LayersTrace): ClassifierPlan {
  const effective = trace.layers.filter(({ layer }) => !isNoDropout(layer));
  const layers = givePaths(["classifier"], draftLayers(trace, effective));
  const classes = known(countOf(effective.at(-1)?.layer.node.values[0]), "the size of the logits");
  return { span: classifier.node.span, layers, classes };
}

function draftLayers(trace: LayersTrace, layers: readonly LayerTrace[]): LayerDraft[] {
  const drafts = layers.filter(({ layer }) => layer.kind !== "pool").map(draftLayer);
  if (!trace.flattens) return drafts;
  const input = asMap(known(trace.input, "the input of a part"));
  const span = known(layers[0], "a layer behind the flattening").layer.node.span;
  return [{ kind: "flatten", input, output: flattened(input), span }, ...drafts];
}

function planPool({ layer, input, output }: LayerTrace, where: WhereNode | null): PoolPlan {
  const size = known(sizeOf(layer.node.values[0]), "the size of a pooling");
  const map = asMap(known(input, "the map that is pooled"));
  const dropped = [map.height % size[0], map.width % size[1]] as const;
  return {
    span: layer.node.span,
    size,
    where: planWhere(where),
    input: map,
    output: asMap(known(output, "the pooled map")),
    dropped,
  };
}

/** Hard is the default. */
function planWhere(where: WhereNode | null): WherePlan {
  switch (where?.whereKind?.text) {
    case "soft":
      return { kind: "soft", beta: known(readNumberOf(where.values[0]), "the beta of a soft where") };
    case "none":
      return { kind: "none" };
    case "map":
      return { kind: "map" };
    default:
      return { kind: "hard" };
  }
}
