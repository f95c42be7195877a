/** The names phase: a model's parts by their names. Diagnostics: SW02xx and the names among SW04xx and SW05xx. */
import { layerNames, sectionNames } from "../../../grammar/vocabulary.js";
import { type Report, replacement } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import type { PlainModel, PlainSection } from "../expand/plainModel.js";
import { positionAt, type SourceFile } from "../source/sourceFile.js";
import type { UnknownSectionNode } from "../syntax/ast.js";
import { didYouMean } from "./didYouMean.js";
import type { NamedModel, SectionName } from "./namedModel.js";
import { resolveClassifier, resolveEncoder } from "./resolveLayers.js";
import { resolveLoss } from "./resolveLoss.js";

/** Resolves the names in a model; `name` is the one that it has in the plan. */
export function resolveModel(source: SourceFile, node: PlainModel, name: string, report: Report): NamedModel {
  const first = new Map<SectionName, PlainSection>();
  const present = new Set<SectionName>();
  for (const section of node.sections) {
    if (section.kind === "unknown") {
      const meant = reportUnknownSection(section, node.intact, report);
      if (meant !== null) present.add(meant);
      continue;
    }
    const earlier = first.get(section.kind);
    present.add(section.kind);
    if (earlier === undefined) {
      first.set(section.kind, section);
      continue;
    }
    const { line } = positionAt(source, earlier.span.start);
    const label = `the first is on line ${line}`;
    const fix = replacement("remove this one", section.span, "");
    report("SW0207", { span: section.keyword.span, values: { section: section.kind }, label, fix });
  }
  const section = <Kind extends SectionName>(kind: Kind) =>
    (first.get(kind) ?? null) as Extract<PlainSection, { kind: Kind }> | null;

  const encoderNode = section("encoder");
  const classifierNode = section("classifier");
  const encoder = encoderNode && resolveEncoder(source, encoderNode, node.intact, report);
  const both = encoderNode?.classifier && classifierNode;
  if (both) {
    report("SW0211", {
      span: classifierNode.keyword.span,
      values: {},
      label: "a second classifier",
      notes: [
        `the notation on line ${positionAt(source, encoderNode.span.start).line} ends in fully connected layers, which are a classifier`,
      ],
      fix: replacement("remove this one", classifierNode.span, ""),
    });
  }
  const chosen = encoderNode?.classifier ?? classifierNode;
  if (chosen) present.add("classifier");
  const lossNode = section("loss");
  return {
    node,
    name,
    input: section("input"),
    encoder,
    classifier: chosen && resolveClassifier(chosen, report),
    where: section("where"),
    loss: lossNode && resolveLoss(source, lossNode, encoder, report),
    present: node.intact ? present : new Set(sectionNames),
  };
}

/** Reports an unknown section; returns the section that was probably meant. */
function reportUnknownSection(
  { keyword }: UnknownSectionNode,
  intact: boolean,
  report: Report,
): SectionName | null {
  const word = keyword.text;
  const isLayer = layerNames.some((kind) => kind === word);
  if (word === "stage" || word === "repeat" || isLayer) {
    // Behind a syntax error this is most likely a part of an encoder that was closed too early.
    if (!intact) return "encoder";
    const label = isLayer
      ? "layers stand in a stage: encoder { stage bottom { … } }"
      : "stages stand in the encoder: encoder { stage … }";
    report("SW0210", { span: keyword.span, values: { word, place: "directly in a model" }, label });
    return "encoder";
  }
  const meant = suggest(word, sectionNames) as SectionName | null;
  report("SW0202", {
    span: keyword.span,
    values: { word },
    ...didYouMean(
      keyword,
      meant,
      "the sections are input, encoder, classifier, where and loss",
      sectionNames,
    ),
  });
  return meant;
}
