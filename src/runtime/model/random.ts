/**
 * All random numbers: one seed, and a stream of its own for every purpose.
 *
 * A stream depends on the seed and on its label alone, so what one part draws never shifts what another gets: adding a
 * stage leaves the other stages' initial weights as they were.
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A stream of random numbers. */
export interface RandomStream {
  /** A number in [0, 1). */
  uniform(): number;
  /** A whole number from 0 to `below` − 1. */
  integer(below: number): number;
  /** A number of the standard normal distribution (Box and Muller's transform). */
  normal(): number;
  /** Where the stream stands: a stream of any seed that is put there goes on with the same numbers. */
  position(): StreamPosition;
  /** Goes on from a position. */
  moveTo(position: StreamPosition): void;
}

/** Where a stream stands, as JSON can hold it. */
export interface StreamPosition {
  /** The state of the generator: four whole numbers of 32 bits. */
  readonly generator: readonly number[];
  /** The second number of the normal distribution's latest pair, where it is still to be given. */
  readonly spare: number | null;
}

/** The stream of a seed (a whole number) and a label. */
export function randomStream(seed: number, label: string): RandomStream {
  let generator = xoroshiro128plus(hash(`${seed}/${label}`));
  const uniform = (): number => uniformFloat64(generator);
  let spare: number | null = null;
  return {
    uniform,
    integer: (below) => uniformInt(generator, 0, below - 1),
    normal() {
      if (spare !== null) {
        const kept = spare;
        spare = null;
        return kept;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    position: () => ({ generator: [...generator.getState()], spare }),
    moveTo(position) {
      generator = xoroshiro128plusFromState(position.generator);
      spare = position.spare;
    },
  };
}

/** FNV-1a over UTF-16 code units, with a final mix so that labels that differ in one letter start far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
