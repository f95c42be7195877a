/** Bands, boxes, pills and chips. */
import type { Box, Line, Term } from "./content.js";
import { boxHeight, chipWidth, type Column, type Layout, pillWidth } from "./layout.js";
import { measures } from "./measures.js";
import type { Mark } from "./scene.js";
import { fitText } from "./textWidth.js";

/** Distance from the middle of a line of text to its baseline. */
const baseline = 4.5;

/** The background of a level across both columns, with its name. */
export function drawBand(
  { width, names }: Layout,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  name: string,
  tooltip: string | null,
): Mark[] {
  return [
    {
      kind: "rectangle",
      meaning: "band",
      x: measures.margin,
      y: top,
      width: width - 2 * measures.margin,
      height: bottom - top,
      radius: 12,
    },
    {
      kind: "text",
      style: "strong",
      x: names.x,
      y: (top + bottom) / 2 + baseline,
      anchor: "start",
      text: fitText(name, names.width + 1, measures.textSize, "bold"),
      tooltip: tooltip ?? name,
    },
  ];
}

/**
 * A stage. In the encoder a pass goes upward, so its first layer is the lowest line and its pooling the upper edge; in the decoder
 * it goes downward from the unpooling at the upper edge. Either way poolings meet at one height.
 */
export function drawBox(
  box: Box,
  column: Column,
  top: number,
  { direction, strip }: { readonly direction: "up" | "down"; readonly strip: "whereStrip" | "plainStrip" },
): Mark[] {
  const height = boxHeight(box);
  const { x, width } = column;
  const marks: Mark[] = [{ kind: "rectangle", meaning: "box", x, y: top, width, height, radius: 8 }];
  let y = top;
  if (box.pooling !== null) {
    const inset = { x: x + 1, y: top + 1, width: width - 2, height: measures.stripHeight - 1 };
    marks.push({ kind: "rectangle", meaning: strip, ...inset, radius: 7 });
    if (box.lines.length > 0) {
      const path = `M${x} ${top + measures.stripHeight} H${x + width}`;
      marks.push({ kind: "path", meaning: "divider", path, arrow: false });
    }
    marks.push(...drawLine(box.pooling, column, top + measures.stripHeight / 2));
    y += measures.stripHeight;
  }
  const lines = direction === "up" ? box.lines.toReversed() : box.lines;
  lines.forEach((line, index) => {
    marks.push(...drawLine(line, column, y + 4 + measures.lineHeight * (index + 0.5)));
  });
  return marks;
}

function drawLine({ label, detail, shape }: Line, { x, width }: Column, middle: number): Mark[] {
  const y = middle + baseline;
  const left = x + measures.boxPadding;
  const right = x + width - measures.boxPadding;
  return [
    { kind: "text", style: "label", x: left, y, anchor: "start", text: label, aside: detail },
    { kind: "text", style: "detail", x: right, y, anchor: "end", text: shape },
  ];
}

/** Half the width of the pill around a name and a shape. */
export function pillReach(name: string, shape: string): number {
  return pillWidth(name, shape) / 2;
}

/** The image, the code, the reconstruction: where a pass begins and ends. */
export function drawPill(name: string, shape: string, x: number, middle: number): Mark[] {
  const reach = pillReach(name, shape);
  const height = measures.pillHeight;
  const place = { x: x - reach, y: middle - height / 2, width: 2 * reach, height };
  return [
    { kind: "rectangle", meaning: "endpoint", ...place, radius: height / 2 },
    { kind: "text", style: "strong", x, y: middle + baseline, anchor: "middle", text: name, aside: shape },
  ];
}

/** A term of the loss. */
export function drawTerm({ text, idle, explanation }: Term, x: number, middle: number): Mark[] {
  return drawChip(text, x, middle, idle ? "idleChip" : "termChip", idle ? "idle" : "term", explanation);
}

/** Noise on the encoder's path. */
export function drawNoise(text: string, x: number, middle: number): Mark[] {
  return drawChip(text, x, middle, "noise", "idle", null);
}

function drawChip(
  text: string,
  x: number,
  middle: number,
  meaning: "termChip" | "idleChip" | "noise",
  style: "term" | "idle",
  tooltip: string | null,
): Mark[] {
  const width = chipWidth(text);
  const height = measures.chipHeight;
  return [
    {
      kind: "rectangle",
      meaning,
      x: x - width / 2,
      y: middle - height / 2,
      width,
      height,
      radius: height / 2,
      tooltip,
    },
    { kind: "text", style, x, y: middle + baseline - 0.5, anchor: "middle", text, tooltip },
  ];
}
