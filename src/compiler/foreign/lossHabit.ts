/** Losses as formulas and without braces: `loss { 1*NLL + 0.5*L2rec }`, `loss NLL 1, L2rec 0.5`, `loss = "mse"`. */
import { isNumber, isWord, type Reader } from "./atoms.js";
import { foreignTerm } from "./foreignWords.js";
import { foreignSpelling, type Habit, rewritten } from "./habit.js";

interface Entry {
  readonly term: string;
  readonly weight: string | null;
}

const isTerm = (text: string): boolean => isWord(text) || text === "L2*";
const words = new Set(["model", "input", "encoder", "stage", "classifier", "where", "loss"]);
const quotes = ['"', "'", "“", "”", "‘", "’"];

export const lossHabit: Habit = (reader, { depth }) => {
  if (depth === 0 || reader.at() !== "loss") return null;
  const { span: keyword } = reader.next();
  const { start } = keyword;
  reader.skip("=", ":");
  const inBraces = reader.skip("{");
  if (inBraces && !isNumber(reader.at())) return null;
  const entries = readEntries(reader);
  if (entries === null || entries.length === 0 || (inBraces && !reader.skip("}"))) return null;
  const terms = entries.map(({ term, weight }) => `${foreignTerm(term)?.ours ?? term} ${weight ?? "1"}`);
  // `loss NLL 1 }`: only the opening brace is missing, where the model goes on behind the closing one.
  if (
    !inBraces &&
    depth === 1 &&
    reader.at() === "}" &&
    !["", "model", "experiment", "use", "///"].includes(reader.at(1))
  ) {
    return foreignSpelling("SW0133", {
      span: keyword,
      values: { block: "loss" },
      title: "loss { … }",
      edits: [{ span: { start: keyword.end, end: keyword.end }, text: " {" }],
      opensBraced: true,
    });
  }
  const text = `loss { ${terms.join("  ")} }`;
  const exact = entries.every(({ weight }) => weight !== null);
  const span = { start, end: reader.endOfPrevious };
  const label = inBraces ? "each term comes before its weight, without signs between" : "";
  return inBraces
    ? rewritten("SW0131", span, { written: text }, text, { label, exact })
    : rewritten("SW0133", span, { block: "loss" }, text, { exact });
};

/** `1*NLL + 0.5*L2rec`, `NLL 1 L2rec 0.5`, `NLL=1, L2M top 0.5`, `mse`; null for anything else. */
function readEntries(reader: Reader): Entry[] | null {
  const entries: Entry[] = [];
  for (;;) {
    reader.skip("+", ",");
    if (isNumber(reader.at())) {
      const weight = reader.next().text;
      reader.skip("*", "·", "×");
      if (!isTerm(reader.at()) || words.has(reader.at())) return null;
      entries.push({ term: reader.next().text, weight });
      continue;
    }
    const ahead = reader.fork();
    const quoted = ahead.skip(...quotes);
    if (!isTerm(ahead.at()) || words.has(ahead.at())) return entries;
    let term = ahead.next().text;
    if (quoted && !ahead.skip(...quotes)) return null;
    if (isWord(ahead.at()) && isNumber(ahead.at(1))) term = `${term} ${ahead.next().text}`;
    ahead.skip("=", ":", "*");
    const weight = isNumber(ahead.at()) ? ahead.next().text : null;
    // A word without a weight is a loss elsewhere, or the next section.
    if (weight === null && foreignTerm(term) === null && term !== "L2rec" && term !== "NLL") return entries;
    entries.push({ term, weight });
    reader.index = ahead.index;
  }
}
