/** The samples that a reconstruction picture shows. */
import { copyImage, imageSize, type Dataset } from "../../training/index.js";

/**
 * The first `count` test images in turns through the classes (the first of class 0, of class 1, …, then the second of
 * each), so that a picture of ten columns shows every class once.
 *
 * @returns [count, height, width, channels], numbers in [0, 1]; fewer where the test set is smaller.
 */
export function testColumns(dataset: Dataset, count: number): { images: Float32Array; columns: number } {
  const { images, labels } = dataset.test;
  const rounds = new Uint32Array(dataset.classes);
  const inTurns = [...labels]
    .map((label, index) => ({ index, label, round: rounds[label]!++ }))
    .sort((a, b) => a.round - b.round || a.label - b.label)
    .slice(0, count);
  const size = imageSize(dataset.shape);
  const chosen = new Float32Array(inTurns.length * size);
  inTurns.forEach(({ index }, column) => copyImage(images, index, size, chosen, column * size));
  return { images: chosen, columns: inTurns.length };
}
