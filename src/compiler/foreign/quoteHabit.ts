/** Words and numbers in quotes: `model "Digits"`, `"input": "28x28x1"`. */
import { isNumber, isSize, isWord } from "./atoms.js";
import { foreignSpelling, type Habit } from "./habit.js";

const closing: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "‘": "’", "`": "`" };

export const quoteHabit: Habit = (reader) => {
  const open = reader.next();
  const close = closing[open.text];
  const { text } = reader.next();
  if (close === undefined || reader.at() !== close || !(isWord(text) || isNumber(text) || isSize(text)))
    return null;
  const end = reader.next();
  return foreignSpelling("SW0101", {
    span: { start: open.span.start, end: end.span.end },
    values: { what: `quotes around \`${text}\`` },
    label: "words stand without quotes",
    title: text,
    edits: [
      { span: open.span, text: "" },
      { span: end.span, text: "" },
    ],
  });
};
