/**
 * Random orders, drawn from the runtime's seeded streams.
 *
 * Every use draws from a stream of its own ("dropout", "labelled choice", …), which depends on the seed and its name alone:
 * adding a use, or changing the order of uses, leaves the numbers of all the others as they were.
 */
import type { RandomStream } from "../runtime/index.js";

/** Shuffles `values` in place (Fisher and Yates): all orders are equally likely. Returns `values`. */
export function shuffle(values: Uint32Array, random: RandomStream): Uint32Array {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const held = values[last]!;
    values[last] = values[other]!;
    values[other] = held;
  }
  return values;
}

/** The numbers 0 … count − 1 in random order. */
export function permutation(count: number, random: RandomStream): Uint32Array {
  return shuffle(
    Uint32Array.from({ length: count }, (_, index) => index),
    random,
  );
}
