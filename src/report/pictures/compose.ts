/** Pictures for files: parts with captions on one light ground. */
import {
  type Color,
  createPicture,
  drawText,
  fillRectangle,
  type Picture,
  textSize,
} from "../../training/index.js";
import type { Sheet } from "./sheet.js";

const ground: Color = [250, 250, 248];
const ink: Color = [38, 38, 42];
const quiet: Color = [110, 110, 116];
/** Between the tiles of a sheet. */
const plate: Color = [125, 137, 149];

const margin = 16;
const gap = 14;
const captionHeight = 14;

export interface Part {
  readonly caption: string;
  readonly picture: Sheet;
}

/**
 * Rows of parts, each part below its caption, the rows below a title of their own.
 *
 * @returns a picture as large as it needs to be.
 */
export function compose(
  rows: readonly { readonly title: string; readonly parts: readonly Part[] }[],
): Picture {
  const titleHeight = textSize("X", 2).height + 10;
  const widthOf = ({ caption, picture }: Part): number => Math.max(picture.width, textSize(caption, 1).width);
  const laid = rows.map(({ title, parts }) => ({
    title,
    parts,
    width: Math.max(
      textSize(title, 2).width,
      parts.reduce((sum, part) => sum + widthOf(part) + gap, -gap),
    ),
    height:
      (title === "" ? 0 : titleHeight) +
      captionHeight +
      Math.max(0, ...parts.map(({ picture }) => picture.height)),
  }));
  const width = Math.max(...laid.map((row) => row.width)) + 2 * margin;
  const height = laid.reduce((sum, row) => sum + row.height + gap, 2 * margin - gap);
  const whole = createPicture(width, height, ground);
  let top = margin;
  for (const { title, parts, height: rowHeight } of laid) {
    let down = top;
    if (title !== "") {
      drawText(whole, title, margin, down, 2, ink);
      down += titleHeight;
    }
    let left = margin;
    for (const part of parts) {
      drawText(whole, part.caption, left, down, 1, quiet);
      paste(whole, part.picture, left, down + captionHeight);
      left += widthOf(part) + gap;
    }
    top += rowHeight + gap;
  }
  return whole;
}

function paste(whole: Picture, part: Sheet, left: number, top: number): void {
  fillRectangle(whole, left, top, part.width, part.height, plate);
  for (let row = 0; row < part.height; row++) {
    for (let column = 0; column < part.width; column++) {
      const pixel = row * part.width + column;
      if (part.alpha[pixel] === 0) continue;
      const at = ((top + row) * whole.width + left + column) * 3;
      whole.data.set(part.data.subarray(pixel * 3, pixel * 3 + 3), at);
    }
  }
}
