/** Parsers of option values: each turns the text into a number or throws what commander prints as a usage error. */
import { InvalidArgumentError } from "commander";

/** A whole number of at least `minimum`. */
export function wholeNumber(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < minimum) {
      throw new InvalidArgumentError(`Expected a whole number of at least ${minimum}.`);
    }
    return value;
  };
}

/** A finite number above 0. */
export function positiveNumber(text: string): number {
  const value = decimal(text);
  if (!(value > 0)) throw new InvalidArgumentError("Expected a number above 0.");
  return value;
}

/** A number in [0, 1]. */
export function share(text: string): number {
  const value = decimal(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError("Expected a number from 0 to 1.");
  return value;
}

/** A seed: a whole number that 32 bits can hold. */
export function seed(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 0xffff_ffff) {
    throw new InvalidArgumentError("Expected a whole number from 0 to 4294967295.");
  }
  return value;
}

/** One of the given words. */
export function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(`Expected ${listed(words)}.`);
    return found;
  };
}

/** Several of the given words, joined by commas; the same word twice counts once. */
export function severalOf<Word extends string>(words: readonly Word[]): (text: string) => Word[] {
  const one = oneOf(words);
  return (text) => [...new Set(text.split(",").map(one))];
}

/** A finite number written with digits; NaN for anything else ("1e999", "0x10", "", "Infinity"). */
function decimal(text: string): number {
  const value = /^[+]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** "a, b or c". */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
