/** A model's parameters, bound to their defaults or to arguments. Diagnostics: SW0602 to SW0604, SW0608 to SW0611. */
import { whereKinds } from "../../../grammar/vocabulary.js";
import { readNumber, unknownValue } from "../check/values.js";
import { type Report, replacement } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { didYouMean } from "../names/didYouMean.js";
import { positionAt, type SourceFile } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";
import type { ArgumentsNode, ConstantNode, ParameterNode } from "../syntax/ast.js";
import { type Binding, type BoundValue, type Environment, parameterTypes, typeOf } from "./bindings.js";
import { nameProblem } from "../names/nameProblem.js";
import { evaluate } from "./evaluate.js";

/** The parameters with their defaults. */
export function bindDefaults(
  source: SourceFile,
  parameters: readonly ParameterNode[],
  report: Report,
): Environment {
  const environment = new Map<string, Binding>();
  for (const parameter of parameters) {
    const { name, initial } = parameter;
    const why = nameProblem(name.text);
    if (why !== null)
      report("SW0208", { span: name.span, values: { name: name.text, what: "parameter", why } });
    const first = environment.get(name.text);
    if (first !== undefined) {
      const label = `first given on line ${positionAt(source, first.parameter.span.start).line}`;
      report("SW0602", { span: name.span, values: { name: name.text }, label });
      continue;
    }
    const type = checkType(parameter, report);
    const value = initial && readConstant(parameter, initial, new Map(), report);
    environment.set(name.text, { parameter, type, value });
  }
  return environment;
}

function checkType({ name, type }: ParameterNode, report: Report) {
  const known = typeOf(type);
  if (known !== null) return known;
  if (type === null) {
    const end = { start: name.span.end, end: name.span.end };
    const fix = replacement(`${name.text}: int`, end, ": int");
    report("SW0603", {
      span: name.span,
      values: { name: name.text },
      label: "int, number or where",
      fix,
    });
  } else {
    const values = { name: name.text };
    const meant = suggest(type.text, parameterTypes);
    report("SW0603", {
      span: type.span,
      values,
      ...didYouMean(type, meant, "the types are int, number and where", parameterTypes),
    });
  }
  return null;
}

/** The value of a constant for a parameter; null, mostly with a diagnostic, where it does not fit. */
export function readConstant(
  parameter: ParameterNode,
  constant: ConstantNode,
  environment: Environment,
  report: Report,
): BoundValue | null {
  const type = typeOf(parameter.type);
  if (type === null) return null;
  const { span } = constant;
  const misfit = (found: string, fix: string | null = null): null => {
    const values = { name: parameter.name.text, type: expected[type], found };
    report("SW0604", { span, values, fix: fix === null ? null : replacement(fix, span, fix) });
    return null;
  };
  if (constant.kind === "where") {
    if (type === "where") return readWhere(constant, environment, report, misfit);
    const handed = environment.get(constant.whereKind.text);
    if (handed === undefined) return misfit(constant.whereKind.text);
    if (handed.value === null) return null;
    if (handed.value.kind !== "number") return misfit(handed.value.text);
    const { number, text } = handed.value;
    return type === "int" && !Number.isInteger(number) ? misfit(text) : handed.value;
  }
  const { value } = constant;
  if (type === "where") return misfit(value.text);
  const number = numberOf(constant, environment, report);
  if (number === undefined) return misfit(value.text);
  if (number === null) return null;
  if (!Number.isFinite(number)) return misfit(value.text);
  if (type === "int" && !Number.isInteger(number)) return misfit(String(number), String(Math.round(number)));
  return { kind: "number", number, text: String(number), place: span };
}

/** The kinds of where that take no option. */
const plainWheres = whereKinds.filter((kind) => kind !== "soft");

const expected = { int: "whole number", number: "number", where: "kind of where" } as const;

/** Undefined for what is no number, null for what is wrong with arithmetic. */
function numberOf(
  { value }: Extract<ConstantNode, { kind: "value" }>,
  environment: Environment,
  report: Report,
): number | null | undefined {
  if (value.computed === null) return readNumber(value.text) ?? undefined;
  const [side, second] = value.computed;
  if (side === undefined || second !== undefined) return undefined;
  return evaluate(side, environment, report)?.number ?? null;
}

