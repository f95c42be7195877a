/** `where soft(beta=100)`, `where hard()`. */
import { isWord } from "./atoms.js";
import { foreignWhere } from "./foreignWords.js";
import { numbersOf, readCall } from "./arguments.js";
import { type Habit, rewritten } from "./habit.js";

export const whereHabit: Habit = (reader, { depth, declared }) => {
  if (depth === 0 || reader.at() !== "where") return null;
  const { start } = reader.next().span;
  reader.skip("=", ":");
  const { text: kind, span } = reader.next();
  const ours = declared.has(kind) ? null : foreignWhere(kind);
  if (ours !== null) {
    return rewritten("SW0501", span, { word: kind }, ours.ours, {
      label: `here it is called \`${ours.ours}\``,
    });
  }
  if (!isWord(kind) || reader.at() !== "(") return null;
  const given = readCall(reader);
  if (given === null) return null;
  const [beta] = numbersOf(given.named.get("beta") ?? given.positional[0]);
  const text = `where ${kind}${beta === undefined ? "" : ` beta ${beta}`}`;
  return rewritten("SW0131", { start, end: reader.endOfPrevious }, { written: text }, text);
};
