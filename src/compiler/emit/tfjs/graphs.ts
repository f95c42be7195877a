/** The inference graphs of a trained model: what goes in, what comes out, and the stages in between (Fig. 1(b)). */
import type { MapShape } from "../../plan/plan.js";
import { mapOf, type TrainedPlan } from "../trained.js";
import type { GraphBuilder } from "./graphBuilder.js";
import { applyImageSteps } from "./imageSteps.js";
import { applyLayers } from "./layers.js";
import { type Held, MapGraph, sizesOf } from "./mapGraph.js";
import { coordinateMaps, type HeldWhere, poolMap, poolToWhat, unpoolMap } from "./pooling.js";

/** The encoder's results inside a graph. */
interface Encoding {
  readonly code: Held;
  readonly wheres: ReadonlyMap<string, HeldWhere>;
  readonly whats: ReadonlyMap<string, Held>;
}

/** image → `code`; for every stage `what.STAGE`, and where it keeps a where `where.STAGE.x` and `where.STAGE.y`, or the whole map `where.STAGE`. */
export function encodeGraph(trained: TrainedPlan): GraphBuilder {
  const graph = new MapGraph(trained, "encode");
  const { code, whats, wheres } = encode(graph, true);
  graph.output("code", code);
  for (const { name, pool } of trained.model.stages) {
    const what = whats.get(name);
    if (what !== undefined) graph.output(`what.${name}`, what);
    const where = wheres.get(name);
    if (pool === null || where === undefined) continue;
    if (where.kind === "map") graph.output(`where.${name}`, { value: where.values, shape: pool.input });
    const places = coordinateMaps(graph, pool, where, `encoder.${name}.where`);
    if (places === null) continue;
    graph.output(`where.${name}.x`, places.x);
    graph.output(`where.${name}.y`, places.y);
  }
  return graph.builder;
}

/** image → `logits` and, through a softmax, `probabilities`, each [n, classes]; null for a model without classifier. */
export function classifyGraph(trained: TrainedPlan): GraphBuilder | null {
  const { classifier } = trained.model;
  if (classifier === null) return null;
  const graph = new MapGraph(trained, "classify");
  const { code } = encode(graph, false);
  const logits = applyLayers(graph, classifier.layers, code, "classifier");
  const probabilities = graph.builder.add("Softmax", [logits.value], "classifier.softmax");
  graph.output("probabilities", { value: probabilities, shape: logits.shape });
  graph.output("logits", logits);
  return graph.builder;
}

/** image → `reconstruction`, of the shape of the model's input: encoded, and decoded at the encoder's wheres. */
export function reconstructGraph(trained: TrainedPlan): GraphBuilder {
  const graph = new MapGraph(trained, "reconstruct");
  const { code, wheres } = encode(graph, true);
  const image = trained.model.decoder.reduce<Held>((held, { stage, unpool, layers }) => {
    const label = `decoder.${stage}`;
    const where = wheres.get(stage);
    const map = unpool === null || where === undefined ? held : unpoolMap(graph, unpool, held, where, label);
    return applyLayers(graph, layers, map, label);
  }, code);
  graph.output("reconstruction", image);
  return graph.builder;
}

function encode(graph: MapGraph, withWhere: boolean): Encoding {
  const { model, images } = graph.trained;
  const shape = mapOf(images.shape);
  const image: Held<MapShape> = { value: graph.builder.input("image", sizesOf(shape)), shape };
  const whats = new Map<string, Held>();
  const wheres = new Map<string, HeldWhere>();
  let held: Held = applyImageSteps(graph, images.steps, image);
  for (const { name, layers, pool } of model.stages) {
    const label = `encoder.${name}`;
    held = applyLayers(graph, layers, held, label);
    if (pool !== null && withWhere) {
      const { what, where } = poolMap(graph, pool, held, label);
      wheres.set(name, where);
      held = what;
    } else if (pool !== null) held = poolToWhat(graph, pool, held, label);
    whats.set(name, held);
  }
  return { code: held, whats, wheres };
}
