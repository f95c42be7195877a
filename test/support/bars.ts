/** A data set that a tiny model learns within seconds: 6×6 images of a bar, lying, standing or slanting. */
import type { Model } from "swwae/runtime";
import { type Samples } from "swwae/training";
import { stackedModel } from "./models.js";

export const barSize = 36;
export const barClasses = 3;

/** `count` bars of the three classes in turns, with some noise that depends on the index only. */
export function bars(count: number): Samples & { readonly images: Uint8Array } {
  const images = new Uint8Array(count * barSize);
  const labels = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    labels[index] = index % barClasses;
    const shift = 1 + (Math.floor(index / barClasses) % 4);
    for (let row = 0; row < 6; row++) {
      for (let column = 0; column < 6; column++) {
        const lit = [row === shift, column === shift, row + column === shift + 3][index % barClasses];
        images[index * barSize + row * 6 + column] =
          (lit ? 220 : 0) + ((index * 7 + row * 5 + column * 3) % 30);
      }
    }
  }
  return { images, labels };
}

/** A one-stage auto-encoder of bars, with dropout before its classifier. */
export function barModel(options: { classes?: number | null; dropout?: number } = {}): Model {
  return stackedModel({
    input: [6, 6, 1],
    classes: options.classes === undefined ? barClasses : options.classes,
    stages: [{ channels: [8], kernel: [3, 3], pool: [2, 2] }],
    where: "hard",
    dropout: options.dropout ?? 0.25,
  });
}
