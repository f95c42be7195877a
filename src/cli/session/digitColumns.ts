/** The samples that a reconstruction picture shows. */
import { ImagePipeline, type Dataset } from "../../training/index.js";

/**
 * The first `count` test images in turns through the classes (the first of class 0, of class 1, …, then the second of
 * each), so that a picture of ten columns shows every class once.
 *
 * @param pipeline makes of the stored images what the network is shown; numbers in [0, 1] where it is not given.
 * @returns [count, height, width, channels]; fewer where the test set is smaller.
 */
export function testColumns(
  dataset: Dataset,
  count: number,
  pipeline = new ImagePipeline(dataset.shape),
): { images: Float32Array; columns: number } {
  const { images, labels } = dataset.test;
  const rounds = new Uint32Array(dataset.classes);
  const inTurns = [...labels]
    .map((label, index) => ({ index, label, round: rounds[label]!++ }))
    .sort((a, b) => a.round - b.round || a.label - b.label)
    .slice(0, count);
  const chosen = new Float32Array(inTurns.length * pipeline.size);
  inTurns.forEach(({ index }, column) => pipeline.copy(images, index, chosen, column * pipeline.size));
  return { images: chosen, columns: inTurns.length };
}
