/** Lines that load the libraries of a program: `import torch`, `from keras.layers import Dense`. */
import { type Habit, rewritten } from "./habit.js";
import { shortened } from "./layerHabit.js";

export const importHabit: Habit = (reader, { depth }) => {
  const first = reader.at();
  if (depth > 0 || !reader.beginsLine || (first !== "import" && first !== "from")) return null;
  const { start } = reader.next().span;
  let imports = first === "import";
  while (!reader.done && !reader.beginsLine) imports = reader.next().text === "import" || imports;
  if (!imports) return null;
  const span = { start, end: reader.endOfPrevious };
  const found = shortened(reader.source.slice(start, span.end));
  return rewritten("SW0135", span, { found }, "", { label: "a spec needs no library" });
};
