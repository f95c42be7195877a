/** Projection: what an activation answers to, shown in pixels (Zeiler and Fergus 2014, the paper's ancestor). */
import { type BackwardRules, passBack } from "../graph/differentiate.js";
import { Graph } from "../graph/graph.js";
import { invariant } from "../graph/invariant.js";
import { finishProgram, type Program } from "../graph/program.js";
import type { Model } from "../model/model.js";
import { traceParameters } from "../model/parameters.js";
import { encodedStages } from "../model/stages.js";
import { relu } from "../ops/relu.js";
import { feed } from "../ops/source.js";
import { traceBatch } from "./batch.js";

export interface ProjectionProgramOptions {
  /** Images per run, ≥ 1. */
  readonly batch: number;
  /** The stage whose what is projected. */
  readonly stage: string;
}

/**
 * Carries a signal from a stage's what back to the pixels, through the encoder's own layers turned around: a pooling is
 * undone at the switches that the image left there, a ReLU rectifies the signal that comes down (whatever went up through
 * it), a convolution goes through its own filters transposed. Biases say nothing of where a signal comes from, and are
 * left out; batch norm multiplies as in evaluation; a soft pooling hands down by the weights of its softmax.
 *
 * Those are the rules of the gradient, but for the two in {@link projectionRules}.
 *
 * Feeds: `image` [n, h, w, c], and `signal` of the shape of the stage's what: zeros but for the activations to show.
 * Output: `projection` [n, h, w, c].
 */
export function projectionProgram(model: Model, { batch, stage }: ProjectionProgramOptions): Program {
  const graph = new Graph(false);
  const parameters = traceParameters(graph, model.parameters);
  const { image } = traceBatch(graph, model, batch);
  const found = encodedStages(model, model.encode(parameters, image)).find(({ name }) => name === stage);
  invariant(found !== undefined, `${model.name} has no stage ${stage}`);
  const [projection] = passBack(
    found.what,
    feed(graph, "signal", found.what.shape),
    [image],
    projectionRules,
  );
  invariant(
    projection !== null && projection !== undefined,
    `the what of ${stage} does not depend on the image`,
  );
  return finishProgram(`project ${model.name} ${stage}`, graph, new Map([["projection", projection]]));
}

const projectionRules: BackwardRules = {
  relu: ({ gradients: [signal] }) => [signal ? relu(signal) : null],
  // The softmax of a soft pooling is its switch: it says where to, and is itself nothing to be shown.
  softmax: () => [null],
};
