/**
 * Turns encoders from the block form into the paper's notation, and back, where both say the same.
 *
 * What was turned is read again and compared with what stood there, layer by layer; anything that would be lost on the way (a name, a where, a
 * comment, an order of layers that the notation cannot write) leaves the encoder as it is, with a remark that says so.
 */
import type { IToken } from "chevrotain";
import { createSourceFile, positionAt, type SourceFile } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";
import type { ClassifierNode, EncoderNode, ModelNode, StageNode } from "../syntax/ast.js";
import { parse } from "../syntax/parse.js";
import { readTokens } from "./concreteTree.js";
import { layerWords, partsOfNotation } from "./layerText.js";

export type EncoderForm = "notation" | "blocks";

/** Why an encoder stays in the form that it has. */
export interface Remark {
  /** The place of the encoder, counted from 1. */
  readonly line: number;
  readonly column: number;
  /** One sentence without a full stop. */
  readonly message: string;
}

/** The source with all encoders in one form, as far as that says the same. The source has no syntax errors. */
export function turnEncoders(
  text: string,
  form: EncoderForm,
): { readonly text: string; readonly remarks: readonly Remark[] } {
  const source: Source = { ...createSourceFile("", text), tokens: readTokens(text) };
  const remarks: Remark[] = [];
  let turned = "";
  let end = 0;
  for (const model of parse(source).spec.models) {
    const parts = partsOf(model);
    if (parts === null || formOf(source, parts.encoder) === form) continue;
    const result =
      model.base !== null
        ? "it changes the encoder of another model"
        : form === "blocks"
          ? toBlocks(source, parts)
          : toNotation(source, parts);
    if (typeof result === "string") {
      const message = `the encoder of ${model.name?.text ?? "this model"} stays as it is: ${result}`;
      remarks.push({ ...positionAt(source, parts.encoder.span.start), message });
      continue;
    }
    for (const edit of result) {
      turned += text.slice(end, edit.span.start) + edit.text;
      end = edit.span.end;
    }
  }
  return { text: turned + text.slice(end), remarks };
}

interface Source extends SourceFile {
  readonly tokens: readonly IToken[];
}

interface Parts {
  readonly encoder: EncoderNode;
  /** The section; null where there is none. */
  readonly classifier: ClassifierNode | null;
}

/** What replaces a stretch of the source, in order; or the reason why nothing can. */
type Turned = readonly { readonly span: Span; readonly text: string }[] | string;

/** The encoder and the classifier of a model; null where a section is missing or written twice. */
function partsOf({ sections }: ModelNode): Parts | null {
  const [encoder, ...otherEncoders] = sections.filter((section) => section.kind === "encoder");
  const [classifier = null, ...otherClassifiers] = sections.filter(
    (section) => section.kind === "classifier",
  );
  const isAmbiguous = otherEncoders.length + otherClassifiers.length > 0;
  return encoder === undefined || isAmbiguous ? null : { encoder, classifier };
}

function formOf({ tokens }: Source, { keyword }: EncoderNode): EncoderForm {
  const next = tokens.find(({ startOffset }) => startOffset >= keyword.span.end);
  return next?.image === "{" ? "blocks" : "notation";
}

function toBlocks(source: Source, { encoder, classifier }: Parts): Turned {
  if (hasComments(source, encoder.span)) return "its comments would have no place";
  if (encoder.classifier !== null && classifier !== null) return "it has two classifiers";
  const stages = encoder.stages.map((stage) => (stage.kind === "stage" ? writeStage(stage) : ""));
  const text = [
    `encoder {\n${stages.join("\n")}\n}`,
    ...(encoder.classifier === null ? [] : [`classifier { ${writeLayers(encoder.classifier)} }`]),
  ].join("\n");
  const before = meaningOf(encoder, encoder.classifier);
  return saysTheSame(text, before) ? [{ span: encoder.span, text }] : "blocks cannot write its layers";
}

