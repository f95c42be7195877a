/**
 * The one source of random numbers in training: a seed, and streams that are derived from it by name.
 *
 * Every use draws from a stream of its own ("dropout", "labelled choice", …). A stream depends on the seed and its
 * name alone, never on how much was drawn elsewhere, so adding a use, or changing the order of uses, leaves the
 * numbers of all the others as they were.
 */
import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A stream of random numbers. Drawing moves it on. */
export interface RandomStream {
  /** A whole number in [0, limit), all equally likely. */
  below(limit: number): number;
  /** A number in [0, 1) with 32 random bits. */
  unit(): number;
}

/**
 * The random stream of this name under this seed: xoroshiro128+, its 128 bits of state being the head of
 * SHA-256("seed/name").
 *
 * @param seed a whole number, 0 to 2⁵³ − 1.
 * @throws RangeError for any other seed.
 */
export function randomStream(seed: number, name: string): RandomStream {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`a seed is a whole number from 0 to 2^53 - 1, not ${seed}`);
  }
  const digest = createHash("sha256").update(`${seed}/${name}`).digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)));
  return {
    below: (limit) => uniformInt(generator, 0, limit - 1),
    unit: () => (generator.next() >>> 0) / 0x1_0000_0000,
  };
}

/** Shuffles `values` in place (Fisher and Yates): all orders are equally likely. Returns `values`. */
export function shuffle<T extends { [index: number]: number; readonly length: number }>(
  values: T,
  random: RandomStream,
): T {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
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
