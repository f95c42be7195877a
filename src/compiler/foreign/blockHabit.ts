/** Blocks without braces: by indentation, as in Python and YAML, or in brackets, as `encoder = nn.Sequential( … )`. */
import { layerNames } from "../../../grammar/vocabulary.js";
import type { TextEdit } from "../diagnostics/diagnostic.js";
import { isWord, type Reader } from "./atoms.js";
import { foreignLayer } from "./foreignLayers.js";
import { type ForeignSpelling, foreignSpelling, type Habit } from "./habit.js";

const openers = new Set(["model", "encoder", "stage", "classifier", "loss"]);
const containers = new Set(["Sequential", "ModuleList", "sequential", "list"]);

export const blockHabit: Habit = (reader, { depth, declared }) => {
  const block = reader.at();
  if (!openers.has(block)) return null;
  const indentation = reader.beginsLine ? reader.indentation : null;
  reader.next();
  if ((block === "model" || block === "stage") && isWord(reader.at())) reader.next();
  if (reader.at() === ":" && indentation !== null) return indented(reader, block, indentation);
  if (depth === 0) return null;
  const opening = reader.fork();
  const unopened = withoutBrace(opening, block);
  if (unopened === null) return bracketed(reader, block, declared);
  reader.index = opening.index;
  return unopened;
};

const sections = new Set([
  "input",
  "encoder",
  "classifier",
  "where",
  "loss",
  "stage",
  "model",
  "experiment",
  "",
]);

/** `stage bottom conv 5x5 64 … }`: the brace goes before the first layer, and one behind the last where that is missing too. */
function withoutBrace(reader: Reader, block: string): ForeignSpelling | null {
  if (!["stage", "classifier"].includes(block) || !layerNames.some((name) => name === reader.at()))
    return null;
  const open = reader.endOfPrevious;
  const ahead = reader.fork();
  while (!sections.has(ahead.at()) && ahead.at() !== "}" && ahead.at() !== "{") ahead.next();
  if (ahead.at() === "{") return null;
  const edits: TextEdit[] = [{ span: { start: open, end: open }, text: " {" }];
  const close = ahead.endOfPrevious;
  // A stage's brace, and a classifier's where the model goes on behind it.
  const isClosed =
    ahead.at() === "}" && (block === "stage" || !["", "model", "experiment"].includes(ahead.at(1)));
  if (!isClosed) edits.push({ span: { start: close, end: close }, text: " }" });
  const span = { start: open, end: reader.peek().span.end };
  // Its layers are looked at when both braces are there.
  if (!isClosed) reader.index = ahead.index;
  return { ...spelling(block, span, edits, ""), opensBraced: isClosed };
}

/** `encoder:` at the end of a line, with lines that are further in behind it. */
function indented(reader: Reader, block: string, indentation: number): ForeignSpelling | null {
  const { span } = reader.next();
  if (!reader.beginsLine || reader.done || reader.indentation <= indentation || reader.at() === "{")
    return null;
  const end = reader.fork();
  while (!end.done && !(end.beginsLine && end.indentation <= indentation) && end.at() !== "}") end.next();
  if (end.done && end.isCut) return null;
  const close = { start: end.endOfPrevious, end: end.endOfPrevious };
  return spelling(
    block,
    span,
    [
      { span, text: " {" },
      { span: close, text: `\n${" ".repeat(indentation)}}` },
    ],
    "indentation means nothing here",
  );
}

/** `encoder [ … ]`, `encoder = nn.Sequential( … )`: the brackets become braces, and the commas between layers go. */
function bracketed(reader: Reader, block: string, declared: ReadonlySet<string>): ForeignSpelling | null {
  const { start } = reader.peek().span;
  reader.skip("=", ":");
  while (isWord(reader.at()) && (reader.at(1) === "." || containers.has(reader.at()))) {
    reader.index += reader.at(1) === "." ? 2 : 1;
  }
  const pairs: [open: number, closing: string][] = [];
  while (reader.at() === "[" || reader.at() === "(")
    pairs.push([reader.index, reader.next().text === "[" ? "]" : ")"]);
  // `encoder (C)5c` is the paper's notation with a parameter.
  const holdsLayers = reader.at() === "stage" || reader.at(1) === "." || foreignLayer(reader.at()) !== null;
  if (pairs.length === 0 || !isWord(reader.at()) || !holdsLayers || declared.has(reader.at())) return null;
  const opened = { start, end: reader.endOfPrevious };
  const closed: TextEdit[] = [];
  const end = reader.fork();
  let depth = pairs.length;
  let last = "";
  while (depth > 0) {
    if (end.done || end.at() === "{" || end.at() === "}") return null;
    const { text, span } = end.next();
    if (text === "(" || text === "[") depth += 1;
    if (text === ")" || text === "]") depth -= 1;
    if (text === "," && depth === pairs.length) closed.push({ span, text: " " });
    if ((text === ")" || text === "]") && depth < pairs.length)
      closed.push({ span, text: depth === 0 ? "}" : "" });
    last = text;
  }
  if (last === "") return null;
  return spelling(block, opened, [{ span: opened, text: " {" }, ...closed], "");
}

function spelling(
  block: string,
  span: { start: number; end: number },
  edits: readonly TextEdit[],
  label: string,
): ForeignSpelling {
  const title = `${block} { … }`;
  return foreignSpelling("SW0133", {
    span,
    values: { block },
    label,
    title,
    edits,
    opensIndented: label !== "",
  });
}
