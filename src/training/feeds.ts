/** What a program is fed at one run: images, one-hot labels, the learning rate, Adam's corrections, dropout masks. */
import type { Program, RandomStream } from "../runtime/index.js";

/** Values for the feeds that are not dropout masks, by name; a program takes those that it asks for. */
export interface FeedValues {
  readonly image: Float32Array;
  readonly labels?: Float32Array;
  readonly rate?: number;
  /** Adam's 1 − β₁^t and 1 − β₂^t at step t = 1, 2, … */
  readonly correction1?: number;
  readonly correction2?: number;
}

/** Assembles one array for every feed of a program. Buffers of scalars and masks are kept from call to call. */
export class FeedBuffers {
  readonly #program: Program;
  readonly #random: RandomStream;
  readonly #buffers = new Map<string, Float32Array>();

  /** @param random draws the dropout masks, in the order of `program.feeds`. */
  constructor(program: Program, random: RandomStream) {
    this.#program = program;
    this.#random = random;
    for (const { name, kind, shape } of program.feeds) {
      if (kind === "data") continue;
      this.#buffers.set(name, new Float32Array(shape.reduce((product, size) => product * size, 1)));
    }
  }

  /** The stream that dropout masks are drawn from. */
  get random(): RandomStream {
    return this.#random;
  }

  /** The feeds of one run, by name, with freshly drawn dropout masks. The next call overwrites scalars and masks. */
  assemble(values: FeedValues): Record<string, Float32Array> {
    const byName: Readonly<Record<string, Float32Array | number | undefined>> = { ...values };
    const feeds: Record<string, Float32Array> = {};
    for (const { name, kind, rate } of this.#program.feeds) {
      const buffer = this.#buffers.get(name);
      const value = byName[name];
      if (buffer === undefined) {
        if (!(value instanceof Float32Array)) throw missing(this.#program, name);
        feeds[name] = value;
        continue;
      }
      if (kind === "dropout") {
        drawDropoutMask(buffer, rate, this.#random);
      } else {
        if (typeof value !== "number") throw missing(this.#program, name);
        buffer[0] = value;
      }
      feeds[name] = buffer;
    }
    return feeds;
  }
}

/** Inverted dropout: each number is dropped (0) with probability `rate`, else 1/(1 − rate), so the mean stays 1. */
function drawDropoutMask(mask: Float32Array, rate: number, random: RandomStream): void {
  const kept = 1 / (1 - rate);
  for (let index = 0; index < mask.length; index++) mask[index] = random.uniform() < rate ? 0 : kept;
}

/**
 * Labels as rows of [labels.length, classes]: 1 at the class, 0 elsewhere; a row of zeros for the label −1.
 *
 * @throws RangeError for a label outside −1 … classes − 1.
 */
export function oneHot(
  labels: ArrayLike<number>,
  classes: number,
  target: Float32Array = new Float32Array(labels.length * classes),
): Float32Array {
  target.fill(0);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (!Number.isInteger(label) || label < -1 || label >= classes) {
      throw new RangeError(`label ${label} of sample ${row} is not among the ${classes} classes`);
    }
    if (label >= 0) target[row * classes + label] = 1;
  }
  return target;
}

function missing(program: Program, name: string): Error {
  return new Error(`the program ${program.name} asks for the feed ${name}, which nothing provides`);
}
