/**
 * A picture of images beside their reconstructions: one sample a column, one way of reconstructing a row, captions on
 * the left (the layout of Fig. 2).
 */
import { encode } from "fast-png";
import { drawText, textSize } from "./bitmapFont.js";
import { type Color, createPicture, drawImage } from "./picture.js";

export interface GridRow {
  /** What the row shows, such as "original". */
  readonly caption: string;
  /** A smaller second line, such as "error 0.0021". */
  readonly detail?: string;
  /** [columns, height, width, channels]; numbers are clipped to [0, 1]. */
  readonly images: Float32Array;
}

export interface GridOptions {
  /** Shape of one image: [height, width, channels]. */
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly columns: number;
  readonly rows: readonly GridRow[];
  /** Side of the square that one pixel becomes; 3 where it is not given. */
  readonly scale?: number;
}

/** Where everything lies in the picture, in pixels. */
export interface GridLayout {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** Upper left corner of the image in this row and column. */
  imageAt(row: number, column: number): { left: number; top: number };
}

const margin = 20;
const gap = 6;
const captionGap = 16;
const captionDot = 2;
const detailDot = 1;
const background: Color = [250, 250, 248];
const captionColor: Color = [38, 38, 42];
const detailColor: Color = [110, 110, 116];

/** Places the images and captions of a grid. */
export function gridLayout({ shape, columns, rows, scale = 3 }: GridOptions): GridLayout {
  const [height, width] = shape;
  const captionWidth = Math.max(
    0,
    ...rows.map(({ caption, detail = "" }) =>
      Math.max(textSize(caption, captionDot).width, textSize(detail, detailDot).width),
    ),
  );
  const firstLeft = margin + captionWidth + captionGap;
  const stepRight = width * scale + gap;
  const stepDown = height * scale + gap;
  return {
    width: firstLeft + columns * stepRight - gap + margin,
    height: margin + rows.length * stepDown - gap + margin,
    scale,
    imageAt: (row, column) => ({ left: firstLeft + column * stepRight, top: margin + row * stepDown }),
  };
}

/**
 * Draws the grid.
 *
 * @returns the bytes of a PNG file; the same grid gives the same bytes.
 * @throws RangeError where a row does not hold `columns` images.
 */
export function reconstructionGrid(options: GridOptions): Uint8Array {
  const { shape, columns, rows } = options;
  const size = shape[0] * shape[1] * shape[2];
  const layout = gridLayout(options);
  const picture = createPicture(layout.width, layout.height, background);
  rows.forEach(({ caption, detail, images }, row) => {
    if (images.length !== columns * size) {
      throw new RangeError(
        `the row "${caption}" needs ${columns} images of ${size} numbers, not ${images.length} numbers`,
      );
    }
    const { top } = layout.imageAt(row, 0);
    const captionHeight = textSize(caption, captionDot).height;
    const detailHeight = detail === undefined ? 0 : 6 + textSize(detail, detailDot).height;
    const captionTop = top + Math.round((shape[0] * layout.scale - captionHeight - detailHeight) / 2);
    drawText(picture, caption, margin, captionTop, captionDot, captionColor);
    if (detail !== undefined) {
      drawText(picture, detail, margin, captionTop + captionHeight + 6, detailDot, detailColor);
    }
    for (let column = 0; column < columns; column++) {
      const { left } = layout.imageAt(row, column);
      drawImage(picture, images.subarray(column * size, (column + 1) * size), shape, left, top, layout.scale);
    }
  });
  return encode({ width: picture.width, height: picture.height, data: picture.data, channels: 3, depth: 8 });
}
