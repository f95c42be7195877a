/** A summary as text for a terminal. */
import picocolors from "picocolors";
import { writeCount } from "../../diagnostics/writeCount.js";
import type { TermSummary } from "../../plan/summary/effectiveWeights.js";
import type { LayerRow } from "../../plan/summary/layerRows.js";
import type { ModelSummary, PartSummary } from "../../plan/summary/summary.js";
import { roundedBytes, roundedCount, roundedWeight } from "./quantities.js";
import { alignRows, type Alignment } from "./table.js";

type Colors = ReturnType<typeof picocolors.createColors>;

/** One column for the part, one for the stage; layer, output, parameters, multiply-adds, note. */
const layerColumns: readonly Alignment[] = ["left", "left", "left", "right", "right", "right", "left"];
const lossColumns: readonly Alignment[] = ["left", "right", "right", "right", "right", "left"];

/**
 * The tables of a model: its layers, its totals, its loss; no line break at the end. `color` turns on the escape sequences of
 * a terminal.
 */
export function renderSummary(summary: ModelSummary, { color }: { readonly color: boolean }): string {
  const colors = picocolors.createColors(color);
  const sections = [
    heading(summary, colors),
    layerTable(summary, colors),
    totals(summary, colors),
    lossTable(summary, colors),
  ];
  return sections.join("\n\n");
}

/** How the figures are counted, in a few lines; once below all models. */
export function renderCounting({ color }: { readonly color: boolean }): string {
  const { dim } = picocolors.createColors(color);
  return [
    "Multiply-adds are those of convolutions and dense layers, padding included; all other layers count 0. A training step",
    "goes through what the loss reaches: forward, and again for the gradient of each kernel and of each layer's input (of",
    "the first layer's input there is none). Memory is 32-bit numbers: what backward reads again of the forward pass is",
    "counted as activations; an engine's working space comes on top.",
  ]
    .map((line) => dim(line))
    .join("\n");
}

function heading({ name, documentation }: ModelSummary, { bold }: Colors): string {
  const text = documentation?.trim() ?? "";
  return text === "" ? bold(name) : `${bold(name)}\n${text}`;
}

function layerTable(summary: ModelSummary, { dim, cyan }: Colors): string {
  const header = ["", "stage", "layer", "output", "parameters", "multiply-adds"];
  const image = ["image", "", "", summary.input.join("x"), "", ""];
  const rows = summary.parts.flatMap((part, index) => partRows(part, summary.parts[index - 1]));
  const sum = ["total", "", "", "", writeCount(summary.parameters), writeCount(summary.multiplyAdds.forward)];
  const lines = alignRows([header, image, ...rows, sum], layerColumns);
  const [first = "", ...others] = lines;
  const rule = dim("─".repeat(Math.max(...lines.map((line) => line.length))));
  const body = others.slice(0, -1).map((line) => line.replace(/where \S.*$/, (note) => cyan(note)));
  return [dim(first), rule, ...body, rule, others.at(-1) ?? ""].join("\n");
}

/** A count, or nothing for none. */
function figure(count: number): string {
  return count === 0 ? "" : writeCount(count);
}

/** The rows of a part; it is named in the first row of its first stage, the stage in the stage's first row. */
function partRows({ part, stage, layers }: PartSummary, before: PartSummary | undefined): string[][] {
  const isFirst = before?.part !== part;
  const named = (index: number): string[] => (index === 0 ? [isFirst ? part : "", stage ?? ""] : ["", ""]);
  return layers.map((row, index) => [...named(index), ...cells(row)]);
}

function cells({ text, output, parameters, multiplyAdds, note }: LayerRow): string[] {
  return [text, output.join("x"), figure(parameters), figure(multiplyAdds), ...(note === null ? [] : [note])];
}

function totals(
  { multiplyAdds, memory, batch, parameters, ...rest }: ModelSummary,
  { bold }: Colors,
): string {
  const { encoder, decoder, classifier, forward, trainingStep } = multiplyAdds;
  const running = rest.runningStatistics;
  const parts = [
    `encoder ${roundedCount(encoder)}`,
    `decoder ${roundedCount(decoder)}`,
    ...(classifier === 0 ? [] : [`classifier ${roundedCount(classifier)}`]),
  ];
  const statistics = running === 0 ? "" : `, and ${writeCount(running)} running statistics`;
  return alignRows(
    [
      ["parameters", `${writeCount(parameters)} trained numbers${statistics}`],
      ["multiply-adds", `${roundedCount(forward)} an image forward (${parts.join(", ")})`],
      [
        "",
        `${roundedCount(trainingStep)} an image in a training step, ${roundedCount(trainingStep * batch)} for a batch of ${writeCount(batch)}`,
      ],
      ["memory", `${roundedBytes(memory.total)} in a training step of ${writeCount(batch)} images with Adam`],
      [
        "",
        `parameters ${roundedBytes(memory.parameters)}, gradients ${roundedBytes(memory.gradients)}, moments ${roundedBytes(memory.moments)}, activations ${roundedBytes(memory.activations)}`,
      ],
    ],
    ["left", "left"],
  )
    .map((line) => line.replace(/^[a-z-]+/, (label) => bold(label)))
    .join("\n");
}

function lossTable({ loss: { reduce, terms } }: ModelSummary, { bold, dim }: Colors): string {
  const header = ["", "weight", "elements", "λ per element", "λ per sample"];
  const lines = alignRows([header, ...terms.map(termCells)], lossColumns);
  const [first = "", ...others] = lines;
  const how = reduce === "mean" ? "averaged" : "summed";
  return [
    `${bold("loss")}, reduce ${reduce}: squared differences are ${how} over the elements of a sample, then averaged over the batch`,
    dim(first),
    ...others.map((line, index) => (terms[index]?.idle === null ? line : dim(line))),
    dim("λ per element weighs the sum, λ per sample the mean: λ per sample = λ per element · elements"),
  ].join("\n");
}

function termCells({ name, weight, elements, perElement, perSample, idle }: TermSummary): string[] {
  const figures = [String(weight), writeCount(elements)];
  if (idle !== null) return [name, ...figures, "", "", idle];
  return [name, ...figures, roundedWeight(perElement), roundedWeight(perSample)];
}
