/** Comments of other languages: `# to the end of the line`. */
import { type Habit, rewritten } from "./habit.js";

export const commentHabit: Habit = (reader) => {
  if (reader.at() !== "#") return null;
  const { span } = reader.next();
  while (!reader.done && !reader.beginsLine) reader.next();
  return rewritten("SW0130", span, { mark: "#" }, "//", { title: "write // for #" });
};
