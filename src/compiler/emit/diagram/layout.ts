/**
 * Where everything lies. Levels are stacked with the bottom stage at the foot; the encoder stands at the left, the decoder at
 * the right, and between them is room for what crosses: the wheres at the height of the poolings, the terms of the loss in the
 * gaps between levels. All of it follows from the widths of the texts and the numbers of lines.
 */
import { type Box, type DiagramContent, type Level, type Line, whereText } from "./content.js";
import { legendWidth } from "./legend.js";
import { measures } from "./measures.js";
import { textWidth, wrapText } from "./textWidth.js";

export interface Column {
  readonly x: number;
  readonly width: number;
  readonly middle: number;
}

/** The place of a level: its band, and the gap above it up to the next. */
export interface LevelPlace {
  readonly level: Level;
  readonly top: number;
  readonly bottom: number;
  /** Height of the L2M term's line in the gap above. */
  readonly termY: number;
  /** Upper edge of the dropout's box in the gap above; null for none. */
  readonly dropoutY: number | null;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly names: Column;
  readonly encoder: Column;
  readonly decoder: Column;
  /** Between the two. */
  readonly crossing: Column;
  readonly documentation: readonly string[];
  /** Baseline of the line of facts below title and documentation. */
  readonly factsY: number;
  /** The classifier's band; null for a model without. */
  readonly classifier: { readonly top: number; readonly bottom: number } | null;
  /** Middle of the code's pill. */
  readonly codeY: number;
  /** Bottom first. */
  readonly levels: readonly LevelPlace[];
  /** Middle of the image's and the reconstruction's pills. */
  readonly imageY: number;
  /** Middle of the legend's line. */
  readonly legendY: number;
}

/** What stands over the two columns. */
export const captions = { encoder: "encoder ↑", decoder: "↓ decoder" } as const;

const gapBelowClassifier = 40;
const gapBelowCode = 26;
const gapAboveImage = 42;

export function layOut(content: DiagramContent): Layout {
  const columns = layOutColumns(content);
  const width = columns.decoder.x + columns.decoder.width + measures.bandPadding + measures.margin;
  const documentation =
    content.documentation === null
      ? []
      : wrapText(content.documentation, width - 2 * measures.margin, measures.textSize, 3);

  let y = measures.margin + measures.titleSize;
  y += 22 * documentation.length + 4;
  const factsY = y + 18;
  y = factsY + 24;

  let classifier: Layout["classifier"] = null;
  if (content.classifier !== null) {
    classifier = { top: y, bottom: y + bandHeight({ lines: content.classifier, pooling: null }) };
    y = classifier.bottom + gapBelowClassifier;
  }
  const codeY = y + measures.pillHeight / 2;
  y += measures.pillHeight + gapBelowCode;

  const places: LevelPlace[] = [];
  for (const [index, level] of content.levels.toReversed().entries()) {
    const dropoutY = level.dropout === null ? null : y;
    if (dropoutY !== null) y += measures.chipHeight + 22;
    const termY = y + 4;
    // The line of a term needs room of its own; without one the arrow alone has to breathe.
    y += level.term === null ? (index === 0 ? 0 : 6) : 32;
    const bottom = y + Math.max(bandHeight(level.encoder), bandHeight(level.decoder));
    places.push({ level, top: y, bottom, termY, dropoutY });
    y = bottom + gapAboveImage;
  }
  const imageY = y + measures.pillHeight / 2;
  const legendY = imageY + measures.pillHeight / 2 + 40;
  const height = legendY + measures.margin;
  return {
    ...columns,
    width: Math.ceil(width),
    height: Math.ceil(height),
    documentation,
    factsY,
    classifier,
    codeY,
    levels: places.toReversed(),
    imageY,
    legendY,
  };
}

/** Height of a box with its lines. */
export function boxHeight({ lines, pooling }: Box): number {
  const strip = pooling === null ? 0 : measures.stripHeight;
  return strip + (lines.length === 0 ? 0 : lines.length * measures.lineHeight + 8);
}

function bandHeight(box: Box): number {
  return boxHeight(box) + 2 * measures.bandPadding;
}

function layOutColumns(content: DiagramContent): Pick<Layout, "names" | "encoder" | "decoder" | "crossing"> {
  const boxes = content.levels.flatMap(({ encoder, decoder }) => [encoder, decoder]);
  const lines = [
    ...boxes.flatMap((box) => [...box.lines, ...(box.pooling === null ? [] : [box.pooling])]),
    ...(content.classifier ?? []),
  ];
  // Above the boxes stands the code's pill, with a caption at either side.
  const codeWidth =
    pillWidth("code", content.code) + 2 * (textWidth(captions.encoder, measures.textSize) + 12);
  const boxWidth = Math.max(codeWidth, ...lines.map(lineWidth));
  const titles = [...content.levels.map(({ name }) => name), ...(content.classifier ? ["classifier"] : [])];
  const nameWidth = Math.min(
    150,
    Math.max(...titles.map((name) => textWidth(name, measures.textSize, "bold"))),
  );
  const namesX = measures.margin + measures.bandPadding + 4;
  const encoderX = namesX + nameWidth + 20;
  // The legend, too, has to find room between the margins.
  const legendRoom =
    legendWidth(content) - (encoderX + 2 * boxWidth + measures.bandPadding - measures.margin);
  const crossingWidth = Math.max(
    190,
    legendRoom,
    ...crossingTexts(content).map((text) => chipWidth(text) + 90),
  );

  const names = columnAt(namesX, nameWidth);
  const encoder = columnAt(encoderX, boxWidth);
  const crossing = columnAt(encoder.x + boxWidth, crossingWidth);
  const decoder = columnAt(crossing.x + crossingWidth, boxWidth);
  return { names, encoder, crossing, decoder };
}

function crossingTexts({ levels, likelihood, reconstruction }: DiagramContent): string[] {
  const terms = [...levels.map(({ term }) => term), likelihood, reconstruction];
  return [
    ...terms.flatMap((term) => (term === null ? [] : [term.text])),
    ...levels.flatMap(({ where }) => (where === null ? [] : [whereText(where)])),
  ];
}

/** Width of a chip or pill around a text. */
export function chipWidth(text: string, size: number = measures.tagSize): number {
  return textWidth(text, size, "bold") + 24;
}

/** Width of the pill with a name and a shape. */
export function pillWidth(name: string, shape: string): number {
  return chipWidth(`${name}  ${shape}`, measures.textSize);
}

function lineWidth({ label, detail, shape }: Line): number {
  const { textSize, boxPadding } = measures;
  const gap = 22;
  return (
    textWidth(label, textSize, "bold") +
    (detail === "" ? 0 : 10 + textWidth(detail, textSize)) +
    gap +
    textWidth(shape, textSize) +
    2 * boxPadding
  );
}

function columnAt(x: number, width: number): Column {
  return { x, width, middle: x + width / 2 };
}
