/** The inference graphs of a model: what goes in, what comes out, and the stages in between (Fig. 1(b)). */
import type { MapShape, ModelPlan, ParameterPath, StagePlan } from "../../plan/plan.js";
import { mapOf, type TrainedPlan } from "../trained.js";
import { applyImageSteps } from "./imageSteps.js";
import { batch, type Held, heldDimensions, InferenceGraph } from "./inferenceGraph.js";
import { applyLayers } from "./layers.js";
import { type HeldWhere, poolMap, unpoolMap } from "./pooling.js";

type Part = ParameterPath[0];

/** What is written: a model whose weights are inputs of the graph, or a trained one, whose weights are in it. */
export interface GraphSource {
  readonly model: ModelPlan;
  /** Null for a model without weights. */
  readonly trained: TrainedPlan | null;
}

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
 * them, into the flattened [n, channels, height, width] map), `where.STAGE.x` and `where.STAGE.y` of a soft one, and `where.STAGE`
 * the whole map that was pooled where that goes across.
 */
export function encodeGraph(source: GraphSource): InferenceGraph {
  const graph = graphOf(source, ["encoder"]);
  const { code, stages } = encode(graph, source);
  graph.output("code", code);
  for (const { stage, what, where } of stages) {
    graph.output(`what.${stage.name}`, what);
    if (where === null || what.shape.kind !== "map" || where.kind === "none") continue;
    if (where.kind === "hard") {
      const { channels, height, width } = what.shape;
      graph.builder.output(`where.${stage.name}`, where.switches, [batch, channels, height, width], "int64");
    } else if (where.kind === "map") {
      if (stage.pool !== null)
        graph.output(`where.${stage.name}`, { name: where.values, shape: stage.pool.input });
    } else {
      graph.output(`where.${stage.name}.x`, { name: where.x, shape: what.shape });
      graph.output(`where.${stage.name}.y`, { name: where.y, shape: what.shape });
    }
  }
  return graph;
}

/**
 * image → `logits` [n, classes], not yet through a softmax; of a trained model also `probabilities`, through it. Null for a
 * model without classifier.
 */
export function classifyGraph(source: GraphSource): InferenceGraph | null {
  const { classifier } = source.model;
  if (classifier === null) return null;
  const graph = graphOf(source, ["encoder", "classifier"]);
  const { code } = encode(graph, source);
  const logits = applyLayers(graph, classifier.layers, code, "classifier");
  graph.output("logits", logits);
  if (source.trained !== null) {
    const name = graph.add({
      operator: "Softmax",
      inputs: [logits.name],
      label: "classifier.softmax",
      dimensions: heldDimensions(logits.shape),
      attributes: { axis: 1 },
    });
    graph.output("probabilities", { name, shape: logits.shape });
  }
  return graph;
}

/** image → `reconstruction`, of the shape of the model's input: encoded, and decoded at the encoder's wheres. */
export function reconstructGraph(source: GraphSource): InferenceGraph {
  const graph = graphOf(source, ["encoder", "decoder"]);
  const { code, stages } = encode(graph, source);
  const { model } = source;
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

/** A graph with the parameters of these parts. */
function graphOf({ model, trained }: GraphSource, parts: readonly Part[]): InferenceGraph {
  const graph = new InferenceGraph();
  const parameters = model.parameters.filter(({ path }) => parts.includes(path[0]));
  if (trained === null) graph.declare(parameters);
  else graph.bake(parameters, trained);
  return graph;
}

/** The images as the encoder takes them. */
function modelImage(graph: InferenceGraph, { model, trained }: GraphSource): Held<MapShape> {
  if (trained === null) return graph.image(model.input);
  const { shape, steps } = trained.images;
  return applyImageSteps(graph, steps, graph.image(mapOf(shape)));
}

function encode(graph: InferenceGraph, source: GraphSource): Encoding {
  const stages: Encoding["stages"][number][] = [];
  let held: Held = modelImage(graph, source);
  for (const stage of source.model.stages) {
    const label = `encoder.${stage.name}`;
    const map = applyLayers(graph, stage.layers, held, label);
    const pooled = stage.pool === null ? { what: map, where: null } : poolMap(graph, stage.pool, map, label);
    stages.push({ stage, ...pooled });
    held = pooled.what;
  }
  return { code: held, stages };
}
