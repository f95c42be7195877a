/** SW0505: a stage without pooling has no where. */
import { replacement } from "../../diagnostics/diagnostic.js";
import type { RuleContext } from "../rule.js";

export function whereNeedsPool({ model, report }: RuleContext): void {
  for (const stage of model.encoder?.stages ?? []) {
    const { where, complete, layers, node, name } = stage;
    if (where === null || !complete || !model.node.intact || layers.some(({ kind }) => kind === "pool"))
      continue;
    // An empty stage is an error of its own.
    if (node.layers.length === 0) continue;
    const label = "there is no pooling in this stage";
    report("SW0505", {
      span: where.span,
      values: { stage: name },
      label,
      fix: replacement("remove it", where.span, ""),
    });
  }
}
