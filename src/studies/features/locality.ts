/** How local images are that answer to something: projections of activations, and filters. */

/** This share of an image's energy, the sum of the squares of its numbers, counts as where it is. */
export const share = 0.9;

/**
 * How many pixels hold the share of an image's energy, the strongest first; channels of a pixel are added up. A pixel alone has 1, an image that
 * is everywhere the same nearly all. 0 for an image of zeros.
 */
export function pixelsOf(image: Float32Array, channels: number): number {
  const energies = new Float64Array(image.length / channels);
  image.forEach((value, at) => (energies[Math.floor(at / channels)]! += value * value));
  const total = energies.reduce((sum, energy) => sum + energy, 0);
  if (total === 0) return 0;
  const strongest = energies.toSorted((a, b) => b - a);
  let [sum, count] = [0, 0];
  while (sum < share * total * (1 - 1e-9)) {
    sum += strongest[count]!;
    count += 1;
  }
  return count;
}

/** How alike images are: the mean cosine of all pairs; NaN for fewer than two that are not 0. */
export function likeness(images: readonly Float32Array[]): number {
  const units = images.flatMap((image) => {
    const length = Math.sqrt(image.reduce((sum, value) => sum + value * value, 0));
    return length === 0 ? [] : [image.map((value) => value / length)];
  });
  let [sum, pairs] = [0, 0];
  units.forEach((one, place) => {
    for (const other of units.slice(place + 1)) {
      sum += one.reduce((product, value, at) => product + value * other[at]!, 0);
      pairs += 1;
    }
  });
  return sum / pairs;
}

/**
 * How alike neighbours in a filter are: the correlation of numbers beside and below each other, about 0. 1 for a filter that is everywhere the
 * same, about 0 for noise.
 *
 * @param filter [height, width, channels]
 */
export function smoothness(
  filter: Float32Array,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
): number {
  let [products, squares] = [0, 0];
  const pair = (a: number, b: number): void => {
    products += filter[a]! * filter[b]!;
    squares += (filter[a]! ** 2 + filter[b]! ** 2) / 2;
  };
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        const at = (row * width + column) * channels + channel;
        if (column + 1 < width) pair(at, at + channels);
        if (row + 1 < height) pair(at, at + width * channels);
      }
    }
  }
  return products / squares;
}
