/** Reconstructions of one test digit of each class, kept as a strip of pixels. */
import { decode, encode } from "fast-png";
import type { Measured, MeasuredRun } from "../study.js";

/** The digits of Fig. 2's columns: the first test image of each class, so many of them. */
const columns = 8;

export async function measure({ model, evaluator, dataset, pipeline }: MeasuredRun): Promise<Measured> {
  const { labels, images } = dataset.test;
  const chosen = Array.from({ length: columns }, (_, label) => labels.indexOf(label)).filter(
    (index) => index >= 0,
  );
  const originals = new Float32Array(chosen.length * pipeline.size);
  chosen.forEach((index, place) => pipeline.copy(images, index, originals, place * pipeline.size));
  const [height, width] = model.input;
  const strip = (pixels: Float32Array): string => encodeStrip(pixels, chosen.length, height, width);
  return {
    measures: {},
    pictures: { original: strip(originals), reconstruction: strip(await evaluator.reconstruct(originals)) },
  };
}

/** Grey images of numbers in [0, 1], which are clipped to it, below each other: PNG in base64. */
function encodeStrip(pixels: Float32Array, count: number, height: number, width: number): string {
  const data = Uint8Array.from(pixels, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  const png = encode({ width, height: count * height, data, channels: 1, depth: 8 });
  return Buffer.from(png).toString("base64");
}

export interface Strip {
  readonly count: number;
  /** Side of the square images. */
  readonly side: number;
  /** [count, side, side, 1] in [0, 1]. */
  readonly pixels: Float32Array;
}

/** What {@link measure} kept. */
export function decodeStrip(text: string): Strip {
  const { width, height, data } = decode(Buffer.from(text, "base64"));
  return { count: height / width, side: width, pixels: Float32Array.from(data, (value) => value / 255) };
}
