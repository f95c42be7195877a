/** Layers, stages and wheres with their repeats written out and their values computed. */
import { layerNames } from "../../../grammar/vocabulary.js";
import { layerArguments } from "../check/layerArguments.js";
import { isUnknown, readCount, unknownValue } from "../check/values.js";
import { replacement } from "../diagnostics/diagnostic.js";
import { positionAt } from "../source/sourceFile.js";
import type {
  ClassifierNode,
  LayerNode,
  NameNode,
  RepeatNode,
  StageNode,
  ValueNode,
  WhereNode,
} from "../syntax/ast.js";
import type { Environment } from "./bindings.js";
import { type Context, expandValue, spanAround } from "./context.js";
import type { PlainClassifier, PlainStage } from "./plainModel.js";

/** Repeats make at most so many layers of one model. */
export const mostRepeatedLayers = 4096;

const knownLayers = new Set<string>(layerNames);

type Block<Item> = readonly (Item | RepeatNode<Item>)[];

/** The stages of an encoder; those in a repeat get the number of the round behind their names. */
export function expandStages(stages: Block<StageNode>, context: Context, suffix = ""): PlainStage[] {
  return stages.flatMap((item): PlainStage[] => {
    if (item.kind === "repeat")
      return rounds(item, context).flatMap((inRound, index) =>
        expandStages(item.items, inRound, `${suffix}${suffix === "" ? "" : "_"}${index + 1}`),
      );
    const name = item.name && { ...item.name, text: item.name.text + suffix };
    return [{ ...item, name, ...expandBlock(item, context), span: spanAround(item.span, [], context) }];
  });
}

export function expandClassifier(node: ClassifierNode, context: Context): PlainClassifier {
  return { ...node, ...expandBlock(node, context) };
}

function expandBlock(block: { layers: Block<LayerNode>; wheres: readonly WhereNode[] }, context: Context) {
  return {
    layers: expandLayers(block.layers, context),
    wheres: block.wheres.map((where) => expandWhere(where, context)),
  };
}

/** A where, with the parameter that it may name replaced by the kind that it stands for. */
export function expandWhere(where: WhereNode, context: Context): WhereNode {
  const { whereKind } = where;
  const binding = context.environment.get(whereKind?.text ?? "");
  if (whereKind === null || binding === undefined || where.option !== null || where.values.length > 0) {
    const values = where.values.map((value) => expandValue(value, context));
    return { ...where, values };
  }
  context.mentioned.add(binding.parameter);
  if (binding.type !== "where" && binding.type !== null) {
    const values = { name: whereKind.text, type: binding.type, place: "a kind of where" };
    context.report("SW0607", { span: whereKind.span, values });
  }
  const given = binding.value?.kind === "where" ? binding.value : null;
  if (given === null) return { ...where, whereKind: { ...whereKind, text: "hard" } };
  const origin = {
    place: given.place,
    parameter: null,
    isWhole: false,
    isComputed: false,
    notes: context.rounds,
  };
  const { where: constant } = given;
  return {
    ...where,
    whereKind: {
      text: constant.whereKind.text,
      span: context.provenance.copy(constant.whereKind.span, origin),
    },
    option: constant.option,
    values: constant.values,
  };
}

export function expandLayers(layers: Block<LayerNode>, context: Context): LayerNode[] {
  const result: LayerNode[] = [];
  for (const item of layers) {
    if (item.kind === "repeat") {
      for (const inRound of rounds(item, context)) result.push(...expandLayers(item.items, inRound));
      continue;
    }
    const before = result.at(-1);
    if (
      before !== undefined &&
      isBareParameter(item.name, context.environment) &&
      !knownLayers.has(item.name.text)
    ) {
      const kinds = layerArguments[before.name.text as keyof typeof layerArguments] ?? [];
      const unknown = reportBare(item.name, kinds[before.values.length]?.type === "size", context);
      const values = [...before.values, unknown, ...item.values.map((value) => expandValue(value, context))];
      // More than the layer takes come from arithmetic without parentheses: one mistake is enough.
      result[result.length - 1] = {
        ...before,
        values: kinds.length === 0 ? values : values.slice(-kinds.length),
      };
      continue;
    }
    const values = item.values.map((value) => expandValue(value, context));
    result.push({ ...item, values, span: spanAround(item.span, values, context) });
  }
  return result;
}

/** True for `X` and `XxX` where X is a parameter: a number that lacks its parentheses. */
export function isBareParameter({ text }: NameNode, environment: Environment): boolean {
  if (environment.size === 0) return false;
  return (
    environment.has(text) ||
    (text.includes("x") && text.split("x").every((side) => isSide(side, environment)))
  );
}

function isSide(text: string, environment: Environment): boolean {
  return environment.has(text) || /^\d+$/.test(text);
}

/** SW0617, with the value that it leaves unknown. */
export function reportBare(name: NameNode, isSize: boolean, context: Context): ValueNode {
  const sides = context.environment.has(name.text)
    ? isSize
      ? [name.text, name.text]
      : [name.text]
    : name.text.split("x");
  for (const side of sides) {
    const binding = context.environment.get(side);
    if (binding !== undefined) context.mentioned.add(binding.parameter);
  }
  const text = sides.map((side) => (context.environment.has(side) ? `(${side})` : side)).join("x");
  context.report("SW0617", {
    span: name.span,
    values: { name: name.text },
    fix: { ...replacement(text, name.span, text), safe: !isSize || sides.length > 1 },
  });
  return { text: sides.map(() => unknownValue).join("x"), span: name.span, inNotation: false, computed: [] };
}

/** The rounds of a repeat; one where their number is not known or too large. */
function rounds<Item>(repeat: RepeatNode<Item>, context: Context): Context[] {
  const { line } = positionAt(context.source, repeat.span.start);
  const count = countOf(repeat, context);
  return Array.from({ length: count }, (_, index) => ({
    ...context,
    rounds: [...context.rounds, `in round ${index + 1} of the \`repeat\` on line ${line}`],
  }));
}

/** SW0612 and SW0613. */
function countOf<Item>(repeat: RepeatNode<Item>, context: Context): number {
  const [value, second] = repeat.values.map((written) => expandValue(written, context));
  if (value === undefined || second !== undefined) {
    context.report("SW0612", {
      span: (second ?? repeat.keyword).span,
      values: { found: value === undefined ? "nothing" : "two numbers" },
    });
    return 1;
  }
  if (isUnknown(value)) return 1;
  const reading = readCount(value);
  if (reading.kind !== "count" && reading.kind !== "tooLarge") {
    context.report("SW0612", { span: value.span, values: { found: value.text } });
    return 1;
  }
  const before = context.repeated.layers;
  const layers = reading.kind === "count" ? reading.value * Math.max(1, repeat.items.length) : Infinity;
  context.repeated.layers += layers;
  if (reading.kind === "count" && context.repeated.layers <= mostRepeatedLayers) return reading.value;
  context.repeated.layers = before;
  context.report("SW0613", {
    span: value.span,
    values: { limit: mostRepeatedLayers.toLocaleString("en-US") },
  });
  return 1;
}
