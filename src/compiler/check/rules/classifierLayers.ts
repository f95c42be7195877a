/** SW0212 and SW0313: a classifier is made of layers for vectors and ends in a dense one. */
import { replacement } from "../../diagnostics/diagnostic.js";
import type { RuleContext } from "../rule.js";

export function classifierLayers({ model, report }: RuleContext): void {
  const { classifier, node } = model;
  if (classifier === null) return;
  const misplaced = classifier.layers.filter(({ kind }) => kind === "conv" || kind === "pool");
  for (const layer of misplaced) {
    const label = "belongs to a stage of the encoder";
    report("SW0212", { span: layer.node.span, values: { layer: layer.node.written }, label });
  }
  const last = classifier.layers.at(-1);
  const sound = node.intact && classifier.complete && misplaced.length === 0;
  if (!sound || last === undefined || last.kind === "dense") return;
  const logits = classifier.layers.findLast(({ kind }) => kind === "dense");
  const { end } = last.node.span;
  const fix = !logits
    ? replacement("add dense 10, for ten classes", { start: end, end }, "  dense 10")
    : !last.node.inNotation
      ? replacement(
          `end with ${logits.node.written} ${logits.node.values[0]?.text ?? ""}`.trimEnd(),
          { start: logits.node.span.end, end: last.node.span.end },
          "",
        )
      : null;
  const label = logits ? "the logits end here" : "add dense with the number of classes, such as dense 10";
  report("SW0313", { span: last.node.span, values: { layer: last.node.written }, label, fix });
}
