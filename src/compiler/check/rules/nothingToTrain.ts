/** SW0411: warns of a loss whose weights are all 0. */
import type { RuleContext } from "../rule.js";

export function nothingToTrain({ model, terms, report }: RuleContext): void {
  const { loss, node } = model;
  if (loss === null || !node.intact || model.encoder?.complete !== true) return;
  const understood = loss.terms.length + (loss.reduce ? 1 : 0) === loss.node.entries.length;
  const mentioned = loss.terms.every(
    ({ entry }) => entry.values.length === 1 && Number(entry.values[0]?.text) === 0,
  );
  if (!understood || !mentioned || terms.some(({ weight }) => weight !== 0)) return;
  report("SW0411", {
    span: loss.node.keyword.span,
    values: { model: model.name },
    label: "such as loss { NLL 1  L2* 0.5 }",
  });
}
