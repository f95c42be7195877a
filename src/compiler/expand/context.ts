/** What expansion carries along: the parameters' values, the rounds of repeats, and how to say where something came from. */
import type { Report } from "../diagnostics/diagnostic.js";
import { describeLine, type SourceFile, textOf } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";
import type { ExpressionNode, ParameterNode, ValueNode } from "../syntax/ast.js";
import type { Binding, Environment } from "./bindings.js";
import { evaluate, parametersIn, writeWorth } from "./evaluate.js";
import type { Origin, Provenance } from "./provenance.js";

export interface Context {
  readonly source: SourceFile;
  readonly environment: Environment;
  readonly provenance: Provenance;
  readonly report: Report;
  /** Parameters that something reads. */
  readonly mentioned: Set<ParameterNode>;
  /** How many layers repeats have made so far. */
  readonly repeated: { layers: number };
  /** The rounds of the repeats around, outermost first: "round 2 of the repeat on line 7". */
  readonly rounds: readonly string[];
}

/** A value with its arithmetic done. */
export function expandValue(value: ValueNode, context: Context): ValueNode {
  const { computed } = value;
  if (computed === null)
    return context.rounds.length === 0 ? value : { ...value, span: again(value.span, context) };
  const origin = originOf(computed, context);
  const { report } = context;
  const located: Report = (code, details) => {
    const { place } = origin;
    const moves = place !== null && (code === "SW0605" || code === "SW0606");
    report(
      code,
      moves ? { ...details, span: place, notes: [...(details.notes ?? []), ...origin.notes] } : details,
    );
  };
  // Both sides of the notation's short sizes are one expression.
  const texts = new Map<ExpressionNode, string>();
  for (const side of computed) {
    if (!texts.has(side)) texts.set(side, writeWorth(evaluate(side, context.environment, located)));
  }
  const text = computed.map((side) => texts.get(side)).join("x");
  const written = textOf(context.source, value.span);
  const step = `\`${written}\` on ${describeLine(context.source, value.span.start)} is ${text}`;
  const notes = written === text || `(${text})` === written ? origin.notes : [step, ...origin.notes];
  return { ...value, text, span: context.provenance.copy(value.span, { ...origin, notes }) };
}

/** The span of something that holds these expanded values: new where it is computed or repeated. */
export function spanAround(span: Span, values: readonly ValueNode[], context: Context): Span {
  const computed = values.filter((value) => value.computed !== null);
  if (computed.length === 0) return context.rounds.length === 0 ? span : again(span, context);
  const origins = computed
    .map((value) => context.provenance.of(value.span))
    .filter((origin) => origin !== null);
  const places = new Set(origins.map(({ place }) => place));
  const [place = null] = places;
  const [only] = new Set(origins.map(({ parameter }) => parameter));
  return context.provenance.copy(span, {
    place: places.size === 1 ? place : null,
    parameter: places.size === 1 ? (only ?? null) : null,
    isWhole: true,
    isComputed: true,
    notes: [...new Set(origins.flatMap(({ notes }) => notes))],
  });
}

/** A span of something that a repeat makes once more. */
function again(span: Span, { provenance, rounds }: Context): Span {
  return provenance.copy(span, {
    place: null,
    parameter: null,
    isWhole: false,
    isComputed: false,
    notes: rounds,
  });
}

function originOf(computed: readonly ExpressionNode[], context: Context): Origin {
  const bindings = [...new Set(computed.flatMap((side) => parametersIn(side, context.environment)))];
  for (const { parameter } of bindings) context.mentioned.add(parameter);
  const [only, second] = bindings;
  const single = second === undefined ? (only?.value ?? null) : null;
  const isBare = computed.every((side) => side.kind === "parameter");
  const others = single === null ? bindings.map((binding) => noteOf(binding, context.source)) : [];
  return {
    place: single?.place ?? null,
    parameter: single !== null && isBare ? (only?.parameter.name.text ?? null) : null,
    isWhole: false,
    isComputed: true,
    notes: [...others.filter((note) => note !== ""), ...context.rounds],
  };
}

/** "X = 4 (line 3)" */
function noteOf({ parameter, value }: Binding, source: SourceFile): string {
  if (value === null) return "";
  return `${parameter.name.text} = ${value.text} (${describeLine(source, value.place.start)})`;
}
