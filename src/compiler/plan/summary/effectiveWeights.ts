/**
 * What the weights of the loss come to.
 *
 * The paper prints L2rec and L2M as sums over the elements of a map; as means they are smaller by the number of elements. A
 * weight alone therefore says nothing before it is known what it multiplies. With d the differences of E elements,
 *
 *     reduce mean:  λ · (1/E) Σ d²        reduce sum:  λ · Σ d²        so  λ_mean = λ_sum · E
 */
import { describeTerm } from "../describe.js";
import type { LossTermPlan, ModelPlan, Reduce } from "../plan.js";

export interface LossSummary {
  readonly reduce: Reduce;
  readonly terms: readonly TermSummary[];
}

export interface TermSummary {
  /** "NLL", "L2rec", "L2M bottom". */
  readonly name: string;
  readonly kind: LossTermPlan["kind"];
  /** The stage of an L2M term; null for the others. */
  readonly stage: string | null;
  /** As the spec says it. */
  readonly weight: number;
  /** Elements compared per sample; 1 for NLL. */
  readonly elements: number;
  /** λ_sum: what the squared difference of one element is multiplied by. */
  readonly perElement: number;
  /** λ_mean: what the mean of a sample's squared differences is multiplied by. */
  readonly perSample: number;
  /** Why the term trains nothing; null where it does. */
  readonly idle: string | null;
}

/** The terms of a model's loss in the order NLL, L2rec, L2M from bottom to top. */
export function weighLoss({ loss: { reduce, terms } }: ModelPlan): LossSummary {
  return { reduce, terms: terms.map((term) => weighTerm(term, reduce)) };
}

function weighTerm(term: LossTermPlan, reduce: Reduce): TermSummary {
  const { kind, stage, weight, elements } = term;
  const isMean = reduce === "mean";
  return {
    name: describeTerm(term),
    kind,
    stage,
    weight,
    elements,
    perElement: isMean ? weight / elements : weight,
    perSample: isMean ? weight : weight * elements,
    idle: whyIdle(term),
  };
}

function whyIdle({ identicallyZero, stage, weight }: LossTermPlan): string | null {
  if (identicallyZero) return `identically 0: the decoder starts from ${stage}.what itself`;
  return weight === 0 ? "weight 0" : null;
}
