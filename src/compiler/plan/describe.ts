/** Parts of a plan in the words of the language: `conv 5x5 64`, `28x28x1`, `soft beta 100`. */
import type { DecoderStagePlan, LayerPlan, LossTermPlan, PoolPlan, Shape, WherePlan } from "./plan.js";

/** The sizes of one sample: [height, width, channels] or [features]. */
export function dimensionsOf(shape: Shape): number[] {
  return shape.kind === "map" ? [shape.height, shape.width, shape.channels] : [shape.features];
}

/** Numbers in one sample. */
export function elementsOf(shape: Shape): number {
  return dimensionsOf(shape).reduce((product, size) => product * size, 1);
}

/** "28x28x1", or "32" for a vector. */
export function describeShape(shape: Shape): string {
  return dimensionsOf(shape).join("x");
}

/** A layer as a spec would say it. Layers that no spec says are called by their kind. */
export function describeLayer(layer: LayerPlan): string {
  switch (layer.kind) {
    case "conv":
      return `conv ${layer.kernel.join("x")} ${layer.output.channels}`;
    case "dense":
      return `dense ${layer.output.features}`;
    case "dropout":
      return describeDropout(layer.rate);
    default:
      return layer.kind;
  }
}

export function describeDropout(rate: number): string {
  return `dropout ${rate}`;
}

/** "pool 2x2". */
export function describePool({ size }: PoolPlan): string {
  return `pool ${size.join("x")}`;
}

/** How the decoder undoes a pooling: "unpool 2x2", or "upsample 2x2" where there is no where to go back to. */
export function describeUnpool({ size, where }: NonNullable<DecoderStagePlan["unpool"]>): string {
  return `${where.kind === "none" ? "upsample" : "unpool"} ${size.join("x")}`;
}

/** "hard", "soft beta 100", "none", "map". */
export function describeWhere(where: WherePlan): string {
  return where.kind === "soft" ? `soft beta ${where.beta}` : where.kind;
}

/** "NLL", "L2rec", "L2M bottom". */
export function describeTerm({ kind, stage }: Pick<LossTermPlan, "kind" | "stage">): string {
  return stage === null ? kind : `${kind} ${stage}`;
}
