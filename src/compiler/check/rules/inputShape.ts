/** SW0315 and the sizes in it: the input is height x width x channels. */
import { type Fix, replacement, safeReplacement } from "../../diagnostics/diagnostic.js";
import { spanOver } from "../../source/span.js";
import type { InputNode } from "../../syntax/ast.js";
import type { RuleContext } from "../rule.js";
import { reportReadings } from "../reportReadings.js";
import { countsOf, readDimensions } from "../values.js";

const names = ["the height of the input", "the width of the input", "the number of channels of the input"];

export function inputShape({ model, report }: RuleContext): void {
  const { input } = model;
  if (input === null || (input.values.length === 0 && !model.node.intact)) return;
  const [value, ...more] = input.values;
  const readings = value && readDimensions(value);
  if (readings?.length === 3 && more.length === 0) {
    reportReadings(report, readings, names);
    return;
  }
  const written = input.values.map(({ text }) => text).join(" ");
  const span = input.values.reduce(
    (over, part) => spanOver(over, part.span),
    value?.span ?? input.keyword.span,
  );
  const found = written === "" ? "nothing" : `\`${written}\``;
  report("SW0315", { span, values: { found }, label: "such as 28x28x1", fix: mended(input) });
}

/** `28 28 1` and `28X28X1` are joined by x; `28x28` gets one channel. */
function mended({ values }: InputNode): Fix | null {
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined) return null;
  const text = values.map((value) => value.text.replace(/[X×*]/g, "x")).join("x");
  const counts = countsOf(readDimensions({ text, span: first.span, inNotation: false })) ?? [];
  const shape = counts.length === 2 ? [...counts, 1] : counts;
  if (shape.length !== 3) return null;
  // That the image is grey is a guess.
  const replace = counts.length === 2 ? replacement : safeReplacement;
  return replace(`input ${shape.join("x")}`, spanOver(first.span, last.span), shape.join("x"));
}
