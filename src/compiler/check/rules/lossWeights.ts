/** SW0402 to SW0404: every entry of the loss has one weight, which is finite and not negative. */
import { type RuleContext } from "../rule.js";
import { spanOver } from "../../source/span.js";
import { replacement } from "../../diagnostics/diagnostic.js";
import { isNotFinite, isUnknown, readNumber } from "../values.js";

export function lossWeights({ model, report }: RuleContext): void {
  for (const named of model.loss?.terms ?? []) {
    const { entry, kind, stage } = named;
    const term = stage === null ? kind : `${kind} ${stage}`;
    const [value, second] = entry.values;
    const last = entry.values.at(-1);
    if (value === undefined) {
      if (!model.node.intact) continue;
      const { end } = entry.span;
      const fix = replacement(`${term} 1`, { start: end, end }, " 1");
      report("SW0402", { span: entry.span, values: { term, expected: `a weight, such as ${term} 1` }, fix });
      continue;
    }
    if (second !== undefined && last !== undefined) {
      const surplus = { start: value.span.end, end: last.span.end };
      const span = spanOver(second.span, last.span);
      const fix = replacement("remove it", surplus, "");
      report("SW0402", { span, values: { term, expected: "one weight, not more" }, label: "too much", fix });
    }
    if (!isUnknown(value)) checkWeight(term, value.text, value.span, report);
  }
}

function checkWeight(
  term: string,
  text: string,
  span: { start: number; end: number },
  report: RuleContext["report"],
): void {
  const weight = readNumber(text);
  if (isNotFinite(text)) {
    report("SW0404", { span, values: { term, value: text } });
  } else if (weight === null) {
    report("SW0302", {
      span,
      values: { text, expected: "weight" },
      label: "a number such as 0.5 is expected here",
    });
  } else if (weight < 0) {
    const positive = text.replace("-", "");
    const fix = replacement(positive, span, positive);
    report("SW0403", { span, values: { term, value: text }, label: "0 or more", fix });
  }
}
