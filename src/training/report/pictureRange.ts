/** Images that preprocessing has taken out of [0, 1], for pictures. */

/**
 * How to show images beside `originals`: as they are where those lie in [0, 1], else with the darkest number of the originals
 * as black and the brightest as white.
 */
export function asPixels(originals: Float32Array): (images: Float32Array) => Float32Array {
  let [low, high] = [0, 1];
  for (const value of originals) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === 0 && high === 1) return (images) => images;
  return (images) => images.map((value) => (value - low) / (high - low));
}
