/** Statements of a program around the layers: `model.compile(optimizer="adam")`, `return x`. */
import { isWord } from "./atoms.js";
import { readCall } from "./arguments.js";
import { type Habit, rewritten } from "./habit.js";
import { mostDots, shortened } from "./layerHabit.js";

export const statementHabit: Habit = (reader, { depth }) => {
  const { start } = reader.peek().span;
  if (depth === 0 || !isWord(reader.at()) || reader.at(1) !== "." || !isWord(reader.at(2))) return null;
  reader.next();
  for (let dots = 0; dots < mostDots && reader.at() === "." && isWord(reader.at(1)); dots++)
    reader.index += 2;
  if (readCall(reader) === null) return null;
  const span = { start, end: reader.endOfPrevious };
  const notes = [
    "a spec says what the network is; how it is trained is told to `swwae train`, or in an experiment",
  ];
  return rewritten("SW0135", span, { found: shortened(reader.source.slice(start, span.end)) }, "", {
    notes,
    exact: false,
  });
};
