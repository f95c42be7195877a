/** Other joints in the paper's notation: `(64)5c–2p`, `(64)5c, 2p`, `(64)5c -> 2p`. */
import { applyFix, type TextEdit } from "../diagnostics/diagnostic.js";
import { isNumber, isWord, type Reader } from "./atoms.js";
import { foreignSpelling, type Habit } from "./habit.js";

const joints = new Set(["–", "—", "−", "‐", "‑", "→", "⇒", ">", "=", ",", "|", "+", "/", ":"]);

export const notationHabit: Habit = (reader, { depth }) => {
  if (depth === 0 || reader.at() !== "encoder") return null;
  reader.next();
  if (!isPart(reader.at()) && !(reader.at() === "(" && isNumber(reader.at(1)))) return null;
  const edits: TextEdit[] = [];
  let parts = 0;
  for (;;) {
    const text = reader.at();
    const rewrittenPart = sound(reader, text);
    if (rewrittenPart !== null) {
      parts += 1;
      edits.push({ span: reader.next().span, text: rewrittenPart });
    } else if (isPart(text) || text === "(" || text === ")" || isNumber(text)) reader.next();
    else if (text === "-" || joints.has(text)) {
      const before = reader.endOfPrevious;
      let isSound = text === "-";
      reader.next();
      while (!reader.done && (joints.has(reader.at()) || reader.at() === "-")) {
        reader.next();
        isSound = false;
      }
      // A joint in front of the next section is none.
      if (!isSound && (isPart(reader.at()) || reader.at() === "(")) {
        edits.push({ span: { start: before, end: reader.peek().span.start }, text: "-" });
      }
    } else break;
  }
  const [first] = edits;
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return null;
  const span = edits.length === 1 ? first.span : { start: first.span.start, end: last.span.end };
  if (parts > 0) {
    const { source } = reader;
    const wrong = edits.find(({ text }) => text !== "-") ?? first;
    const part = source.slice(wrong.span.start, wrong.span.end);
    const label = `the parts are (64)5c, 2p, 10fc, bn and 0.5do${parts === 1 ? "" : `; ${parts} of these are not`}`;
    const title = applyFix(source.slice(0, span.end), { title: "", safe: true, edits }).slice(span.start);
    return foreignSpelling("SW0204", { span, values: { part }, label, title, edits });
  }
  const label = edits.length === 1 ? "" : `${edits.length} of them are not`;
  return foreignSpelling("SW0106", { span, values: {}, label, title: "join them by `-`", edits });
};

/** What the suffixes of parts are called elsewhere. */
const suffixes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    c: "c conv convolution cv",
    p: "p mp pool maxpool pooling",
    fc: "fc f d dense linear",
    do: "do drop dropout",
  }).flatMap(([ours, words]) => words.split(" ").map((word) => [word, ours] as const)),
);
const batchNorms = new Set(["bnorm", "batchnorm", "norm", "batch_norm", "batchnormalization"]);

/** A part as it is written here: `5C`, `5×5c`, `2mp`, `64c5`, `bnorm`; null for one that is sound, or not understood. */
function sound(reader: Reader, text: string): string | null {
  const plain = text.toLowerCase().replaceAll("×", "x");
  if (isWord(text)) return plain !== "bn" || text === "bn" ? (batchNorms.has(plain) ? "bn" : null) : "bn";
  const swapped = /^(\d+)c(\d+(?:x\d+)?)$/.exec(plain);
  if (swapped && reader.at(-1) !== ")") return `(${swapped[1] ?? ""})${swapped[2] ?? ""}c`;
  const [, number = "", suffix = ""] = /^(\d*\.?\d+(?:x\d+)?)([a-z]+)$/.exec(plain) ?? [];
  // A fraction before d can only be a dropout.
  const ours = suffix === "d" && number.includes(".") ? "do" : suffixes.get(suffix);
  const written = `${number}${ours ?? ""}`;
  return ours === undefined || written === text ? null : written;
}

/** Whatever begins with a digit and has a letter, and `bn`. */
function isPart(text: string): boolean {
  return text === "bn" || batchNorms.has(text.toLowerCase()) || /^[\d.]+[A-Za-z×]/.test(text);
}
