/** An image named on the command line: one of the test images, or a file. */
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { decode } from "fast-png";
import { explainSystemError, type ImageShape, UserError } from "../../training/index.js";
import type { PreparedDataset } from "./loadDataset.js";

export interface NamedImage {
  /** How pages call it: "test:17", or the file's name. */
  readonly title: string;
  /** The same as a part of file names: "test-17". */
  readonly slug: string;
  /** Its class; null for a file. */
  readonly label: number | null;
  /** As the network is shown it: [height, width, channels]. */
  readonly pixels: Float32Array;
}

/**
 * The image that `argument` names: `test:17` is the eighteenth test image, anything else the path of a PNG file of the size of the
 * data set's images (colours become grey, and grey becomes colour, where the data set is otherwise).
 *
 * @throws UserError where there is no such image, or the file cannot be read.
 */
export async function namedImage(argument: string, prepared: PreparedDataset): Promise<NamedImage> {
  const { dataset, pipeline } = prepared;
  const number = /^test:(\d+)$/.exec(argument)?.[1];
  if (number !== undefined) {
    const index = Number(number);
    const { images, labels } = dataset.test;
    if (index >= labels.length) {
      throw new UserError(`there is no test image ${index}: ${dataset.name} has ${labels.length}`, {
        hint: `test:0 to test:${labels.length - 1} are there`,
      });
    }
    const pixels = pipeline.range(images, index, index + 1);
    return { title: argument, slug: `test-${index}`, label: labels[index] ?? null, pixels };
  }
  const bytes = await readPicture(argument, pipeline.storedShape);
  const name = basename(argument);
  const slug = name.slice(0, name.length - extname(name).length).replace(/[^A-Za-z0-9_.]+/g, "-");
  return { title: name, slug, label: null, pixels: pipeline.range(bytes, 0, 1) };
}

/** The bytes [height, width, channels] of a PNG file of this shape. */
async function readPicture(path: string, shape: ImageShape): Promise<Uint8Array> {
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
      hint: "name a PNG file, or a test image such as test:17",
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
