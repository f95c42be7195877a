/** Summaries of models as text and as JSON. */
import type { Plan } from "../../plan/plan.js";
import { type ModelSummary, summariseModel } from "../../plan/summary/summary.js";
import { renderCounting, renderSummary } from "./renderSummary.js";

/** What `swwae summary --json` prints; docs/schemas/summary.schema.json describes it. */
export interface SummaryDocument {
  readonly format: 1;
  readonly file: string;
  readonly models: readonly ModelSummary[];
}

export interface SummaryOptions {
  /** Images in the training step whose memory is estimated, ≥ 1. */
  readonly batch: number;
}

/** The summaries of all models of a plan. */
export function summaryDocument(plan: Plan, { batch }: SummaryOptions): SummaryDocument {
  return { format: 1, file: plan.file, models: plan.models.map((model) => summariseModel(model, { batch })) };
}

/** The same as text, a blank line between models and none at the end; how the figures are counted comes last. */
export function summaryText(
  plan: Plan,
  { batch, color }: SummaryOptions & { readonly color: boolean },
): string {
  const summaries = plan.models.map((model) => renderSummary(summariseModel(model, { batch }), { color }));
  return [...summaries, renderCounting({ color })].join("\n\n");
}
