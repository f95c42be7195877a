/** Picture files as bytes of an image: PNG, brought to the channels that are asked for. */
import { readFile } from "node:fs/promises";
import { decode } from "fast-png";
import { explainSystemError, type ImageShape, UserError } from "../../training/index.js";

/** Endings of the files that can be read, in lower case. */
export const pictureEndings = ["png"] as const;

/**
 * The bytes [height, width, channels] of a PNG file of this shape (colours become grey, and grey becomes colour, where the file is
 * otherwise).
 *
 * @throws UserError where the file cannot be read, is no PNG, or is of another size.
 */
export async function readPicture(path: string, shape: ImageShape): Promise<Uint8Array> {
  let file: Uint8Array;
  try {
    file = await readFile(path);
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
  let picture: ReturnType<typeof decode>;
  try {
    picture = decode(file, { checkCrc: true });
  } catch (error) {
    throw new UserError(`${path} is no PNG file: ${error instanceof Error ? error.message : String(error)}`, {
      hint: "PNG files can be read",
      cause: error,
    });
  }
  const [height, width, channels] = shape;
  if (picture.height !== height || picture.width !== width) {
    throw new UserError(
      `${path} is ${picture.height}x${picture.width} pixels, but the model was trained on images of ${height}x${width}`,
      { hint: `scale it to ${height}x${width} first` },
    );
  }
  return withChannels(picture, channels);
}

/** Brings a picture to 8 bits and the channels that are asked for. What is transparent lies on black. */
function withChannels(picture: ReturnType<typeof decode>, wanted: number): Uint8Array {
  const { data, channels: own, depth, palette } = picture;
  const size = picture.width * picture.height;
  const bytes = new Uint8Array(size * wanted);
  const scale = depth === 16 ? 257 : 1;
  for (let pixel = 0; pixel < size; pixel++) {
    const samples = palette
      ? [...(palette[data[pixel]!] ?? [0, 0, 0])]
      : Array.from({ length: own }, (_, channel) => data[pixel * own + channel]! / scale);
    const hasAlpha = samples.length === 2 || samples.length === 4;
    const alpha = hasAlpha ? samples.at(-1)! / 255 : 1;
    const colours = samples.slice(0, samples.length - (hasAlpha ? 1 : 0)).map((sample) => sample * alpha);
    const [red = 0, green = red, blue = red] = colours;
    // Rec. 601's weights, as image tools turn colour to grey.
    const grey = colours.length === 1 ? red : 0.299 * red + 0.587 * green + 0.114 * blue;
    const all = wanted === 1 ? [grey] : [red, green, blue];
    for (let channel = 0; channel < wanted; channel++) {
      bytes[pixel * wanted + channel] = Math.round(all[channel] ?? grey);
    }
  }
  return bytes;
}
