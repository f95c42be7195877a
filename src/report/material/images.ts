/** The labelled images that a report is made of. */
import type { ImageShape } from "../../training/index.js";

export interface ShownImages {
  readonly count: number;
  /** [height, width, channels], as the model takes them. */
  readonly shape: ImageShape;
  /** One class per image, −1 for none. */
  readonly labels: ArrayLike<number>;
  /** What the classes are called. */
  readonly classNames: readonly string[];
  /** Images `from` (included) to `to` (excluded), as the network is shown them: [to − from, height, width, channels]. */
  range(from: number, to: number): Float32Array;
}

/** Image number `index` alone. */
export function imageAt(images: ShownImages, index: number): Float32Array {
  return images.range(index, index + 1);
}

/**
 * The numbers of `count` images in turns through the classes (the first of class 0, of class 1, …, then the second of each),
 * so that a picture of ten columns shows every class of ten once.
 */
export function inTurns({ labels, count }: ShownImages, wanted: number): readonly number[] {
  const rounds = new Map<number, number>();
  return Array.from({ length: count }, (_, index) => {
    const label = labels[index] ?? -1;
    const round = rounds.get(label) ?? 0;
    rounds.set(label, round + 1);
    return { index, label, round };
  })
    .sort((a, b) => a.round - b.round || a.label - b.label)
    .slice(0, wanted)
    .map(({ index }) => index);
}
