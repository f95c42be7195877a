/** Names that are none: `model my-digits`, `model Hand Written Digits`, `stage 1`, `stage input`. */
import { isNumber, isWord } from "./atoms.js";
import { type Habit, rewritten } from "./habit.js";

const most = 6;
const keywords = new Set(["model", "input", "encoder", "stage", "classifier", "where", "loss"]);

export const nameHabit: Habit = (reader, { depth }) => {
  const what = reader.next().text;
  if (what !== "stage" && !(what === "model" && depth === 0)) return null;
  const word = reader.peek();
  const { start } = word.span;
  if (keywords.has(word.text) && reader.at(1) === "{") {
    reader.next();
    const written = `${word.text}${what === "stage" ? "Stage" : "Model"}`;
    return rewritten("SW0107", word.span, { word: word.text }, written, { exact: false });
  }
  const parts: string[] = [];
  while (parts.length < most && reader.at() !== "{") {
    const { text } = reader.next();
    // The header of a model may go on behind its name.
    if (
      text === "extends" ||
      keywords.has(text) ||
      !(isWord(text) || isNumber(text) || /^[-.\d]\w*$/.test(text))
    )
      return null;
    parts.push(text);
  }
  const [first = ""] = parts;
  if (reader.at() !== "{" || (parts.length < 2 && isWord(first)) || parts.length === 0) return null;
  const span = { start, end: reader.endOfPrevious };
  const name = reader.source.slice(start, span.end);
  const joined = parts.every(isWord) ? parts.join("") : parts.join("").replace(/[-.]/g, "_");
  const written = isWord(joined) ? joined : `${what}${joined}`;
  const why = isWord(joined) ? "a name is one word of letters, digits and _" : "names begin with a letter";
  return rewritten("SW0208", span, { name, what, why }, written, { exact: false });
};
