/**
 * The cost of one training step, followed through the plan as the runtime's differentiation goes through the step graph.
 *
 * The loss reaches the encoder, as much of the decoder as the lowest compared map needs, and the classifier where NLL counts.
 * A layer that is reached costs its forward pass once more for the gradient of its kernel, and once more for the gradient of
 * its input where anything trained lies before it (before the first layer lies the image alone).
 */
import { elementsOf } from "../describe.js";
import type { DecoderStagePlan, LayerPlan, ModelPlan, PoolPlan, Shape, StagePlan } from "../plan.js";
import { layerMultiplyAdds } from "./multiplyAdds.js";

export interface StepCost {
  /** For one image: forward and both gradients. */
  readonly multiplyAdds: number;
  /** Trained numbers that the loss reaches: each has a gradient. */
  readonly trainedNumbers: number;
  /** Numbers of one image's forward pass that the gradients read again. */
  readonly keptNumbers: number;
}

/** A tensor of the forward pass. */
interface Traced {
  readonly elements: number;
  /** Whether its value depends on a trained parameter: gradient flows into it. */
  readonly moving: boolean;
  /** Whether the gradients read it again. */
  kept: boolean;
}

/** The training step of semi-supervised mode: all terms that are not identically 0 and have a weight. */
export function trainingStepCost(model: ModelPlan): StepCost {
  const step = new StepTrace();
  const terms = model.loss.terms.filter(({ weight, identicallyZero }) => weight > 0 && !identicallyZero);
  if (terms.length === 0) return step.cost();

  const image = step.tensor(model.input, false);
  const { whats, poolings, code } = traceEncoder(model.stages, image, step);

  const isTop = (stage: string | null): boolean => stage === model.stages.at(-1)?.name;
  const compared = new Set(
    terms.flatMap(({ kind, stage }) => (kind === "L2M" && !isTop(stage) ? [stage] : [])),
  );
  const rebuildsImage = terms.some(({ kind }) => kind === "L2rec");
  const reached = model.decoder.slice(0, reachedStages(model.decoder, compared, rebuildsImage));
  let map = code;
  for (const [index, stage] of reached.entries()) {
    map = traceDecoderStage(stage, poolings.get(stage.stage), map, step);
    const below = model.decoder[index + 1]?.stage;
    if (below !== undefined && compared.has(below) && map.moving) step.keep(step.tensor(stage.output, true));
  }
  if (rebuildsImage && map.moving) step.keep(step.tensor(model.input, true));

  for (const { kind, stage } of terms) {
    const what = stage === null ? undefined : whats.get(stage);
    if (kind === "L2M" && isTop(stage) && what?.moving) step.keep(step.tensor(model.code, true));
    if (kind === "NLL" && model.classifier !== null) {
      const logits = step.layers(model.classifier.layers, code);
      if (logits.moving) step.keep(step.tensor({ kind: "vector", features: logits.elements }, true));
    }
  }
  return step.cost();
}

/** How many stages of the decoder, from the top, a step goes through to have every compared map. */
function reachedStages(
  decoder: readonly DecoderStagePlan[],
  compared: ReadonlySet<string | null>,
  rebuildsImage: boolean,
): number {
  if (rebuildsImage) return decoder.length;
  // The decoder's stage at index i makes the map that is compared at the level of stage i + 1.
  return Math.max(
    0,
    decoder.findLastIndex(({ stage }) => compared.has(stage)),
  );
}

/** A pooling as it was traced: the tensors that its unpooling reads. */
interface TracedPooling {
  readonly switches: Traced;
}

function traceEncoder(
  stages: readonly StagePlan[],
  image: Traced,
  step: StepTrace,
): { whats: Map<string, Traced>; poolings: Map<string, TracedPooling>; code: Traced } {
  const whats = new Map<string, Traced>();
  const poolings = new Map<string, TracedPooling>();
  let map = image;
  for (const stage of stages) {
    map = step.layers(stage.layers, map);
    if (stage.pool !== null) {
      const { what, switches } = tracePooling(stage.pool, map, step);
      poolings.set(stage.name, { switches });
      map = what;
    }
    whats.set(stage.name, map);
    if (stage.dropout !== null) map = step.dropout(map);
  }
  return { whats, poolings, code: map };
}

