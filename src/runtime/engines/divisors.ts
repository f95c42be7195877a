/** The divisors of a count, the smallest first. */
export function divisorsOf(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at + 1).filter((divisor) => count % divisor === 0);
}
