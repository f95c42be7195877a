/** Names in the encoder and the classifier: stages and layers. */
import { layerNames } from "../../../grammar/vocabulary.js";
import { type Fix, type Report, replacement } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { positionAt, type SourceFile, textOf } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";
import type { PlainClassifier, PlainEncoder, PlainStage } from "../expand/plainModel.js";
import type { LayerNode, NameNode } from "../syntax/ast.js";
import { didYouMean } from "./didYouMean.js";
import {
  type LayerKind,
  type NamedClassifier,
  type NamedEncoder,
  type NamedLayer,
  type NamedStage,
} from "./namedModel.js";
import { freeName, nameFix, nameProblem } from "./nameProblem.js";

const kindByName = new Map<string, LayerKind>(layerNames.map((kind) => [kind, kind]));

/** Words that cannot name a stage, since they begin an entry of the loss section. */
const lossWords = new Set(["NLL", "L2rec", "L2M", "reduce"]);

export function resolveEncoder(
  source: SourceFile,
  node: PlainEncoder,
  intact: boolean,
  report: Report,
): NamedEncoder {
  const firstByName = new Map<string, NameNode>();
  const stages = node.stages.map((stage) => {
    checkStageName(source, stage, firstByName, report);
    return resolveStage(stage, report);
  });
  reportMisplaced(source, node, intact, report);
  const complete = intact && node.misplaced.length === 0;
  const stageNames = new Set(stages.map(({ name }) => name));
  return { keyword: node.keyword, span: node.span, stages, stageNames, complete };
}

function checkStageName(
  source: SourceFile,
  { keyword, name }: PlainStage,
  firstByName: Map<string, NameNode>,
  report: Report,
): void {
  if (keyword.text !== "stage") {
    const fix = didYouMean(keyword, "stage", "", ["stage"]);
    report("SW0210", { span: keyword.span, values: { word: keyword.text, place: "in the encoder" }, ...fix });
  }
  if (name === null) return;
  const why = lossWords.has(name.text) ? "it is a word of the loss section" : nameProblem(name.text);
  if (why !== null) {
    const fix = nameFix(name, "Stage");
    report("SW0208", { span: name.span, values: { name: name.text, what: "stage", why }, fix });
  }
  const first = firstByName.get(name.text);
  if (first === undefined) firstByName.set(name.text, name);
  else {
    const label = `first given on line ${positionAt(source, first.span.start).line}`;
    const free = freeName(name.text, firstByName);
    const fix = replacement(`stage ${free}`, name.span, free);
    report("SW0206", { span: name.span, values: { name: name.text }, label, fix });
  }
}

function resolveStage(node: PlainStage, report: Report): NamedStage {
  const layers = resolveLayers(node.layers, report);
  for (const second of node.wheres.slice(1)) {
    const fix = replacement("remove it", second.span, "");
    report("SW0506", { span: second.span, values: { stage: node.name?.text ?? "" }, fix });
  }
  return {
    node,
    name: node.name?.text ?? "",
    layers,
    where: node.wheres[0] ?? null,
    complete: layers.length === node.layers.length,
  };
}

export function resolveClassifier(node: PlainClassifier, report: Report): NamedClassifier {
  for (const where of node.wheres) {
    const label = "a classifier pools nothing";
    const fix = replacement("remove it", where.span, "");
    report("SW0210", { span: where.span, values: { word: "where", place: "in a classifier" }, label, fix });
  }
  const layers = resolveLayers(node.layers, report);
  return { node, layers, complete: layers.length === node.layers.length };
}

function resolveLayers(nodes: readonly LayerNode[], report: Report): NamedLayer[] {
  const layers: NamedLayer[] = [];
  for (const node of nodes) {
    const kind = kindByName.get(node.name.text);
    if (kind !== undefined) layers.push({ kind, node });
    else reportUnknownLayer(node, report);
  }
  return layers;
}

function reportUnknownLayer({ name }: LayerNode, report: Report): void {
  const meant = suggest(name.text, layerNames);
  const otherwise = `the layers are ${layerNames.join(", ")}`;
  report("SW0203", {
    span: name.span,
    values: { word: name.text },
    ...didYouMean(name, meant, otherwise, layerNames),
  });
}

/** Layers and where-clauses directly in the encoder's block: one diagnostic for each run of layers. */
function reportMisplaced(source: SourceFile, node: PlainEncoder, intact: boolean, report: Report): void {
  const [firstLayer] = node.misplaced.filter((item) => item.kind === "layer");
  const where = node.misplaced.find((item) => item.kind === "where");
  if (firstLayer) {
    report("SW0210", {
      span: firstLayer.span,
      values: { word: firstLayer.name.text, place: "directly in the encoder" },
      label: "layers stand in a stage: stage bottom { … }",
      fix: node.stages.length === 0 && !where ? wrapped(node.misplaced) : null,
    });
  }
  if (where && intact) {
    const label = "write it in a stage with a pooling, or directly in the model";
    report("SW0210", {
      span: where.span,
      values: { word: "where", place: "directly in the encoder" },
      label,
      fix: movedBehind(source, where.span, node.span.end),
    });
  }
}

/** Moves a clause of the encoder behind it. */
function movedBehind(source: SourceFile, span: Span, end: number): Fix {
  return {
    title: "write it behind the encoder",
    safe: false,
    edits: [
      { span, text: "" },
      { span: { start: end, end }, text: `\n  ${textOf(source, span)}` },
    ],
  };
}

/** Puts layers into a stage. */
function wrapped(layers: readonly { readonly span: Span }[]): Fix | null {
  const first = layers[0]?.span.start;
  const last = layers.at(-1)?.span.end;
  if (first === undefined || last === undefined) return null;
  return {
    title: "stage bottom { … }",
    safe: true,
    edits: [
      { span: { start: first, end: first }, text: "stage bottom { " },
      { span: { start: last, end: last }, text: " }" },
    ],
  };
}
