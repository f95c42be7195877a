/** The models of an experiment: `model Net(X = 2, 4), Other`. */
import { replacement } from "../../diagnostics/diagnostic.js";
import type { BoundValue } from "../../expand/bindings.js";
import type { Expander, ExpandedModel } from "../../expand/expander.js";
import { readArguments } from "../../expand/parameters.js";
import type { LinkedFile } from "../../link/link.js";
import { textOf } from "../../source/sourceFile.js";
import type { Span } from "../../source/span.js";
import type { Cursor } from "../items.js";
import {
  type Alternative,
  type Option,
  sweepAlternatives,
  type Swept,
  withoutRepetitions,
  type WrittenOption,
} from "../sweep.js";

export interface ChosenModel {
  readonly model: ExpandedModel;
  /** How the file calls it. */
  readonly written: string;
}

export function readModels(cursor: Cursor, file: LinkedFile, expander: Expander): Swept<ChosenModel> | null {
  const { report, setting } = cursor;
  const alternatives: Alternative<ChosenModel>[] = [];
  let isSound = true;
  do {
    const name = cursor.take("word");
    if (name === null) {
      cursor.missing("the name of a model");
      return null;
    }
    const given = cursor.take("arguments");
    const stray = given === null ? cursor.take("value") : null;
    const declaration = expander.find(file, name, report);
    if (stray !== null) {
      const [parameter] = declaration === null ? [] : expander.defaults(declaration).keys();
      const text =
        parameter === undefined
          ? ""
          : `(${parameter} = ${textOf(expander.source, stray.span).replace(/^\(|\)$/g, "")})`;
      const fix = text === "" ? null : replacement(`${name.text}${text}`, stray.span, text);
      report("SW0611", { span: stray.span, values: { model: name.text }, fix });
    }
    if (declaration === null || stray !== null) {
      isSound = false;
      continue;
    }
    const target = { name: name.text, defaults: expander.defaults(declaration) };
    const read = readArguments(target, given?.arguments ?? null, name.span, new Map(), report);
    const options = read.map(({ binding, values, span }): Option<BoundValue> => {
      const choices = values.map((value) => ({ text: value.text, value, span: value.place }));
      return { name: binding.parameter.name.text, span, choices: withoutRepetitions(choices, report) };
    });
    const names = options.map((option) => option.name);
    const needed = [...target.defaults.values()].filter(({ parameter }) => parameter.initial === null);
    const asked = given?.arguments.list.filter((argument) => argument.name !== null).length ?? 0;
    const isComplete = needed.every(({ parameter }) => names.includes(parameter.name.text));
    if (!isComplete || asked !== options.length || options.some(({ choices }) => choices.length === 0)) {
      isSound = false;
      continue;
    }
    alternatives.push({
      text: name.text,
      span: name.span,
      whole: cursor.spanFrom(name),
      options,
      build: build(declaration, name, names, expander),
    });
  } while (cursor.take("comma") !== null);
  cursor.finish();
  if (!isSound) return null;
  const { span } = setting;
  const keyOf = ({ model }: ChosenModel): unknown => model;
  return sweepAlternatives({ name: "model", span, list: alternatives, keyOf, write }, report);
}

function build(
  declaration: Parameters<Expander["instance"]>[0],
  name: { readonly text: string; readonly span: Span },
  parameters: readonly string[],
  expander: Expander,
) {
  return (values: readonly unknown[]): ChosenModel => {
    const bound = new Map(parameters.map((parameter, index) => [parameter, values[index] as BoundValue]));
    const model =
      bound.size === 0 ? expander.model(declaration) : expander.instance(declaration, bound, name.span);
    return { model, written: name.text };
  };
}

/** `Net(X = 2)` */
function write(name: string, options: readonly WrittenOption[]): string {
  const given = options.map((option) => option.join(" = ")).join(", ");
  return given === "" ? name : `${name}(${given})`;
}
