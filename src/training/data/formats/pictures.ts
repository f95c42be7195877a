/** Pictures in files, PNG, JPEG, WebP and the like, as bytes of one size. */
import { resizeBytes } from "../../../runtime/index.js";
import { UserError } from "../../errors.js";

export type PictureShape = readonly [height: number, width: number, channels: number];

/** What pictures are brought to. */
export interface PictureTarget {
  readonly shape: PictureShape;
  /** Scaled to fit "whole", in the middle, on black; or "stretched" to the size. */
  readonly fit: "whole" | "stretched";
}

/** More pixels than a photograph has: a file that says more is a trap. */
const mostPixels = 100_000_000;

/** Endings of the files that are taken for pictures. */
export const pictureEndings = [".png", ".jpg", ".jpeg", ".webp"] as const;

export function isPicture(name: string): boolean {
  return pictureEndings.some((ending) => name.toLowerCase().endsWith(ending));
}

/** The shape of a picture, read off its head. What is transparent is not a channel. */
export async function pictureShape(path: string): Promise<PictureShape> {
  const { default: sharp } = await import("sharp");
  try {
    const { width, height, space } = await sharp(path, { limitInputPixels: mostPixels }).metadata();
    return [height, width, space === "b-w" || space === "grey16" ? 1 : 3];
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * A picture as bytes [height, width, channels], brought to a size; what is transparent becomes black. One channel is its brightness,
 * three are red, green and blue. Stretching uses the triangle filter, as resizing does everywhere; sharp's own (Lanczos' with three
 * lobes where pictures become smaller) scales to fit.
 *
 * @throws UserError where the file is damaged, no picture, or larger than 100 million pixels.
 */
export async function readPicture(path: string, { shape, fit }: PictureTarget): Promise<Uint8Array> {
  const [height, width, channels] = shape;
  const { default: sharp } = await import("sharp");
  try {
    const black = { r: 0, g: 0, b: 0, alpha: 1 };
    const picture = sharp(path, { limitInputPixels: mostPixels, failOn: "error" });
    if (fit === "whole") picture.resize({ height, width, fit: "contain", background: black });
    const { data, info } = await picture
      .flatten({ background: black })
      .toColourspace(channels === 1 ? "b-w" : "srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return fit === "whole" ? data : resizeBytes(data, [info.height, info.width, channels], { height, width });
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`${path} cannot be read as a picture: ${reason}`, {
    cause: error,
    ...(reason.includes("pixel limit")
      ? { hint: `pictures may have ${mostPixels.toLocaleString("en-US")} pixels` }
      : {}),
  });
}
