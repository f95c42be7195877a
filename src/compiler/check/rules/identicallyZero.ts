/** SW0406: warns of an L2M term that was asked for and is always 0. */
import { replacement } from "../../diagnostics/diagnostic.js";
import type { RuleContext } from "../rule.js";

/**
 * Warns of `L2M top 0.1` where top's own term is 0, and of `L2M 0.5` where that weight reaches no other term. `L2*` also sets
 * L2rec, so it never warns.
 */
export function identicallyZero({ model, terms, report }: RuleContext): void {
  if (!model.node.intact || model.encoder?.complete !== true) return;
  const matching = terms.filter(({ kind }) => kind === "L2M");
  const allAreZero = matching.every((term) => term.identicallyZero);
  // Only the top stage's term can be identically 0.
  const zero = matching.findLast((term) => term.identicallyZero && term.weight > 0);
  for (const named of model.loss?.terms ?? []) {
    if (named.kind !== "L2M" || zero?.decidedBy !== named) continue;
    // A general L2M has its say in the stages below, if there are any.
    if (named.stage === null && !allAreZero) continue;
    report("SW0406", {
      span: named.entry.span,
      values: { term: `L2M ${zero.stage ?? ""}` },
      label: `the decoder starts from the what of ${zero.stage ?? "the top stage"} itself`,
      notes: [
        "a dropout behind the top stage's what, or a dense bottleneck on top, would make it a real term",
      ],
      fix: replacement("remove it", named.entry.span, ""),
    });
  }
}
