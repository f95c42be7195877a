/** Reconstructions of the first test digits of some classes, kept as a strip of pixels. */
import { encodeStrip, firstOfClasses, testImages } from "../images.js";
import type { Measured, MeasuredRun } from "../study.js";

/** The digits of Fig. 2's columns: the first test image of each class, so many of them. */
const columns = 8;

export async function measure(run: MeasuredRun): Promise<Measured> {
  const { model, evaluator } = run;
  const chosen = firstOfClasses(run, columns);
  const originals = testImages(run, chosen);
  const [height, width] = model.input;
  const strip = (pixels: Float32Array): string => encodeStrip(pixels, chosen.length, height, width);
  return {
    measures: {},
    pictures: { original: strip(originals), reconstruction: strip(await evaluator.reconstruct(originals)) },
  };
}
