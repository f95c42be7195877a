/** SW0301 to SW0305 and SW0307: every layer has the values that it takes, and they are sizes and counts. */
import { type Fix, replacement, safeReplacement } from "../../diagnostics/diagnostic.js";
import type { NamedLayer } from "../../names/namedModel.js";
import { spanOver } from "../../source/span.js";
import type { ValueNode } from "../../syntax/ast.js";
import { type ArgumentKind, argumentsOf, layerArguments, layerUsage } from "../layerArguments.js";
import { reportReadings } from "../reportReadings.js";
import { layersOf, type RuleContext } from "../rule.js";
import { countsOf, isUnknown, readCount, readDimensions } from "../values.js";

export function layerValues(context: RuleContext): void {
  for (const layer of layersOf(context.model)) {
    if (hasItsValues(context, layer)) {
      for (const { kind, value } of argumentsOf(layer)) checkValue(context, layer, kind, value);
    }
  }
}

/** The right number of values, in the right order. */
function hasItsValues({ report }: RuleContext, layer: NamedLayer): boolean {
  const { values } = layer.node;
  const expected = layerArguments[layer.kind];
  if (values.length === expected.length && !areSwapped(layer)) return true;
  const surplus = values[expected.length];
  const last = values.at(-1);
  const isSurplus = surplus !== undefined && last !== undefined;
  report("SW0301", {
    span: isSurplus ? spanOver(surplus.span, last.span) : layer.node.span,
    values: { layer: layer.kind, expected: layerUsage[layer.kind] },
    label: isSurplus ? "too much" : missing(layer),
    fix: isSurplus ? removal(layer, expected.length) : (swapped(layer) ?? completed(layer)),
  });
  return false;
}

/** What is missing; `conv 64` lacks the kernel more likely than the channels. */
function missing({ kind, node }: NamedLayer): string {
  if (lacksKernel(kind, node.values)) return "the kernel size is missing";
  const expected = layerArguments[kind];
  const count = node.values.length;
  const names = expected.slice(count).map(({ name }) => `the ${name}`);
  return names.length === 0
    ? "the kernel size comes first"
    : `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} missing`;
}

function lacksKernel(kind: NamedLayer["kind"], values: readonly ValueNode[]): boolean {
  return kind === "conv" && values.length === 1 && isPlain(values[0]);
}

/** The values that are missing, as they are often chosen. */
const usual: Readonly<Record<NamedLayer["kind"], readonly string[]>> = {
  conv: ["3x3", "64"],
  pool: ["2x2"],
  dense: ["10"],
  dropout: ["0.5"],
  relu: [],
  batchnorm: [],
};

function completed({ kind, node }: NamedLayer): Fix | null {
  const { values, name, inNotation } = node;
  if (inNotation || values.length >= layerArguments[kind].length) return null;
  const written = values.map(({ text }) => text);
  const all = lacksKernel(kind, values)
    ? [...usual[kind].slice(0, 1), ...written]
    : [...written, ...usual[kind].slice(values.length)];
  const span = { start: name.span.end, end: node.span.end };
  return replacement([kind, ...all].join(" "), span, ` ${all.join(" ")}`);
}

function removal(layer: NamedLayer, count: number): Fix | null {
  const before = layer.node.values[count - 1]?.span ?? layer.node.name.span;
  return replacement("remove it", { start: before.end, end: layer.node.span.end }, "");
}

/** `conv 64 5x5` */
function areSwapped({ kind, node }: NamedLayer): boolean {
  const [first, second] = node.values;
  return (
    kind === "conv" &&
    isPlain(first) &&
    second !== undefined &&
    countsOf(readDimensions(second))?.length === 2
  );
}

function swapped(layer: NamedLayer): Fix | null {
  const [first, second] = layer.node.values;
  if (!areSwapped(layer) || first === undefined || second === undefined) return null;
  const text = `${second.text} ${first.text}`;
  return safeReplacement(`conv ${text}`, spanOver(first.span, second.span), text);
}

function isPlain(value: ValueNode | undefined): boolean {
  return value !== undefined && readCount(value).kind === "count";
}

function checkValue(
  { report }: RuleContext,
  layer: NamedLayer,
  { name, type, sidesOf }: ArgumentKind,
  value: ValueNode,
): void {
  if (type === "rate" || isUnknown(value)) return;
  const dimensions = readDimensions(value);
  if (type === "count" && dimensions.length === 1) {
    reportReadings(report, dimensions, [`the ${name}`]);
  } else if (type === "size" && dimensions.length === 2) {
    reportReadings(report, dimensions, [`the height of the ${sidesOf}`, `the width of the ${sidesOf}`]);
  } else if (type === "size" && isPlain(value)) {
    const text = `${value.text}x${value.text}`;
    const fix = safeReplacement(text, value.span, text);
    report("SW0307", { span: value.span, values: { layer: layer.kind, size: value.text }, fix });
  } else {
    const fix = type === "size" ? withPlainLetter(value) : null;
    report("SW0302", { span: value.span, values: { text: value.text, expected: name }, fix });
  }
}

/** `5×5` and `5X5` are 5x5. */
function withPlainLetter({ text, span, inNotation }: ValueNode): Fix | null {
  const mended = text.replace(/[X×]/g, "x");
  const counts = countsOf(readDimensions({ text: mended, span, inNotation }));
  return mended !== text && counts?.length === 2 ? safeReplacement(mended, span, mended) : null;
}
