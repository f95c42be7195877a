/** A net in the words that the peers' scripts understand: plain JSON, read off the plan. */
import type { LayerPlan, ModelPlan } from "../../src/compiler/index.js";
import { UserError } from "../../src/training/errors.js";

export interface PeerDescription {
  readonly input: readonly [height: number, width: number, channels: number];
  readonly stages: readonly {
    /** Kernel height and width, and filters, of each convolution. */
    readonly convolutions: readonly (readonly [height: number, width: number, filters: number])[];
    readonly pool: readonly [rows: number, columns: number];
  }[];
  readonly classes: number;
  /** λ of each kind of term; squared distances are means. */
  readonly weights: { readonly nll: number; readonly l2rec: number; readonly l2m: number };
}

/** Describes a net. Throws a UserError where it has parts that the peers' scripts do not build. */
export function describeForPeers(plan: ModelPlan): PeerDescription {
  const weightOf = (kind: string): number => plan.loss.terms.find((term) => term.kind === kind)?.weight ?? 0;
  if (plan.classifier?.layers.filter(({ kind }) => kind !== "flatten").length !== 1) {
    throw new UserError(`The peers know classifiers of one dense layer only, not that of ${plan.name}`);
  }
  return {
    input: [plan.input.height, plan.input.width, plan.input.channels],
    stages: plan.stages.map(({ layers, pool, name }) => {
      if (pool === null || pool.where.kind !== "hard")
        throw new UserError(`The peers need a hard pool in stage ${name}`);
      return { convolutions: layers.flatMap(convolutionOf), pool: pool.size };
    }),
    classes: plan.classifier.classes,
    weights: { nll: weightOf("NLL"), l2rec: weightOf("L2rec"), l2m: weightOf("L2M") },
  };
}

function convolutionOf(layer: LayerPlan): (readonly [number, number, number])[] {
  if (layer.kind === "conv") return [[layer.kernel[0], layer.kernel[1], layer.output.channels]];
  if (layer.kind === "relu") return [];
  throw new UserError(`The peers know convolutions and ReLUs only, not ${layer.kind}`);
}
