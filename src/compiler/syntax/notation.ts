/**
 * The paper's notation, `(64)5c-2p-(64)3c-2p-10fc`, taken apart into the stages and layers of the block form.
 *
 * A ReLU follows every convolution (behind its batch norm) and stands between fully connected layers; a stage ends at each pooling; the fully
 * connected layers at the end are the classifier.
 */
import type { GroupCstNode, NotationCstNode, NotationPartCstNode } from "../../../grammar/cst.js";
import { type Report, safeReplacement } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../source/sourceFile.js";
import { textOf } from "../source/sourceFile.js";
import { type Span, spanOver } from "../source/span.js";
import type { ClassifierNode, ExpressionNode, LayerNode, NameNode, StageNode, ValueNode } from "./ast.js";
import { buildGroup, spanOfGroup } from "./buildValues.js";
import { nameOf, realToken, spanOfToken } from "./tokenSpans.js";

interface Expanded {
  readonly span: Span;
  readonly stages: readonly StageNode[];
  readonly classifier: ClassifierNode | null;
}

/** The letters behind a part's number, and the layer that they stand for. */
const layerBySuffix: ReadonlyMap<string, string> = new Map([
  ["c", "conv"],
  ["p", "pool"],
  ["fc", "dense"],
  ["do", "dropout"],
]);

/** Expands the notation behind the `encoder` keyword. Diagnostics: SW0106 for a missing dash, SW0204 for parts that do not exist. */
export function expandNotation(
  source: SourceFile,
  keyword: NameNode,
  notation: NotationCstNode | undefined,
  report: Report,
): Expanded {
  const parts = notation?.children.notationPart ?? [];
  const dashes = (notation?.children.Dash ?? []).map((dash) => dash.startOffset);
  const layers: LayerNode[] = [];
  let span = keyword.span;
  let previous: Span | null = null;
  let dash = 0;
  for (const part of parts) {
    const place = spanOfPart(part);
    if (place === null) continue;
    if (previous !== null && !((dashes[dash] ?? Infinity) < place.start)) {
      const gap = { start: previous.end, end: place.start };
      report("SW0106", { span: place, values: {}, fix: safeReplacement("insert `-`", gap, "-") });
    }
    while ((dashes[dash] ?? Infinity) < place.start) dash += 1;
    const layer = layerOf(source, part, place, report);
    if (layer !== null) layers.push(layer);
    span = spanOver(span, place);
    previous = place;
  }
  return { span, ...split(withActivations(layers)) };
}

function spanOfPart({ children }: NotationPartCstNode): Span | null {
  const last = realToken(children.Quantity) ?? realToken(children.Name);
  if (last === null) return null;
  const opening = realToken(children.group?.[0]?.children.LeftParenthesis);
  return opening === null ? spanOfToken(last) : spanOver(spanOfToken(opening), spanOfToken(last));
}

/** The layer that a part stands for; null, with a diagnostic, where there is none. */
function layerOf(
  source: SourceFile,
  part: NotationPartCstNode,
  span: Span,
  report: Report,
): LayerNode | null {
  const { children } = part;
  const body = nameOf(children.Quantity) ?? nameOf(children.Name);
  const written = textOf(source, span);
  const unknown = (label = "parts are (64)5c, 2p, 10fc, bn and 0.5do") => {
    report("SW0204", { span, values: { part: written }, label });
    return null;
  };
  if (body === null) return null;
  const groups = (children.group ?? []).map(valueOfGroup).filter((value) => value !== null);
  const make = (name: string, values: readonly ValueNode[]): LayerNode => ({
    kind: "layer",
    name: { text: name, span },
    values,
    span,
    written,
    inNotation: true,
  });
  if (body.text === "bn") return groups.length > 0 ? unknown() : make("batchnorm", []);
  const [, number = "", suffix] = /^([0-9.x]*)([a-z]+)$/.exec(body.text) ?? [];
  const layer = layerBySuffix.get(suffix ?? "");
  if (layer === undefined) return unknown();
  const numberSpan = { start: body.span.start, end: body.span.start + number.length };
  const sides = number === "" ? [] : number.split("x").map((text): Side => ({ text, expression: null }));
  const channels = layer === "conv" ? groups.shift() : undefined;
  const joins = (children.SizeJoin ?? []).length + Math.max(0, sides.length - 1);
  const computed = groups.map((value): Side => ({
    text: value.text,
    expression: value.computed?.[0] ?? null,
  }));
  const all = [...computed, ...sides];
  const isSize = layer === "conv" || layer === "pool";
  if (layer === "conv" && channels === undefined)
    return unknown("how many maps? Write (64)5c for 64 of them");
  if (all.length === 0 || joins !== all.length - 1 || (!isSize && all.length > 1)) return unknown();
  const first = groups[0]?.span;
  const valueSpan = first === undefined ? numberSpan : { start: first.start, end: numberSpan.end };
  const value = valueOfSides(isSize && all.length === 1 ? [...all, ...all] : all, numberSpan, valueSpan);
  return make(layer, channels === undefined ? [value] : [value, channels]);
}

