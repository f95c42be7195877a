/** The batch that a program is fed. */
import type { Graph, Tensor } from "../graph/graph.js";
import type { Model } from "../model/model.js";
import { feed } from "../ops/source.js";

/** `image` [n, h, w, c] and `labels` [n, classes] (one column, never read, for a model without classifier). */
export function traceBatch(
  graph: Graph,
  model: Model,
  batch: number,
): { readonly image: Tensor; readonly labels: Tensor } {
  return {
    image: feed(graph, "image", [batch, ...model.input]),
    labels: feed(graph, "labels", [batch, model.classes ?? 1]),
  };
}
