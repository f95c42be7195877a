/** Numbers in messages. */

/** A whole number with commas between groups of three digits: 65,536. Very large ones are rounded to powers of ten. */
export function writeCount(count: number): string {
  if (count >= 1e15) return count.toExponential(1);
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}