/** A hard or absent where keeps one switch a region; a soft one its cells and their softmax weights (Sec. 3.1). */
function tracePooling(pool: PoolPlan, map: Traced, step: StepTrace): { what: Traced; switches: Traced } {
  const what = step.tensor(pool.output, map.moving);
  const switches = step.tensor(pool.output, map.moving);
  if (pool.where.kind !== "soft") {
    if (map.moving) step.keep(switches);
    return { what, switches };
  }
  if (map.moving) for (let kept = 0; kept < 2; kept += 1) step.keep(cellsOf(pool, step));
  return { what, switches };
}

function traceDecoderStage(
  { unpool, layers }: DecoderStagePlan,
  pooling: TracedPooling | undefined,
  arriving: Traced,
  step: StepTrace,
): Traced {
  if (unpool === null || pooling === undefined) return step.layers(layers, arriving);
  const map = step.tensor(unpool.input, arriving.moving);
  if (unpool.where.kind === "hard" && arriving.moving) step.keep(pooling.switches);
  if (unpool.where.kind === "soft" && arriving.moving) {
    // The product of a cell's shares on both axes; where the coordinates move too, the shares and the halves of the distances.
    const shares = pooling.switches.moving ? 7 : 1;
    for (let kept = 0; kept < shares; kept += 1) step.keep(cellsOf(unpool, step));
    if (pooling.switches.moving) step.keep(arriving);
  }
  return step.layers(layers, map);
}

/** One number for each cell of each region. */
function cellsOf({ output, size }: PoolPlan, step: StepTrace): Traced {
  return step.tensor({ ...output, channels: output.channels * size[0] * size[1] }, true);
}

/** Adds up what the layers of a step cost. */
class StepTrace {
  #multiplyAdds = 0;
  #trainedNumbers = 0;
  readonly #tensors: Traced[] = [];

  tensor(shape: Shape, moving: boolean): Traced {
    const tensor = { elements: elementsOf(shape), moving, kept: false };
    this.#tensors.push(tensor);
    return tensor;
  }

  keep(tensor: Traced): void {
    tensor.kept = true;
  }

  layers(layers: readonly LayerPlan[], input: Traced): Traced {
    return layers.reduce((tensor, layer) => this.#layer(layer, tensor), input);
  }

  /** The output of a dropout; its mask is kept, and is never kept twice. */
  dropout(input: Traced): Traced {
    const output = { elements: input.elements, moving: input.moving, kept: false };
    this.#tensors.push(output);
    if (input.moving) this.#tensors.push({ elements: input.elements, moving: false, kept: true });
    return output;
  }

  cost(): StepCost {
    return {
      multiplyAdds: this.#multiplyAdds,
      trainedNumbers: this.#trainedNumbers,
      keptNumbers: this.#tensors.filter(({ kept }) => kept).reduce((sum, { elements }) => sum + elements, 0),
    };
  }

  #layer(layer: LayerPlan, input: Traced): Traced {
    switch (layer.kind) {
      case "conv":
      case "dense": {
        this.#multiplyAdds += layerMultiplyAdds(layer) * (input.moving ? 3 : 2);
        this.#trainedNumbers += weightsOf(layer);
        this.keep(input);
        return this.tensor(layer.output, true);
      }
      case "batchnorm": {
        const features = layer.output.kind === "map" ? layer.output.channels : layer.output.features;
        this.#trainedNumbers += 2 * features;
        // The centred map is kept, not the map itself.
        this.keep(this.tensor(layer.input, true));
        return this.tensor(layer.output, true);
      }
      case "relu": {
        const output = this.tensor(layer.output, input.moving);
        if (input.moving) this.keep(output);
        return output;
      }
      case "dropout":
        return this.dropout(input);
      case "flatten":
      case "unflatten":
        return input;
    }
  }
}

/** Numbers in kernel and bias. */
function weightsOf(layer: Extract<LayerPlan, { kind: "conv" | "dense" }>): number {
  return layer.kind === "conv"
    ? layer.kernel[0] * layer.kernel[1] * layer.input.channels * layer.output.channels + layer.output.channels
    : layer.input.features * layer.output.features + layer.output.features;
}
