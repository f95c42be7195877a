/** The weights of the loss: which entry decides about which term. */
import type { NamedLayer, NamedLossTerm, NamedModel } from "../names/namedModel.js";
import { readNumber, readNumberOf } from "./values.js";

export interface WeightedTerm {
  readonly kind: "NLL" | "L2rec" | "L2M";
  /** The stage of an L2M term. */
  readonly stage: string | null;
  /** 0 where no entry gives a weight, or one that is no number. */
  readonly weight: number;
  /** The entry that decides; null where none does. */
  readonly decidedBy: NamedLossTerm | null;
  /** True for L2M of a top stage whose what is what the decoder starts from (Sec. 3). */
  readonly identicallyZero: boolean;
}

/**
 * The terms in the order NLL, L2rec, L2M from bottom to top; NLL only with a classifier. The more specific entry wins, wherever it stands:
 * `L2M top` before `L2M` before `L2*`, `L2rec` before `L2*`.
 */
export function weighTerms(model: NamedModel): WeightedTerm[] {
  const entries = new Map<string, NamedLossTerm>();
  for (const term of model.loss?.terms ?? []) entries.set(keyOf(term.kind, term.stage), term);
  const decide = (keys: readonly string[]): Pick<WeightedTerm, "weight" | "decidedBy"> => {
    const decidedBy = keys.map((key) => entries.get(key)).find((term) => term !== undefined) ?? null;
    return { weight: readNumberOf(decidedBy?.entry.values[0]) ?? 0, decidedBy };
  };

  const terms: WeightedTerm[] = [];
  if (model.classifier) {
    terms.push({ kind: "NLL", stage: null, identicallyZero: false, ...decide(["NLL"]) });
  }
  terms.push({ kind: "L2rec", stage: null, identicallyZero: false, ...decide(["L2rec", "L2*"]) });
  const stages = model.encoder?.stages ?? [];
  stages.forEach((stage, index) => {
    const isTop = index === stages.length - 1;
    const noisy = stage.layers.findLast((layer) => !isNoDropout(layer))?.kind === "dropout";
    const keys = [keyOf("L2M", stage.name), "L2M", "L2*"];
    terms.push({ kind: "L2M", stage: stage.name, identicallyZero: isTop && !noisy, ...decide(keys) });
  });
  return terms;
}

/** A dropout of rate 0 does nothing, and nothing is made of it. */
export function isNoDropout({ kind, node }: NamedLayer): boolean {
  return kind === "dropout" && readNumber(node.values[0]?.text ?? "") === 0;
}

function keyOf(kind: string, stage: string | null): string {
  return stage === null ? kind : `${kind} ${stage}`;
}
