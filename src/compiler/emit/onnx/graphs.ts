/** The inference graphs of a model: what goes in, what comes out, and the stages in between (Fig. 1(b)). */
import type { ModelPlan, ParameterPath, StagePlan } from "../../plan/plan.js";
import { batch, type Held, InferenceGraph } from "./inferenceGraph.js";
import { applyLayers } from "./layers.js";
import { type HeldWhere, poolMap, unpoolMap } from "./pooling.js";

type Part = ParameterPath[0];

/** The encoder's results inside a graph. */
interface Encoding {
  readonly code: Held;
  readonly stages: readonly {
    readonly stage: StagePlan;
    readonly what: Held;
    readonly where: HeldWhere | null;
  }[];
}

/**
 * image → `code`, and for every stage `what.STAGE` and its where: `where.STAGE` of a hard one (int64 indices, as MaxPool gives
 * them, into the flattened [n, channels, height, width] map), `where.STAGE.x` and `where.STAGE.y` of a soft one.
 */
export function encodeGraph(model: ModelPlan): InferenceGraph {
  const graph = graphOf(model, ["encoder"]);
  const { code, stages } = encode(graph, model);
  graph.output("code", code);
  for (const { stage, what, where } of stages) {
    graph.output(`what.${stage.name}`, what);
    if (where === null || what.shape.kind !== "map" || where.kind === "none") continue;
    if (where.kind === "hard") {
      const { channels, height, width } = what.shape;
      graph.builder.output(`where.${stage.name}`, where.switches, [batch, channels, height, width], "int64");
    } else {
      graph.output(`where.${stage.name}.x`, { name: where.x, shape: what.shape });
      graph.output(`where.${stage.name}.y`, { name: where.y, shape: what.shape });
    }
  }
  return graph;
}

/** image → `logits` [n, classes], not yet through a softmax; null for a model without classifier. */
export function classifyGraph(model: ModelPlan): InferenceGraph | null {
  if (model.classifier === null) return null;
  const graph = graphOf(model, ["encoder", "classifier"]);
  const { code } = encode(graph, model);
  graph.output("logits", applyLayers(graph, model.classifier.layers, code, "classifier"));
  return graph;
}

/** image → `reconstruction`, of the image's shape: encoded, and decoded at the encoder's wheres. */
export function reconstructGraph(model: ModelPlan): InferenceGraph {
  const graph = graphOf(model, ["encoder", "decoder"]);
  const { code, stages } = encode(graph, model);
  const wheres = new Map(stages.map(({ stage, where }) => [stage.name, where]));
  const image = model.decoder.reduce<Held>((held, { stage, unpool, layers }) => {
    const label = `decoder.${stage}`;
    const where = wheres.get(stage) ?? null;
    const map = unpool === null || where === null ? held : unpoolMap(graph, unpool, held, where, label);
    return applyLayers(graph, layers, map, label);
  }, code);
  graph.output("reconstruction", image);
  return graph;
}

/** A graph whose inputs are the parameters of these parts. */
function graphOf(model: ModelPlan, parts: readonly Part[]): InferenceGraph {
  const graph = new InferenceGraph();
  graph.declare(model.parameters.filter(({ path }) => parts.includes(path[0])));
  return graph;
}

function encode(graph: InferenceGraph, model: ModelPlan): Encoding {
  const stages: Encoding["stages"][number][] = [];
  let held: Held = graph.image(model.input);
  for (const stage of model.stages) {
    const label = `encoder.${stage.name}`;
    const map = applyLayers(graph, stage.layers, held, label);
    const pooled = stage.pool === null ? { what: map, where: null } : poolMap(graph, stage.pool, map, label);
    stages.push({ stage, ...pooled });
    held = pooled.what;
  }
  return { code: held, stages };
}
