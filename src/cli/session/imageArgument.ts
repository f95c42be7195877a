/** An image named on the command line: one of the test images, or a file. */
import { basename, extname } from "node:path";
import { readPicture, UserError } from "../../training/index.js";
import { pictureTarget, type PreparedDataset } from "./loadDataset.js";

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
 * The image that `argument` names: `test:17` is the eighteenth test image, anything else the path of a picture (PNG, JPEG, WebP),
 * which is brought to the size and the channels of the data set's images.
 *
 * @throws UserError where there is no such image, or the file cannot be read.
 */
export async function namedImage(argument: string, prepared: PreparedDataset): Promise<NamedImage> {
  const { dataset, pipeline, images } = prepared;
  const number = /^test:(\d+)$/.exec(argument)?.[1];
  if (number !== undefined) {
    const index = Number(number);
    const { labels } = dataset.test;
    if (index >= labels.length) {
      throw new UserError(`there is no test image ${index}: ${dataset.name} has ${labels.length}`, {
        hint: `test:0 to test:${labels.length - 1} are there`,
      });
    }
    const pixels = pipeline.range(dataset.test.images, index, index + 1);
    return { title: argument, slug: `test-${index}`, label: labels[index] ?? null, pixels };
  }
  const bytes = await readPicture(argument, pictureTarget({ ...images, shape: pipeline.storedShape }));
  const name = basename(argument);
  const slug = name.slice(0, name.length - extname(name).length).replace(/[^A-Za-z0-9_.]+/g, "-");
  return { title: name, slug, label: null, pixels: pipeline.range(bytes, 0, 1) };
}
