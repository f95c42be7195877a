/** The body of a model: its own sections with parameters and repeats written out. */
import { unknownValue } from "../check/values.js";
import type { InputNode, LossEntryNode, ModelNode, SectionNode } from "../syntax/ast.js";
import { type Context, expandValue, spanAround } from "./context.js";
import {
  expandClassifier,
  expandLayers,
  expandStages,
  expandWhere,
  isBareParameter,
  reportBare,
} from "./expandBlocks.js";
import type { PlainSection } from "./plainModel.js";

export function expandSections({ sections }: ModelNode, context: Context): PlainSection[] {
  const result: PlainSection[] = [];
  for (const section of sections) {
    const before = result.at(-1);
    if (
      section.kind === "unknown" &&
      before?.kind === "input" &&
      isBareParameter(section.keyword, context.environment)
    ) {
      result[result.length - 1] = withBare(
        before,
        reportBare(section.keyword, false, context).text,
        section.keyword.span,
      );
    } else result.push(expandSection(section, context));
  }
  return result;
}

/** `input SxSx1`, with S a parameter: the shape lacks its parentheses, which is reported. */
function withBare(input: InputNode, text: string, span: InputNode["span"]): InputNode {
  return { ...input, values: [...input.values, { text, span, inNotation: false, computed: [] }] };
}

function expandSection(section: SectionNode, context: Context): PlainSection {
  switch (section.kind) {
    case "input":
      return { ...section, values: section.values.map((value) => expandValue(value, context)) };
    case "encoder":
      return {
        ...section,
        stages: expandStages(section.stages, context),
        misplaced: section.misplaced.map((item) =>
          item.kind === "where" ? expandWhere(item, context) : (expandLayers([item], context)[0] ?? item),
        ),
        classifier: section.classifier && expandClassifier(section.classifier, context),
      };
    case "classifier":
      return expandClassifier(section, context);
    case "where":
      return expandWhere(section, context);
    case "loss":
      return { ...section, entries: section.entries.map((entry) => expandEntry(entry, context)) };
    case "unknown":
      return section;
  }
}

function expandEntry(entry: LossEntryNode, context: Context): LossEntryNode {
  const { argument } = entry;
  if (
    argument !== null &&
    entry.values.length === 0 &&
    entry.name.text !== "reduce" &&
    isBareParameter(argument, context.environment)
  ) {
    reportBare(argument, false, context);
    return {
      ...entry,
      argument: null,
      values: [{ text: unknownValue, span: argument.span, inNotation: false, computed: [] }],
    };
  }
  const values = entry.values.map((value) => expandValue(value, context));
  return { ...entry, values, span: spanAround(entry.span, values, context) };
}
