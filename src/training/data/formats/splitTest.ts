/** Test images of sets that come without: a tenth of the labelled ones of every class. */
import { randomStream } from "../../../runtime/index.js";
import { UserError } from "../../errors.js";
import { permutation } from "../../random.js";
import { imageSize, type Samples, unlabelled } from "../dataset.js";
import { pickImages } from "../sources/imageSource.js";

/** One of so many labelled images of a class is held back. */
const share = 10;

/**
 * Holds a tenth of the labelled images of every class back, at least one where a class has two. Which ones depends on the number and
 * the classes of the images alone, not on the seed of a training: all trainings on a set are tested alike.
 *
 * @throws UserError where not one image can be held back.
 */
export function splitTest(
  samples: Samples,
  shape: readonly [number, number, number],
  path: string,
): { readonly training: Samples; readonly test: Samples } {
  const { labels } = samples;
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  counts.delete(unlabelled);
  const quota = new Map(
    [...counts].map(([label, count]) => [label, count < 2 ? 0 : Math.max(1, Math.floor(count / share))]),
  );
  const isTest = new Uint8Array(labels.length);
  for (const index of permutation(labels.length, randomStream(1, "test split"))) {
    const left = quota.get(labels[index]!) ?? 0;
    if (left === 0) continue;
    quota.set(labels[index]!, left - 1);
    isTest[index] = 1;
  }
  const part = (wanted: number): Samples =>
    pick(samples, imageSize(shape), (index) => isTest[index] === wanted);
  const test = part(1);
  if (test.labels.length === 0) {
    throw new UserError(
      `${path} has no test images, and no class with two labelled images to hold one back of`,
      {
        hint: "label some more images, or give the set test images of its own",
      },
    );
  }
  return { training: part(0), test };
}

function pick({ images, labels }: Samples, size: number, isWanted: (index: number) => boolean): Samples {
  const chosen = Uint32Array.from(labels.keys()).filter(isWanted);
  return {
    images: pickImages(images, size, chosen),
    labels: Uint8Array.from(chosen, (index) => labels[index]!),
  };
}