function toNotation(source: Source, { encoder, classifier }: Parts): Turned {
  const obstacle = obstacleTo(source, encoder);
  if (obstacle !== null) return obstacle;
  const parts = encoder.stages.flatMap((stage) => (stage.kind === "stage" ? partsOfNotation(stage) : []));
  if (classifier !== null && !hasComments(source, classifier.span)) {
    const text = `encoder ${[...parts, ...partsOfNotation(classifier)].join("-")}`;
    if (saysTheSame(text, meaningOf(encoder, classifier))) {
      const edits = [{ span: encoder.span, text }, removal(source, classifier.span)];
      return edits.sort((a, b) => a.span.start - b.span.start);
    }
  }
  const text = `encoder ${parts.join("-")}`;
  if (saysTheSame(text, meaningOf(encoder, null))) return [{ span: encoder.span, text }];
  return "the notation cannot write its layers";
}

/** Takes a section away with the white space before it; what follows keeps a line of its own. */
function removal({ text }: SourceFile, { start, end }: Span): { span: Span; text: string } {
  const begin = text.slice(0, start).trimEnd().length;
  return { span: { start: begin, end }, text: /^[ \t]*[\r\n]/.test(text.slice(end)) ? "" : "\n" };
}

/** What only blocks can say. */
function obstacleTo(source: Source, encoder: EncoderNode): string | null {
  if (hasComments(source, encoder.span)) return "its comments would have no place";
  const stages = encoder.stages.filter((stage) => stage.kind === "stage");
  if (stages.length < encoder.stages.length) return "the notation has no `repeat`";
  const names = stages.map(({ name }) => name?.text ?? "");
  const lost = names.filter((name, index) => name !== `stage${index + 1}`);
  if (lost.length > 0)
    return `the notation would lose ${lost.length === 1 ? "the name" : "the names"} ${lost.join(", ")}`;
  const where = stages.find(({ wheres }) => wheres.length > 0);
  return where === undefined ? null : `the notation would lose the where of ${where.name?.text}`;
}

/** True where a comment stands between the words of a stretch: it could be lost. */
function hasComments({ text, tokens }: Source, { start, end }: Span): boolean {
  let position = start;
  for (const { startOffset, image } of tokens) {
    if (startOffset < start || startOffset >= end) continue;
    if (text.slice(position, startOffset).trim() !== "") return true;
    position = startOffset + image.length;
  }
  return false;
}

function writeStage(stage: StageNode): string {
  return `stage ${stage.name?.text ?? ""} { ${writeLayers(stage)} }`;
}

function writeLayers({ layers }: Pick<StageNode, "layers">): string {
  return layers.map((layer) => layerWords(layer).join(" ")).join("  ");
}

/** True where sections, read as those of a model, mean what `meaning` says. */
function saysTheSame(sections: string, meaning: string): boolean {
  const { spec, diagnostics } = parse(createSourceFile("", `model M { ${sections} }`));
  const [model] = spec.models;
  const parts = model === undefined || diagnostics.length > 0 ? null : partsOf(model);
  return parts !== null && meaningOf(parts.encoder, parts.classifier ?? parts.encoder.classifier) === meaning;
}

/** Stages and classifier without their places and their form. */
function meaningOf(encoder: EncoderNode, classifier: ClassifierNode | null): string {
  const stages = encoder.stages.map((stage) =>
    stage.kind === "stage" ? { name: stage.name?.text, ...contentOf(stage) } : stage,
  );
  const { length: misplaced } = encoder.misplaced;
  return JSON.stringify({ stages, misplaced, classifier: classifier && contentOf(classifier) });
}

function contentOf({ layers, wheres }: Pick<StageNode, "layers" | "wheres">): object {
  const plain = layers.map((layer) => ({ kind: layer.kind, words: layerWords(layer) }));
  return { layers: plain, wheres: wheres.length };
}
