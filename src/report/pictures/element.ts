/** Pictures inside of a page: PNG files as data URIs, enlarged without smoothing. */
import { encode } from "fast-png";
import { html, type Html } from "../page/html.js";
import type { Sheet } from "./sheet.js";

export interface PictureElementOptions {
  /** What the picture shows, for those who do not see it. */
  readonly alt: string;
  /** How many CSS pixels a pixel is wide, where the page has the room. */
  readonly scale: number;
  /** Of the style sheet; none where it is not given. */
  readonly class?: string;
}

/** An `<img>` that is never wider than its column. */
export function pictureElement(picture: Sheet, options: PictureElementOptions): Html {
  const { width, height } = picture;
  const { alt, scale } = options;
  const styled = options.class === undefined ? null : html` class="${options.class}"`;
  const bytes = Buffer.from(pngOf(picture)).toString("base64");
  return html`<img${styled}
    src="data:image/png;base64,${bytes}"
    alt="${alt}"
    width="${Math.round(width * scale)}"
    height="${Math.round(height * scale)}"
  />`;
}

/** The bytes of a PNG file: grey where the picture is, and with an alpha channel where something shows through. */
export function pngOf({ width, height, data, alpha }: Sheet): Uint8Array {
  const isGrey = data.every((value, index) => value === data[index - (index % 3)]);
  const isWhole = alpha.every((value) => value === 255);
  const colours = isGrey ? 1 : 3;
  const channels = isWhole ? colours : colours + 1;
  const bytes = new Uint8Array(width * height * channels);
  alpha.forEach((opacity, pixel) => {
    bytes.set(data.subarray(pixel * 3, pixel * 3 + colours), pixel * channels);
    if (!isWhole) bytes[pixel * channels + colours] = opacity;
  });
  return encode({ width, height, data: bytes, channels: channels as 1 | 2 | 3 | 4, depth: 8 });
}
