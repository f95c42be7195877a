/** Layers and stages directly in a model that has no encoder: they are put into one. */
import { layerNames } from "../../../grammar/vocabulary.js";
import { foreignLayer } from "./foreignLayers.js";
import { foreignSpelling, type Habit } from "./habit.js";

const sections = new Set(["input", "encoder", "classifier", "where", "loss", "}", ""]);

export const placeHabit: Habit = (reader, { depth, hasEncoder }) => {
  const word = reader.at();
  const isStage = word === "stage" && reader.at(2) === "{";
  if (depth !== 1 || hasEncoder || !(isStage || layerNames.some((name) => name === word))) return null;
  const { span } = reader.peek();
  const ahead = reader.fork();
  for (let open = 0; !ahead.done && (open > 0 || !sections.has(ahead.at()));) {
    const { text } = ahead.next();
    if (text === "{") open += 1;
    if (text === "}") open -= 1;
    if (open < 0) return null;
    // A layer that is none here is better mended first.
    if (!isStage && foreignLayer(text)?.ours === null) return null;
  }
  if (ahead.done && ahead.isCut) return null;
  const end = ahead.endOfPrevious;
  const [before, behind] = isStage ? ["encoder { ", " }"] : ["encoder { stage bottom { ", " } }"];
  reader.next();
  return foreignSpelling("SW0210", {
    span,
    values: { word, place: "directly in a model" },
    label: isStage
      ? "stages stand in the encoder: encoder { stage … }"
      : "layers stand in a stage: encoder { stage bottom { … } }",
    title: `${before}…${behind}`,
    edits: [
      { span: { start: span.start, end: span.start }, text: before },
      { span: { start: end, end }, text: behind },
    ],
    makesEncoder: true,
  });
};
