/** Regular expressions of tokens as EBNF. What EBNF cannot say, looking ahead, stands in comments. */
import {
  type Alternative,
  type Assertion,
  type Disjunction,
  type Quantifier,
  RegExpParser,
  type Range,
  type Set as CharacterSet,
  type Term,
} from "@chevrotain/regexp-to-ast";
import { writeLiteral } from "./ebnf.js";

/** `[0-9]+ ('.' [0-9]*)?` */
export function writePattern(pattern: RegExp): string {
  // The parser of patterns loses what a class such as [\s\S] complements.
  const source = pattern.toString().replaceAll("[\\s\\S]", "[^]");
  if (/\\[DSW]/.test(source)) throw new Error(`EBNF has nothing for a class of ${source}`);
  return disjunction(new RegExpParser().pattern(source).value, false);
}

function disjunction({ value }: Disjunction, inParentheses: boolean): string {
  const texts = value.map(alternative);
  const isLoose = value.length > 1 || (texts[0] ?? "").includes(" ");
  const text = texts.join(" | ");
  return inParentheses && isLoose ? `(${text})` : text;
}

/** Characters that stand side by side are one literal. */
function alternative({ value }: Alternative): string {
  const parts: string[] = [];
  let literal = "";
  const finish = () => {
    if (literal !== "") parts.push(writeLiteral(literal));
    literal = "";
  };
  for (const part of value) {
    if (
      part.type === "Character" &&
      !("quantifier" in part && part.quantifier) &&
      isPlain(part.value as number)
    )
      literal += String.fromCodePoint(part.value as number);
    else {
      finish();
      parts.push(term(part));
    }
  }
  finish();
  return parts.join(" ");
}

function term(part: Term): string {
  switch (part.type) {
    case "Character":
      return character(part.value) + quantifier(part);
    case "Set":
      return set(part) + quantifier(part);
    case "Group": {
      const text = disjunction(part.value, true);
      return text + quantifier(part);
    }
    case "Lookahead":
      return `/* before ${behind(part)} */`;
    case "NegativeLookahead":
      return `/* not before ${behind(part)} */`;
    default:
      throw new Error(`EBNF has nothing for ${part.type}`);
  }
}

function behind({ value }: Assertion): string {
  return value === undefined ? "" : disjunction(value, false);
}

function quantifier({ quantifier: times }: { readonly quantifier?: Quantifier }): string {
  if (times === undefined) return "";
  const { atLeast, atMost, greedy } = times;
  if (atLeast === 0 && atMost === 1) return "?";
  if (atLeast === 0 && atMost === Infinity) return greedy ? "*" : "* /* as few as there can be */";
  if (atLeast === 1 && atMost === Infinity) return "+";
  throw new Error(`EBNF has nothing for {${atLeast},${atMost}}`);
}

/** `[A-Za-z_]`, `[^"#xA#xD]`; a set that excludes nothing is any character. */
function set({ complement, value }: CharacterSet): string {
  if (complement && value.length === 0) return "[#x0-#x10FFFF]";
  const isRange = value.some((member) => typeof member !== "number");
  const members = isRange ? value.map(writeMember) : runs(value as number[]).map(writeMember);
  return `[${complement ? "^" : ""}${members.join("")}]`;
}

function writeMember(member: number | Range): string {
  return typeof member === "number" ? inSet(member) : `${inSet(member.from)}-${inSet(member.to)}`;
}

/** Single characters, each once and in order; three and more neighbours are a range. */
function runs(codes: readonly number[]): (number | Range)[] {
  const runs: { from: number; to: number }[] = [];
  for (const code of [...new Set(codes)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last.to === code - 1) last.to = code;
    else runs.push({ from: code, to: code });
  }
  return runs.flatMap(({ from, to }): (number | Range)[] => {
    if (to - from < 2) return from === to ? [from] : [from, to];
    return [{ from, to }];
  });
}

function isPlain(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

function inSet(code: number): string {
  return isPlain(code) && !"[]^-#".includes(String.fromCodePoint(code))
    ? String.fromCodePoint(code)
    : hexadecimal(code);
}

function character(code: number): string {
  return isPlain(code) ? writeLiteral(String.fromCodePoint(code)) : hexadecimal(code);
}

function hexadecimal(code: number): string {
  return `#x${code.toString(16).toUpperCase()}`;
}
