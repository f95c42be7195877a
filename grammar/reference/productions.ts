/** The rules of the grammar as plain trees, which EBNF and railroad diagrams are written from. */
import type { ISerializedGast } from "chevrotain";
import type { ICstNodeVisitor } from "../cst.js";
import { SpecParser } from "../parser.js";
import { allTokens } from "../tokens.js";

/** The name of a rule. */
export type RuleName = Exclude<keyof ICstNodeVisitor<never, never>, "visit" | "validateVisitor">;

export type Production =
  | { readonly kind: "sequence" | "choice"; readonly items: readonly Production[] }
  | { readonly kind: "optional" | "zeroOrMore" | "oneOrMore"; readonly item: Production }
  /** `item`, or several with `separator` between them. */
  | { readonly kind: "separated"; readonly item: Production; readonly separator: Production }
  | { readonly kind: "rule"; readonly name: RuleName }
  /** A word or sign that is written as it is. */
  | { readonly kind: "literal"; readonly text: string }
  /** A token with a spelling of its own; `isMistaken` where it is let in so that a mistake can be named. */
  | { readonly kind: "token"; readonly name: string; readonly isMistaken: boolean };

export interface Rule {
  readonly name: RuleName;
  readonly body: Production;
}

/** Chevrotain's serialised grammar, with the fields that its types leave out. */
interface Serialized extends ISerializedGast {
  readonly name?: string;
  readonly terminalLabel?: string;
  readonly separator?: Serialized;
  readonly definition?: Serialized[];
}

/** All rules, in the order in which the parser declares them. */
export function readRules(): Rule[] {
  const serialized = new SpecParser(undefined, false).getSerializedGastProductions() as Serialized[];
  return serialized.map((rule) => ({ name: rule.name as RuleName, body: sequence(rule.definition ?? []) }));
}

/** The text of a token that is always written the same, which its label has in backticks; null for names, numbers and the like. */
export function literalOf(tokenName: string): string | null {
  const token = allTokens.find(({ name }) => name === tokenName);
  if (token === undefined) throw new Error(`no token is called ${tokenName}`);
  if (typeof token.PATTERN === "function") return null;
  return /^`(.*)`$/.exec(token.LABEL ?? "")?.[1] ?? null;
}

function sequence(definition: readonly Serialized[]): Production {
  const items: Production[] = [];
  for (const node of definition) {
    const item = convert(node);
    const before = items.at(-1);
    const joined = before && joinSeparated(before, item);
    if (joined) items[items.length - 1] = joined;
    else items.push(item);
  }
  const [only] = items;
  return only !== undefined && items.length === 1 ? only : { kind: "sequence", items };
}

/** `a (b a)*` is a list of a with b between. */
function joinSeparated(first: Production, rest: Production): Production | null {
  if (rest.kind !== "zeroOrMore" || rest.item.kind !== "sequence") return null;
  const [separator, again, ...others] = rest.item.items;
  if (separator === undefined || again === undefined || others.length > 0) return null;
  return isSame(first, again) ? { kind: "separated", item: first, separator } : null;
}

function isSame(a: Production, b: Production): boolean {
  return a.kind === "rule" && b.kind === "rule" && a.name === b.name;
}

function convert(node: Serialized): Production {
  switch (node.type) {
    case "Alternation":
      return { kind: "choice", items: (node.definition ?? []).map(convert) };
    case "Option":
      return { kind: "optional", item: sequence(node.definition ?? []) };
    case "Repetition":
      return { kind: "zeroOrMore", item: sequence(node.definition ?? []) };
    case "RepetitionMandatory":
      return { kind: "oneOrMore", item: sequence(node.definition ?? []) };
    case "NonTerminal":
      return { kind: "rule", name: node.name as RuleName };
    case "Terminal":
      return terminal(node.name ?? "", node.terminalLabel);
    case "Alternative":
    case "Rule":
      return sequence(node.definition ?? []);
    case "RepetitionWithSeparator":
    case "RepetitionMandatoryWithSeparator":
      return separated(node);
  }
}

function separated(node: Serialized): Production {
  const item = sequence(node.definition ?? []);
  const list: Production = { kind: "separated", item, separator: terminal(node.separator?.name ?? "") };
  return node.type === "RepetitionWithSeparator" ? { kind: "optional", item: list } : list;
}

function terminal(name: string, label?: string): Production {
  const text = literalOf(name);
  if (text !== null) return { kind: "literal", text };
  return { kind: "token", name, isMistaken: label === "otherKeyword" };
}

/** The rules that a production names, each once, in order. */
export function rulesIn(production: Production): RuleName[] {
  const names = (part: Production): RuleName[] => {
    switch (part.kind) {
      case "sequence":
      case "choice":
        return part.items.flatMap(names);
      case "separated":
        return [...names(part.item), ...names(part.separator)];
      case "rule":
        return [part.name];
      case "literal":
      case "token":
        return [];
      default:
        return names(part.item);
    }
  };
  return [...new Set(names(production))];
}
