/** How much crosses from the encoder to the decoder beside the code: counted from the plan, estimated from switches. */
import type { ModelPlan, PoolPlan } from "../../compiler/index.js";

/** What one image sends across. */
export interface Crossing {
  /** Switches, coordinates, or values of maps. */
  readonly numbers: number;
  /** What they take at most: log2 of a region's cells for a switch, 32 for any other number. */
  readonly bits: number;
}

/** Bits of a coordinate or a value: the numbers are of single precision. */
const numberBits = 32;

/** What crosses at all poolings together; nothing where the places are not kept. */
export function crossingOf({ stages }: Pick<ModelPlan, "stages">): Crossing {
  const each = stages.map(({ pool }) => (pool === null ? { numbers: 0, bits: 0 } : atPooling(pool)));
  return {
    numbers: each.reduce((sum, { numbers }) => sum + numbers, 0),
    bits: each.reduce((sum, { bits }) => sum + bits, 0),
  };
}

function atPooling({ size, where, input, output }: PoolPlan): Crossing {
  const regions = output.height * output.width * output.channels;
  switch (where.kind) {
    case "hard":
      return { numbers: regions, bits: regions * Math.log2(size[0] * size[1]) };
    case "soft":
      return { numbers: 2 * regions, bits: 2 * regions * numberBits };
    case "map": {
      const values = input.height * input.width * input.channels;
      return { numbers: values, bits: values * numberBits };
    }
    case "none":
      return { numbers: 0, bits: 0 };
  }
}

/**
 * Counts where the switches of one stage stand, image by image, each place of each map by itself.
 *
 * The sum of their entropies is what a code needs on average that treats every switch by itself. A code that knew how they depend on
 * each other would need no more; of few images the estimate is too low, by (cells − 1) / (2 · images · ln 2) bits a switch at most, to first order.
 */
export class SwitchEntropy {
  readonly #switches: number;
  readonly #cells: number;
  /** [switches, cells] */
  readonly #counts: Uint32Array;
  #images = 0;

  /**
   * @param switches of one image, in all.
   * @param cells of a region.
   */
  constructor(switches: number, cells: number) {
    this.#switches = switches;
    this.#cells = cells;
    this.#counts = new Uint32Array(switches * cells);
  }

  /**
   * Takes in images.
   *
   * @param places [n, switches]: the cell of each switch in its region, from 0 on.
   */
  add(places: Uint32Array): void {
    places.forEach((cell, at) => {
      this.#counts[(at % this.#switches) * this.#cells + cell]! += 1;
    });
    this.#images += places.length / this.#switches;
  }

  /** Bits of an image's switches; 0 of no images. */
  bits(): number {
    let bits = 0;
    for (const count of this.#counts) {
      if (count > 0) bits -= (count / this.#images) * Math.log2(count / this.#images);
    }
    return bits;
  }
}
