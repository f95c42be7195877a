/** From the text of a project file to its settings, or to everything that is wrong with it, each with its place. */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { suggest } from "../../compiler/index.js";
import { type Config, configSettings, type SettingKind, type SettingTable } from "./settings.js";

export interface ConfigProblem {
  /** Line and column from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface ReadConfig {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
  /** A problem at the value of a setting, such as ["specs", 0]. */
  problemAt(path: readonly (string | number)[], message: string): ConfigProblem;
}

/** Reads the text. Where there are problems, the config holds nothing. */
export function readConfig(text: string): ReadConfig {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const at = (offset: number, message: string): ConfigProblem => ({ ...placeOf(text, offset), message });
  const problemAt: ReadConfig["problemAt"] = (path, message) => at(nodeAt(root, path)?.offset ?? 0, message);
  const problems = errors.map(({ error, offset }) => at(offset, syntaxMessage(printParseErrorCode(error))));
  if (problems.length > 0 || root === undefined) {
    return {
      config: {},
      problemAt,
      problems: problems.length > 0 ? problems : [at(0, "an object is expected")],
    };
  }
  const report = (node: Node, message: string): void => void problems.push(at(node.offset, message));
  const config = groupOf(root, configSettings, "", report) as Config;
  return { config: problems.length > 0 ? {} : config, problems, problemAt };
}

type Report = (node: Node, message: string) => void;

/** The value of a node; undefined where it is not what the setting may be. */
function valueOf(node: Node, setting: SettingKind, name: string, report: Report): unknown {
  const value: unknown = node.value;
  const expected = (what: string): undefined => {
    report(node, `${name} is ${what}, not ${described(node)}`);
    return undefined;
  };
  switch (setting.kind) {
    case "text":
      return typeof value === "string" && value !== "" ? value : expected("a text");
    case "flag":
      return typeof value === "boolean" ? value : expected("true or false");
    case "choice": {
      if (typeof value === "string" && setting.words.includes(value)) return value;
      const near = typeof value === "string" ? suggest(value, setting.words) : null;
      const words = setting.words.map((word) => JSON.stringify(word)).join(", ");
      report(node, `${name} is one of ${words}, not ${described(node)}${didYouMean(near)}`);
      return undefined;
    }
    case "number": {
      const { whole, above = -Infinity, atLeast = -Infinity } = setting;
      if (
        typeof value === "number" &&
        value > above &&
        value >= atLeast &&
        (!whole || Number.isSafeInteger(value))
      )
        return value;
      const limit = setting.atLeast === undefined ? `above ${above}` : `of at least ${atLeast}`;
      return expected(`a ${whole ? "whole " : ""}number ${limit}`);
    }
    case "list": {
      if (node.type !== "array") {
        const single = valueOf(node, setting.of, name, report);
        return single === undefined ? undefined : [single];
      }
      if (node.children?.length === 0) return expected("a list of at least one");
      return node.children?.map((child, index) => valueOf(child, setting.of, `${name}[${index}]`, report));
    }
    case "group":
      return groupOf(node, setting.settings, name, report);
  }
}

function groupOf(node: Node, settings: SettingTable, name: string, report: Report): object {
  if (node.type !== "object") {
    report(node, `${name || "the file"} is an object, not ${described(node)}`);
    return {};
  }
  const values = new Map<string, unknown>();
  for (const { children = [] } of node.children ?? []) {
    const [key, value] = children;
    if (key === undefined || value === undefined) continue;
    const word = String(key.value);
    const setting = Object.hasOwn(settings, word) ? settings[word] : undefined;
    if (setting === undefined) {
      const inside = name === "" ? "" : ` of ${name}`;
      report(
        key,
        `${JSON.stringify(word)} is no setting${inside}${didYouMean(suggest(word, Object.keys(settings)))}`,
      );
    } else if (values.has(word)) report(key, `${JSON.stringify(word)} is given twice`);
    else values.set(word, valueOf(value, setting, name === "" ? word : `${name}.${word}`, report));
  }
  return Object.fromEntries(values);
}

function didYouMean(word: string | null): string {
  return word === null ? "" : `; did you mean ${JSON.stringify(word)}?`;
}

/** A value as a message shows it. */
function described(node: Node): string {
  if (node.type === "array") return node.children?.length === 0 ? "an empty list" : "a list";
  return node.type === "object" ? "an object" : JSON.stringify(node.value);
}

/** The node of a value; a setting with one value instead of a list has that one's. */
function nodeAt(root: Node | undefined, path: readonly (string | number)[]): Node | undefined {
  if (root === undefined) return undefined;
  return findNodeAtLocation(root, [...path]) ?? findNodeAtLocation(root, path.slice(0, -1));
}

/** "CommaExpected" → "comma expected". */
function syntaxMessage(code: string): string {
  return code.replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
