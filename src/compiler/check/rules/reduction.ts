/** SW0410: `reduce` is mean or sum. */
import { reductions } from "../../../../grammar/vocabulary.js";
import { suggest } from "../../diagnostics/suggest.js";
import { didYouMean } from "../../names/didYouMean.js";
import type { RuleContext } from "../rule.js";

export function reduction({ model, report }: RuleContext): void {
  const entry = model.loss?.reduce;
  if (!entry) return;
  const { argument, values } = entry;
  const [surplus] = values;
  if (argument === null) {
    const found = surplus === undefined ? "nothing" : `\`${surplus.text}\``;
    report("SW0410", { span: surplus?.span ?? entry.span, values: { found } });
  } else if (!reductions.some((name) => name === argument.text)) {
    const hint = didYouMean(argument, suggest(argument.text, reductions), "", reductions);
    report("SW0410", { span: argument.span, values: { found: `\`${argument.text}\`` }, ...hint });
  } else if (surplus !== undefined) {
    const found = `\`${argument.text} ${surplus.text}\``;
    report("SW0410", { span: surplus.span, values: { found }, label: "takes no weight" });
  }
}
