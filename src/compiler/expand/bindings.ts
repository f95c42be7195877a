/** What the parameters of a model are worth in one of its instances. */
import type { Span } from "../source/span.js";
import type { ConstantNode, NameNode, ParameterNode } from "../syntax/ast.js";

/** `int` is a whole number, `number` any, `where` a kind of where. */
export const parameterTypes = ["int", "number", "where"] as const;
export type ParameterType = (typeof parameterTypes)[number];

export type WhereConstant = Extract<ConstantNode, { kind: "where" }>;

export interface Binding {
  readonly parameter: ParameterNode;
  /** Null where the type is missing or unknown, which is an error already. */
  readonly type: ParameterType | null;
  /** Null where it is not known: there is no value, or a wrong one. */
  readonly value: BoundValue | null;
}

export type BoundValue = (
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "where"; readonly where: WhereConstant; readonly beta: number | null }
) & {
  /** As it is written in names and messages: "4", "none", "soft beta 100". */
  readonly text: string;
  /** Where the value is written: the default, or the argument. */
  readonly place: Span;
};

export type Environment = ReadonlyMap<string, Binding>;

/** The type that a parameter says; null for none that there is. */
export function typeOf(type: NameNode | null): ParameterType | null {
  return parameterTypes.find((known) => known === type?.text) ?? null;
}

/** "X = 4, w = none": the values that are known, for messages. */
export function writeBindings(bindings: Iterable<Binding>): string {
  return [...bindings]
    .flatMap(({ parameter, value }) => (value === null ? [] : [`${parameter.name.text} = ${value.text}`]))
    .join(", ");
}
