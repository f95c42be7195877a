/** Ascending indices, packed: the distances between them as variable-length bytes (LEB128), in base64. */

/** 0 3 130 → the distances 0, 3, 127, one byte each. */
export function packIndices(indices: Iterable<number>): string {
  const bytes: number[] = [];
  let before = 0;
  for (const index of indices) {
    let distance = index - before;
    if (distance < 0) throw new RangeError("indices are packed in ascending order");
    before = index;
    while (distance >= 128) {
      bytes.push((distance % 128) + 128);
      distance = Math.floor(distance / 128);
    }
    bytes.push(distance);
  }
  return Buffer.from(bytes).toString("base64");
}

/** What {@link packIndices} packed. */
export function unpackIndices(text: string): number[] {
  const indices: number[] = [];
  let [index, distance, factor] = [0, 0, 1];
  for (const byte of Buffer.from(text, "base64")) {
    distance += (byte % 128) * factor;
    factor *= 128;
    if (byte >= 128) continue;
    index += distance;
    indices.push(index);
    [distance, factor] = [0, 1];
  }
  return indices;
}