interface Side {
  readonly text: string;
  /** Null for a number. */
  readonly expression: ExpressionNode | null;
}

/** One number or a size; computed where one of its sides is. */
function valueOfSides(sides: readonly Side[], numberSpan: Span, span: Span): ValueNode {
  const text = sides.map((side) => side.text).join("x");
  if (sides.every(({ expression }) => expression === null))
    return { text, span, inNotation: true, computed: null };
  const computed = sides.map(
    (side): ExpressionNode => side.expression ?? { kind: "number", text: side.text, span: numberSpan },
  );
  return { text, span, inNotation: true, computed };
}

/** `(64)` and `(-64)` are the numbers in them, written plainly; anything else is computed. */
function valueOfGroup(group: GroupCstNode): ValueNode | null {
  const expression = buildGroup(group);
  if (expression === null) return null;
  const plain = expression.kind === "negative" ? expression.operand : expression;
  if (plain.kind === "number") {
    const text = (plain === expression ? "" : "-") + plain.text;
    return { text, span: expression.span, inNotation: true, computed: null };
  }
  return { text: "(…)", span: spanOfGroup(group, expression), inNotation: true, computed: [expression] };
}

/** Adds the ReLUs that the notation implies. */
function withActivations(layers: readonly LayerNode[]): LayerNode[] {
  const lastDense = layers.findLastIndex((layer) => layer.name.text === "dense");
  const result: LayerNode[] = [];
  layers.forEach((layer, index) => {
    result.push(layer);
    const next = layers[index + 1]?.name.text;
    const weighted = layer.name.text === "batchnorm" ? layers[index - 1] : layer;
    const name = weighted?.name.text;
    const activated = name === "conv" || (name === "dense" && index < lastDense);
    if (!activated || (layer === weighted && next === "batchnorm")) return;
    result.push({ ...layer, name: { ...layer.name, text: "relu" }, values: [] });
  });
  return result;
}

/** Cuts the layers into stages and a classifier. */
function split(layers: readonly LayerNode[]): Omit<Expanded, "span"> {
  const lastMap = layers.findLastIndex(({ name }) => name.text === "conv" || name.text === "pool");
  const firstDense = layers.findIndex(({ name }, index) => index > lastMap && name.text === "dense");
  let end = firstDense === -1 ? layers.length : firstDense;
  // A dropout right before the fully connected layers is the classifier's own.
  if (firstDense !== -1) while (end > lastMap + 1 && layers[end - 1]?.name.text === "dropout") end -= 1;
  const stages = group(layers.slice(0, end)).map((group, index) => stageOf(group, index));
  const top = layers.slice(end);
  const span = spanOfLayers(top);
  if (span === null) return { stages, classifier: null };
  const keyword = { text: "classifier", span };
  return { stages, classifier: { kind: "classifier", keyword, span, layers: top, wheres: [] } };
}

/** A stage ends behind its pooling, and the dropout that may follow it; fully connected layers form stages of their own. */
function group(layers: readonly LayerNode[]): LayerNode[][] {
  const groups: LayerNode[][] = [];
  let current: LayerNode[] = [];
  let kinds = new Set<string>();
  for (const layer of layers) {
    const kind = layer.name.text;
    const needsMap = kind === "conv" || kind === "pool";
    const mixes = (kind === "dense" && kinds.has("conv")) || (needsMap && kinds.has("dense"));
    const followsPool = kinds.has("pool") && !(kind === "dropout" && current.at(-1)?.name.text === "pool");
    if (current.length > 0 && (mixes || followsPool)) {
      groups.push(current);
      current = [];
      kinds = new Set();
    }
    current.push(layer);
    kinds.add(kind);
  }
  if (current.length > 0) groups.push(current);
  return groups;
}

function stageOf(layers: readonly LayerNode[], index: number): StageNode {
  const span = spanOfLayers(layers) ?? { start: 0, end: 0 };
  return {
    kind: "stage",
    keyword: { text: "stage", span },
    name: { text: `stage${index + 1}`, span },
    documentation: null,
    span,
    layers,
    wheres: [],
  };
}

function spanOfLayers(layers: readonly LayerNode[]): Span | null {
  const [first] = layers;
  const last = layers.at(-1);
  return first === undefined || last === undefined ? null : spanOver(first.span, last.span);
}
