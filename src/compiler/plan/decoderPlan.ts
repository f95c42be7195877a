/**
 * The decoder: the encoder's stages mirrored, top first (Fig. 1b).
 *
 * Each stage is unpooled at the encoder's where; then its weighted layers (convolutions, dense layers) follow in reverse, each going back from
 * its output's channels or features to its input's. The decoder layer that restores a map repeats that map's trimmings: the batch norms and ReLUs that the
 * encoder applied between the weighted layer that made the map and the next one. The image has no trimmings, so the last layer is linear. Dropout
 * is noise on the encoder's path and is not mirrored.
 */
import { known } from "./invariant.js";
import { asMap, asVector, givePaths, type LayerDraft } from "./layerDraft.js";
import type { DecoderStagePlan, LayerPlan, Shape, StagePlan } from "./plan.js";

type WeightedLayer = Extract<LayerPlan, { kind: "conv" | "dense" }>;
type Trimming = Extract<LayerPlan, { kind: "batchnorm" | "relu" }>;

/** A weighted layer of the encoder, with the trimmings of the map that arrives at it. */
interface Step {
  readonly layer: WeightedLayer;
  readonly trimmings: readonly Trimming[];
}

/** Mirrors the encoder's stages (bottom first); the result is top first. */
export function planDecoder(stages: readonly StagePlan[]): DecoderStagePlan[] {
  const decoder: DecoderStagePlan[] = [];
  let trimmings: readonly Trimming[] = [];
  for (const stage of stages) {
    const { steps, behind } = stepsOf(stage, trimmings);
    decoder.push(mirror(stage, steps));
    trimmings = behind;
  }
  return decoder.toReversed();
}

/** The weighted layers of a stage in order, and the trimmings of its what. `arriving` are the trimmings of the stage's input. */
function stepsOf(
  stage: StagePlan,
  arriving: readonly Trimming[],
): { steps: Step[]; behind: readonly Trimming[] } {
  const steps: Step[] = [];
  let trimmings: Trimming[] = [];
  for (const layer of stage.layers) {
    if (layer.kind === "batchnorm" || layer.kind === "relu") trimmings.push(layer);
    if (layer.kind !== "conv" && layer.kind !== "dense") continue;
    // What stands before the stage's first weighted layer trims no map that the decoder restores.
    steps.push({ layer, trimmings: steps.length === 0 ? arriving : trimmings });
    trimmings = [];
  }
  return { steps, behind: steps.length === 0 ? [...arriving, ...trimmings] : trimmings };
}

function mirror(stage: StagePlan, steps: readonly Step[]): DecoderStagePlan {
  const drafts: LayerDraft[] = [];
  let shape: Shape = stage.pool?.input ?? stage.what;
  const add = (draft: LayerDraft): void => {
    drafts.push(draft);
    shape = draft.output;
  };
  steps.toReversed().forEach(({ layer, trimmings }, index) => {
    const isLast = index === steps.length - 1;
    const { span } = layer;
    if (layer.kind === "conv") {
      const input = asMap(shape);
      const output = { ...input, channels: layer.input.channels };
      add({ kind: "conv", kernel: layer.kernel, input, output, span });
    } else {
      add({ kind: "dense", input: asVector(shape), output: layer.input, span });
      // The first dense layer of a stage may have been given a flattened map: go back to the map.
      if (isLast && stage.input.kind === "map") {
        add({ kind: "unflatten", input: layer.input, output: stage.input, span });
      }
    }
    for (const trimming of trimmings)
      add({ kind: trimming.kind, input: shape, output: shape, span: trimming.span });
  });
  const layers = givePaths(["decoder", stage.name], drafts);
  return {
    stage: stage.name,
    input: stage.what,
    unpool: stage.pool,
    layers,
    output: known(shape, "a shape"),
  };
}
