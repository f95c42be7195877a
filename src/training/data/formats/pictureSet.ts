/** Data sets of picture files, however the files and their classes were found. */
import { realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import { explainSystemError, UserError } from "../../errors.js";
import { type Dataset, type Samples, unlabelled } from "../dataset.js";
import { packedPictures } from "../packs/packedPictures.js";
import { StoredImages } from "../sources/imageSource.js";
import type { ReadOptions } from "./format.js";
import { pictureShape, type PictureShape } from "./pictures.js";
import { splitTest } from "./splitTest.js";

/** A picture and what is known of it. */
export interface PictureEntry {
  readonly path: string;
  /** Null where it has no label. */
  readonly className: string | null;
}

/**
 * Reads pictures into a data set, whose images stay in a packed file of the cache. Classes are numbered in the order of their names. Pictures get the size of `target`; without it, all
 * have to be of one size.
 *
 * @param root the folder that no file may lie outside of.
 * @param test null to hold a tenth of the labelled ones back.
 * @throws UserError naming the file that is damaged, lies outside of `root`, or has another size than the first.
 */
export async function readPictureSet(
  root: string,
  training: readonly PictureEntry[],
  test: readonly PictureEntry[] | null,
  { name, target, note = () => undefined }: ReadOptions,
): Promise<Dataset> {
  const [first] = training;
  if (first === undefined) throw new UserError(`${root} holds no pictures to train on`);
  const all = [...training, ...(test ?? [])];
  const classNames = [...new Set(all.flatMap(({ className }) => className ?? []))].toSorted();
  if (classNames.length > unlabelled)
    throw new UserError(
      `${root} has ${classNames.length} classes; ${unlabelled} are as many as there may be`,
    );
  await requireInside(root, all);
  const { shape, images } = await packedPictures({
    paths: all.map(({ path }) => path),
    target,
    commonShape: () => commonShape(all),
    note,
  });
  const part = (entries: readonly PictureEntry[], from: number): Samples => ({
    images: new StoredImages({
      ...images,
      start: images.start + from * images.size,
      count: entries.length,
    }),
    labels: labelsOf(entries, classNames),
  });
  const samples = part(training, 0);
  const split =
    test === null
      ? splitTest(samples, shape, root)
      : { training: samples, test: part(test, training.length) };
  const without = split.test.labels.indexOf(unlabelled);
  if (without !== -1)
    throw new UserError(`${test?.[without]?.path ?? root} has no label, and test images need one`);
  return { name, shape, classes: classNames.length, classNames, ...split };
}

/** The one size of all, in colour if one of them is. */
async function commonShape(entries: readonly PictureEntry[]): Promise<PictureShape> {
  const shapes: PictureShape[] = [];
  for (const { path } of entries) shapes.push(await pictureShape(path));
  const [first = [1, 1, 1]] = shapes;
  const other = shapes.findIndex((shape) => sizeText(shape) !== sizeText(first));
  if (other !== -1) {
    throw new UserError(
      `the pictures are not of one size: ${entries[0]?.path} is ${sizeText(first)}, ${entries[other]?.path} is ${sizeText(shapes[other]!)}`,
      {
        hint: "begin the preprocessing with `resize HxW`; or leave pad and crop out of the spec, and pictures are brought to the model's input",
      },
    );
  }
  return [first[0], first[1], Math.max(...shapes.map(([, , channels]) => channels))];
}

function sizeText([height, width]: PictureShape): string {
  return `${width}x${height} pixels`;
}

function labelsOf(entries: readonly PictureEntry[], classNames: readonly string[]): Uint8Array {
  const numbers = new Map(classNames.map((name, number) => [name, number]));
  return Uint8Array.from(entries, ({ className }) =>
    className === null ? unlabelled : numbers.get(className)!,
  );
}

/** A list or a link may name files anywhere; none but those of the set are opened. */
async function requireInside(root: string, entries: readonly PictureEntry[]): Promise<void> {
  const real = await realpath(root);
  for (const { path } of entries) {
    let found: string;
    try {
      found = await realpath(path);
    } catch (error) {
      throw explainSystemError(error, "read", path);
    }
    const way = relative(real, found);
    if (way === ".." || way.startsWith(`..${sep}`) || way.startsWith(sep))
      throw new UserError(`${path} lies outside of ${root}`, {
        hint: "a data set's files lie in its own folder",
      });
  }
}
