/** SW0501 to SW0504 and SW0507: a where is hard, soft with a positive beta, none, or map. */
import { whereKinds } from "../../../../grammar/vocabulary.js";
import { type Fix, replacement, type Report, safeReplacement } from "../../diagnostics/diagnostic.js";
import { suggest } from "../../diagnostics/suggest.js";
import { didYouMean } from "../../names/didYouMean.js";
import { spanOver } from "../../source/span.js";
import type { NameNode, WhereNode } from "../../syntax/ast.js";
import type { RuleContext } from "../rule.js";
import { isUnknown, readNumber } from "../values.js";

export function whereClauses({ model, report }: RuleContext): void {
  const inStages = model.encoder?.stages.flatMap(({ where }) => where ?? []) ?? [];
  for (const where of model.where ? [...inStages, model.where] : inStages) checkWhere(where, report);
}

function checkWhere(where: WhereNode, report: Report): void {
  const { whereKind } = where;
  // A missing kind is a syntax error already.
  if (whereKind === null) return;
  switch (whereKind.text) {
    case "soft":
      checkBeta(where, whereKind, report);
      break;
    case "hard":
    case "none":
    case "map":
      checkNoOption(where, whereKind, report);
      break;
    default:
      report("SW0501", { span: whereKind.span, values: { word: whereKind.text }, ...hint(where, whereKind) });
  }
}

function hint(where: WhereNode, kind: NameNode): { label: string; fix: Fix | null } {
  if (kind.text === "beta" && where.values.length === 1) {
    return { label: "beta belongs to soft", fix: safeReplacement("soft beta", kind.span, "soft beta") };
  }
  const meant = suggest(kind.text, whereKinds);
  if (meant === "soft" && where.option === null && where.values.length === 0) {
    return { label: "did you mean `soft`?", fix: replacement("soft beta 100", kind.span, "soft beta 100") };
  }
  return didYouMean(kind, meant, "the kinds are hard, soft beta 100, none and map", whereKinds);
}

function checkNoOption(where: WhereNode, kind: NameNode, report: Report): void {
  const surplus = where.option ?? where.values[0];
  if (surplus === undefined) return;
  const span = { start: surplus.span.start, end: where.span.end };
  const fix = replacement(`where ${kind.text}`, { start: kind.span.end, end: where.span.end }, "");
  report("SW0504", { span, values: { kind: kind.text, option: surplus.text }, fix });
}

function checkBeta(where: WhereNode, kind: NameNode, report: Report): void {
  const { option, values } = where;
  const [value] = values;
  const last = values.at(-1);
  if (option !== null && option.text !== "beta") {
    report("SW0507", {
      span: option.span,
      values: { word: option.text },
      ...didYouMean(option, "beta", "", ["beta"]),
    });
  } else if (value === undefined || last === undefined) {
    const end = { start: where.span.end, end: where.span.end };
    const fix =
      option === null
        ? replacement("where soft beta 100", end, " beta 100")
        : replacement("beta 100", end, " 100");
    report("SW0502", { span: where.span, values: {}, fix });
  } else if (option === null) {
    const fix = safeReplacement(
      `where soft beta ${value.text}`,
      { start: kind.span.end, end: value.span.start },
      " beta ",
    );
    report("SW0502", { span: value.span, values: {}, label: "`beta` is missing before the number", fix });
  } else if (values.length > 1) {
    const span = spanOver(value.span, last.span);
    const text = values.map((part) => part.text).join(" ");
    report("SW0503", { span, values: { value: text }, label: "one number is expected here" });
  } else if (!isUnknown(value)) {
    const beta = readNumber(value.text);
    if (beta === null || !(beta > 0) || !Number.isFinite(beta))
      report("SW0503", { span: value.span, values: { value: value.text } });
  }
}