function readWhere(
  where: Extract<ConstantNode, { kind: "where" }>,
  environment: Environment,
  report: Report,
  misfit: (found: string) => null,
): BoundValue | null {
  const { whereKind, option, values, span } = where;
  const handed = environment.get(whereKind.text);
  if (handed !== undefined && option === null && values.length === 0)
    return handed.value?.kind === "where" ? handed.value : null;
  const [value, second] = values;
  const kind = whereKind.text;
  if (kind === "soft" && option?.text === "beta" && value !== undefined && second === undefined) {
    const beta =
      value.computed === null
        ? readNumber(value.text)
        : (evaluate(value.computed[0]!, environment, report)?.number ?? null);
    if (beta === null || !(beta > 0) || !Number.isFinite(beta))
      return value.text === unknownValue ? null : misfit(`soft beta ${value.text}`);
    const plain = { ...value, text: String(beta), computed: null };
    return {
      kind: "where",
      where: { ...where, values: [plain] },
      beta,
      text: `soft beta ${beta}`,
      place: span,
    };
  }
  if (plainWheres.some((plain) => plain === kind) && option === null && values.length === 0)
    return { kind: "where", where, beta: null, text: kind, place: span };
  const meant = suggest(kind, plainWheres);
  if (meant === null || option !== null || values.length > 0)
    return misfit([kind, option?.text, ...values.map(({ text }) => text)].filter(Boolean).join(" "));
  report("SW0501", {
    span: whereKind.span,
    values: { word: kind },
    ...didYouMean(whereKind, meant, "", plainWheres),
  });
  return null;
}

/** One argument with all values that it was given. */
export interface GivenArgument {
  readonly binding: Binding;
  readonly values: readonly BoundValue[];
  readonly span: Span;
}

/**
 * Reads the arguments for a model's parameters. Values that are wrong are left out, with a diagnostic; parameters without default and without argument
 * are reported for `place`.
 */
export function readArguments(
  target: { readonly name: string; readonly defaults: Environment },
  given: ArgumentsNode | null,
  place: Span,
  environment: Environment,
  report: Report,
): GivenArgument[] {
  const groups: { name: string; span: Span; constants: ConstantNode[] }[] = [];
  for (const { name, value, span } of given?.list ?? []) {
    const last = groups.at(-1);
    if (name !== null) groups.push({ name: name.text, span: name.span, constants: [value] });
    else if (last !== undefined) last.constants.push(value);
    else {
      const [only] = target.defaults.values();
      const fix =
        only &&
        replacement(
          `${only.parameter.name.text} = …`,
          { start: span.start, end: span.start },
          `${only.parameter.name.text} = `,
        );
      report("SW0611", { span, values: { model: target.name }, fix: fix ?? null });
      return [];
    }
  }
  const result = new Map<string, GivenArgument>();
  const mentioned = new Set<string>();
  for (const { name, span, constants } of groups) {
    const binding = target.defaults.get(name);
    if (binding === undefined) {
      reportUnknown(target, { text: name, span }, report);
      continue;
    }
    if (mentioned.has(name)) {
      const [first] = constants;
      const fix =
        first && replacement("one more value of the list", { start: span.start, end: first.span.start }, "");
      report("SW0610", { span, values: { name }, fix: fix ?? null });
      continue;
    }
    mentioned.add(name);
    const values = constants
      .map((constant) => readConstant(binding.parameter, constant, environment, report))
      .filter((value) => value !== null);
    result.set(name, { binding, values, span });
  }
  for (const [name, { parameter }] of target.defaults) {
    if (parameter.initial === null && !mentioned.has(name))
      report("SW0609", { span: place, values: { model: target.name, name } });
  }
  return [...result.values()];
}

function reportUnknown(
  target: { readonly name: string; readonly defaults: Environment },
  name: { readonly text: string; readonly span: Span },
  report: Report,
): void {
  const known = [...target.defaults.keys()];
  const otherwise = known.length === 0 ? "it has none" : `its parameters are ${known.join(", ")}`;
  report("SW0608", {
    span: name.span,
    values: { model: target.name, name: name.text },
    ...didYouMean(name, suggest(name.text, known), otherwise, known),
  });
}
