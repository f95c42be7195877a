/** `extends`: the sections of a model laid over those of its base. */
import type { Span } from "../source/span.js";
import type { LossEntryNode, LossNode } from "../syntax/ast.js";
import type { PlainEncoder, PlainSection, PlainStage } from "./plainModel.js";

/**
 * The sections of `own` over those of `base`: stages of the same name are replaced in place and new ones come on top, loss entries likewise; an
 * encoder in the paper's notation, and every other section, is replaced as a whole.
 */
export function overlay(base: readonly PlainSection[], own: readonly PlainSection[]): PlainSection[] {
  const taken = new Set(own.map(({ kind }) => kind));
  const notation = own.some((section) => section.kind === "encoder" && section.classifier !== null);
  const inherited = firstOfEachKind(base).filter((section) => {
    if (section.kind === "unknown") return false;
    return !taken.has(section.kind) && !(section.kind === "classifier" && notation);
  });
  const baseEncoder = base.find((section) => section.kind === "encoder");
  const baseLoss = base.find((section) => section.kind === "loss");
  const laid = own.map((section): PlainSection => {
    if (section.kind === "encoder" && baseEncoder && !isNotation(section))
      return withoutClassifier(overlayEncoder(baseEncoder, section), taken.has("classifier"));
    if (section.kind === "loss" && baseLoss) return overlayLoss(baseLoss, section);
    return section;
  });
  return [
    ...inherited.map((section) =>
      section.kind === "encoder" ? withoutClassifier(section, taken.has("classifier")) : section,
    ),
    ...laid,
  ];
}

function firstOfEachKind(sections: readonly PlainSection[]): PlainSection[] {
  const seen = new Set<string>();
  return sections.filter(({ kind }) => !seen.has(kind) && seen.add(kind));
}

/** Stages of the notation are written without the word. */
function isNotation({ stages, classifier }: PlainEncoder): boolean {
  const [first] = stages;
  return classifier !== null || first?.layers[0]?.inNotation === true;
}

/** A classifier of one's own replaces the one that the base's notation ends in. */
function withoutClassifier(encoder: PlainEncoder, isReplaced: boolean): PlainEncoder {
  return isReplaced ? { ...encoder, classifier: null } : encoder;
}

function overlayEncoder(base: PlainEncoder, own: PlainEncoder): PlainEncoder {
  const replacing = new Map(own.stages.map((stage) => [stage.name?.text, stage]));
  const inherited = new Set(base.stages.map(({ name }) => name?.text));
  const used = new Set<PlainStage>();
  const stages = base.stages.map((stage) => {
    const replaced = replacing.get(stage.name?.text) ?? stage;
    used.add(replaced);
    return replaced;
  });
  const added = own.stages.filter((stage) => !used.has(stage) || !inherited.has(stage.name?.text));
  return { ...own, stages: [...stages, ...added], classifier: base.classifier };
}

function overlayLoss(base: LossNode, own: LossNode): LossNode {
  const keys = new Set(own.entries.map(keyOf));
  return { ...own, entries: [...base.entries.filter((entry) => !keys.has(keyOf(entry))), ...own.entries] };
}

function keyOf({ name, argument }: LossEntryNode): string {
  if (name.text === "reduce" || argument === null) return name.text;
  return `${name.text} ${argument.text}`;
}

/** True where a span lies in another. */
export function lies(span: Span, within: Span): boolean {
  return span.start >= within.start && span.end <= within.end;
}
