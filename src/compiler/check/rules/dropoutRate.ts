/** SW0308: a dropout rate lies in [0, 1). */
import { replacement } from "../../diagnostics/diagnostic.js";
import { layersOf, type RuleContext } from "../rule.js";
import { isUnknown, readNumber } from "../values.js";

export function dropoutRate({ model, report }: RuleContext): void {
  for (const { kind, node } of layersOf(model)) {
    const [value, second] = node.values;
    if (kind !== "dropout" || value === undefined || second !== undefined || isUnknown(value)) continue;
    const { text, span } = value;
    const rate = readNumber(text);
    if (rate === null) {
      report("SW0302", {
        span,
        values: { text, expected: "dropout rate" },
        label: "a number such as 0.5 is expected here",
      });
    } else if (rate < 0 || rate >= 1) {
      const share = String(Number((rate / 100).toPrecision(12)));
      const fix = rate >= 2 && rate < 100 ? replacement(`${share} (for ${text} %)`, span, share) : null;
      report("SW0308", { span, values: { value: text }, fix });
    }
  }
}
