/** Histograms of tensors for TensorBoard. */
import type { HistogramMessage } from "./messages.js";

const buckets = 30;

/** Thirty buckets of equal width from the smallest number to the largest; numbers that are not finite are left out. */
export function histogramOf(values: Float32Array): HistogramMessage {
  let [min, max, num, sum, sumSquares] = [Infinity, -Infinity, 0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    num += 1;
    sum += value;
    sumSquares += value * value;
  }
  if (num === 0) return { min: 0, max: 0, num, sum, sumSquares, bucketLimit: [0], bucket: [0] };
  if (min === max) return { min, max, num, sum, sumSquares, bucketLimit: [max], bucket: [num] };
  const width = (max - min) / buckets;
  const bucket = Array.from({ length: buckets }, () => 0);
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    bucket[Math.min(buckets - 1, Math.floor((value - min) / width))]! += 1;
  }
  // The last limit is the largest number itself, whatever rounding says.
  const bucketLimit = bucket.map((_, place) => (place === buckets - 1 ? max : min + (place + 1) * width));
  return { min, max, num, sum, sumSquares, bucketLimit, bucket };
}
