/** Emoji of the npm package `emoji-datasource-twitter`: real colour pictures, by the kind of thing that they show. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { groupBy } from "../../src/report/index.js";
import type { Pictures } from "./formats.js";

interface Emoji {
  readonly image: string;
  readonly subcategory: string;
  readonly has_img_twitter: boolean;
}

/** Every fifth picture of a kind is a test image. */
const testEvery = 5;

export interface Split {
  readonly training: Pictures;
  readonly test: Pictures;
}

/**
 * Up to `perClass` pictures of each of the `classes` kinds that have the most, on white, side × side.
 *
 * @param folder the installed package
 */
export async function readEmoji(
  folder: string,
  { classes, perClass, side }: { readonly classes: number; readonly perClass: number; readonly side: number },
): Promise<Split> {
  const all = JSON.parse(readFileSync(join(folder, "emoji.json"), "utf8")) as readonly Emoji[];
  const kinds = groupBy(
    all.filter((emoji) => emoji.has_img_twitter),
    ({ subcategory }) => subcategory,
  );
  const largest = [...kinds.values()].toSorted((a, b) => b.length - a.length).slice(0, classes);
  const parts = { training: empty(side), test: empty(side) };
  for (const [label, kind] of largest.entries()) {
    for (const [at, { image }] of kind.slice(0, perClass).entries()) {
      const part = at % testEvery === testEvery - 1 ? parts.test : parts.training;
      part.images.push(await readPicture(join(folder, "img/twitter/64", image), side));
      part.labels.push(label);
    }
  }
  return parts;
}

function empty(side: number): Pictures & { images: Uint8Array[]; labels: number[] } {
  return { height: side, width: side, images: [], labels: [] };
}

async function readPicture(path: string, side: number): Promise<Uint8Array> {
  return await sharp(path)
    .resize(side, side)
    .flatten({ background: "white" })
    .toColourspace("srgb")
    .raw()
    .toBuffer();
}
