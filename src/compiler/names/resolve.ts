/** The names phase: syntax tree → models whose names are resolved. Diagnostics: SW02xx and the names among SW04xx and SW05xx. */
import { layerNames, sectionNames } from "../../../grammar/vocabulary.js";
import { createDiagnostic, type Diagnostic, type Report, replacement } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { positionAt, type SourceFile } from "../source/sourceFile.js";
import type { ModelNode, NameNode, SectionNode, SpecNode, UnknownSectionNode } from "../syntax/ast.js";
import { didYouMean } from "./didYouMean.js";
import { nameProblem } from "./nameProblem.js";
import type { NamedModel, SectionName } from "./namedModel.js";
import { resolveClassifier, resolveEncoder } from "./resolveLayers.js";
import { resolveLoss } from "./resolveLoss.js";

/** Resolves the names of all models of a file, in order. Declarations that are no models are left out, with a diagnostic. */
export function resolveNames(
  source: SourceFile,
  spec: SpecNode,
): { models: readonly NamedModel[]; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, details) =>
    void diagnostics.push(createDiagnostic(source.path, code, details));
  const models: NamedModel[] = [];
  const firstByName = new Map<string, NameNode>();
  for (const node of spec.models) {
    if (!isModel(node, report)) continue;
    checkModelName(source, node.name, firstByName, report);
    models.push(resolveModel(source, node, report));
  }
  return { models, diagnostics };
}

/** True for `model` and for what looks like it; a word that is nothing like it is one error, with no look inside. */
function isModel(node: ModelNode, report: Report): boolean {
  const { keyword } = node;
  if (keyword.text === "model") return true;
  const meant = suggest(keyword.text, ["model"]);
  report("SW0201", {
    span: keyword.span,
    values: { word: keyword.text },
    ...didYouMean(keyword, meant, "only models are declared here", ["model"]),
  });
  return meant !== null;
}

function checkModelName(
  source: SourceFile,
  name: NameNode | null,
  firstByName: Map<string, NameNode>,
  report: Report,
): void {
  if (name === null) return;
  const why = nameProblem(name.text);
  if (why !== null) report("SW0208", { span: name.span, values: { name: name.text, what: "model", why } });
  const key = name.text.toLowerCase();
  const first = firstByName.get(key);
  if (first === undefined) {
    firstByName.set(key, name);
    return;
  }
  const { line } = positionAt(source, first.span.start);
  const same = first.text === name.text;
  report("SW0205", {
    span: name.span,
    values: { name: name.text },
    label: same
      ? `first given on line ${line}`
      : `\`${first.text}\` on line ${line} differs only in upper and lower case`,
  });
}

function resolveModel(source: SourceFile, node: ModelNode, report: Report): NamedModel {
  const first = new Map<SectionName, SectionNode>();
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
    report("SW0207", { span: section.keyword.span, values: { section: section.kind }, label });
  }
  const section = <Kind extends SectionName>(kind: Kind) =>
    (first.get(kind) ?? null) as Extract<SectionNode, { kind: Kind }> | null;

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
    name: node.name?.text ?? "",
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
  if (word === "stage" || isLayer) {
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
