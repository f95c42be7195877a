/** SW0405: NLL needs the logits of a classifier. */
import { replacement } from "../../diagnostics/diagnostic.js";
import type { RuleContext } from "../rule.js";
import { readNumberOf } from "../values.js";

export function nllNeedsClassifier({ model, report }: RuleContext): void {
  const entry = model.loss?.terms.find(({ kind }) => kind === "NLL")?.entry;
  if (entry === undefined || model.present.has("classifier") || readNumberOf(entry.values[0]) === 0) return;
  report("SW0405", {
    span: entry.span,
    values: {},
    label: "there are no logits to take it from",
    notes: ["for ten classes, add: classifier { dense 10 }"],
    fix: replacement("train the auto-encoder alone: remove NLL", entry.span, ""),
  });
}
