/** Shapes of the input: `input (28, 28, 1)`, `Input(shape=(28, 28, 1))`, `input_shape=[28, 28, 1]`, `input 28 x 28 x 1`. */
import { isWord } from "./atoms.js";
import { numbersOf, readCall, readLoose } from "./arguments.js";
import { type Habit, rewritten } from "./habit.js";

const names = new Set([
  "input",
  "inputs",
  "input_shape",
  "inputshape",
  "inputlayer",
  "input_layer",
  "image_shape",
  "shape",
]);

/** More channels than this are no image's. */
const mostImageChannels = 4;

export const inputHabit: Habit = (reader, { depth, section }) => {
  if (depth === 0 || section === "loss" || !names.has(reader.at().toLowerCase())) return null;
  const { start } = reader.peek().span;
  const word = reader.next().text;
  reader.skip("=", ":");
  // `input = keras.Input(shape=(28, 28, 1))`
  while (isWord(reader.at()) && (reader.at(1) === "." || names.has(reader.at().toLowerCase()))) {
    if (reader.at() === "shape" && reader.at(1) !== "=" && reader.at(1) !== ":") break;
    reader.index += reader.at(1) === "." ? 2 : 1;
  }
  const call = reader.fork();
  const given = readCall(call);
  const shaped = given !== null && (given.named.has("shape") || given.named.has("input_shape"));
  const loose = shaped ? given : readLoose(reader, { products: true });
  if (shaped) reader.index = call.index;
  if (loose === null || loose.plain) return null;
  const size = loose.named.get("shape") ?? loose.named.get("input_shape") ?? loose.named.get("size");
  const numbers = size === undefined ? loose.positional.flatMap(numbersOf) : numbersOf(size);
  if (numbers.length !== 3) return null;
  const span = { start, end: reader.endOfPrevious };
  const channelsFirst = isChannelsFirst(numbers.map(Number));
  const shape = (channelsFirst ? [...numbers.slice(1), numbers[0]] : numbers).join("x");
  const notes = channelsFirst ? ["height and width come first, the channels last"] : [];
  const details = { notes, exact: !channelsFirst };
  return shaped || word !== "input"
    ? rewritten("SW0131", span, { written: `input ${shape}` }, `input ${shape}`, details)
    : rewritten("SW0132", span, { written: `input ${shape}` }, `input ${shape}`, details);
};

/** True for 1x28x28 and the like, the order of PyTorch. */
export function isChannelsFirst([first = 0, second = 0, third = 0]: readonly number[]): boolean {
  return first <= mostImageChannels && second > mostImageChannels && third > mostImageChannels;
}
