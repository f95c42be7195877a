/** The test images that studies look at, as the network is shown them, and strips of pictures that are kept of them. */
import { decode, encode } from "fast-png";
import type { MeasuredRun } from "./study.js";

/** Test images [n, height, width, channels] with these numbers. */
export function testImages(
  { dataset, pipeline }: Pick<MeasuredRun, "dataset" | "pipeline">,
  indices: readonly number[],
): Float32Array {
  const images = new Float32Array(indices.length * pipeline.size);
  indices.forEach((index, place) => pipeline.copy(dataset.test.images, index, images, place * pipeline.size));
  return images;
}

/** The first test image of each of the first classes, so many of them at most. */
export function firstOfClasses({ dataset }: Pick<MeasuredRun, "dataset">, classes: number): number[] {
  const { labels } = dataset.test;
  return Array.from({ length: classes }, (_, label) => labels.indexOf(label)).filter((index) => index >= 0);
}

/** What {@link firstOfClasses} chose, as captions say it. */
export function firstDigits(classes: number): string {
  return `The first test digit of each class from 0 to ${classes - 1}`;
}

/** Grey images of numbers in [0, 1], which are clipped to it, below each other: PNG in base64. */
export function encodeStrip(pixels: Float32Array, count: number, height: number, width: number): string {
  const data = Uint8Array.from(pixels, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  const png = encode({ width, height: count * height, data, channels: 1, depth: 8 });
  return Buffer.from(png).toString("base64");
}

/** A PNG packed as tightly as can be, since it is kept in a file of results: in base64. */
export function smallPicture(png: Uint8Array): string {
  return Buffer.from(encode(decode(png), { zlib: { level: 9 } })).toString("base64");
}

export interface Strip {
  readonly count: number;
  /** Side of the square images. */
  readonly side: number;
  /** [count, side, side, 1] in [0, 1]. */
  readonly pixels: Float32Array;
}

/** What {@link encodeStrip} made of square images. */
export function decodeStrip(text: string): Strip {
  const { width, height, data } = decode(Buffer.from(text, "base64"));
  return { count: height / width, side: width, pixels: Float32Array.from(data, (value) => value / 255) };
}
