/** Productions as EBNF, in the notation of the W3C: `'word'`, `a | b`, `a?`, `a*`, `a+`. */
import type { Production, Rule } from "./productions.js";

/** A line of the page's code blocks. */
const lineWidth = 100;

/** How tightly a production holds together: a choice is looser than a sequence, which is looser than a single item. */
const binding = { choice: 0, sequence: 1, item: 2 };

/** `name ::= …`; the alternatives of a long choice have a line each. */
export function writeRule({ name, body }: Rule): string {
  const head = `${name} ::= `;
  const flat = head + writeProduction(body);
  if (flat.length <= lineWidth) return flat;
  if (body.kind === "choice") {
    const alternatives = body.items.map((item) => writeProduction(item, binding.choice));
    return head + alternatives.join(`\n${" ".repeat(head.length - 2)}| `);
  }
  const words =
    body.kind === "sequence" ? body.items.map((item) => writeProduction(item, binding.sequence)) : [flat];
  return wrap(head, words);
}

function wrap(head: string, words: readonly string[]): string {
  const lines = [head.trimEnd()];
  for (const word of words) {
    const last = lines.at(-1) ?? "";
    if (last.length + 1 + word.length <= lineWidth) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(" ".repeat(head.length) + word);
  }
  return lines.join("\n");
}

/** A production in one line, in parentheses where it is looser than what stands around it. */
export function writeProduction(production: Production, around = binding.choice): string {
  const inParentheses = (text: string, own: number) => (own < around ? `(${text})` : text);
  switch (production.kind) {
    case "choice": {
      const text = production.items.map((item) => writeProduction(item, binding.choice)).join(" | ");
      return inParentheses(text, binding.choice);
    }
    case "sequence": {
      const text = production.items.map((item) => writeProduction(item, binding.sequence)).join(" ");
      return inParentheses(text, binding.sequence);
    }
    case "separated": {
      const item = writeProduction(production.item, binding.item);
      const separator = writeProduction(production.separator, binding.sequence);
      return inParentheses(`${item} (${separator} ${item})*`, binding.sequence);
    }
    case "optional":
      return `${writeProduction(production.item, binding.item)}?`;
    case "zeroOrMore":
      return `${writeProduction(production.item, binding.item)}*`;
    case "oneOrMore":
      return `${writeProduction(production.item, binding.item)}+`;
    case "rule":
      return production.name;
    case "literal":
      return writeLiteral(production.text);
    case "token":
      return production.isMistaken ? `${production.name} /* mistaken */` : production.name;
  }
}

export function writeLiteral(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}
