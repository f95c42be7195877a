/** The strongest activations of every map of a stage over many images. */

/** One number of a stage's what. */
export interface Activation {
  readonly value: number;
  /** Number of the image among those that were looked at. */
  readonly image: number;
  /** The map (channel, or feature of a vector), and the cell in it, row by row. */
  readonly map: number;
  readonly cell: number;
}

/**
 * Keeps, of every map, the images that excite it most, each by its strongest cell. Of equal activations the first image and the
 * first cell count. An activation of 0 excites nothing and is not kept.
 */
export class StrongestActivations {
  readonly #cells: number;
  readonly #maps: number;
  readonly #keep: number;
  readonly #kept: Activation[][];
  readonly #values: Float32Array;
  readonly #places: Uint32Array;

  /**
   * @param shape of one image's what, [h, w, maps] or [maps].
   * @param keep how many activations of each map.
   */
  constructor(shape: readonly number[], keep: number) {
    this.#maps = shape.at(-1) ?? 0;
    this.#cells = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    this.#keep = keep;
    this.#kept = Array.from({ length: this.#maps }, () => []);
    this.#values = new Float32Array(this.#maps);
    this.#places = new Uint32Array(this.#maps);
  }

  /** @param what [n, h, w, maps] or [n, maps] of the images from number `first` on. */
  add(what: Float32Array, first: number): void {
    const size = this.#cells * this.#maps;
    for (let image = 0; image * size < what.length; image++)
      this.#addImage(what, image * size, first + image);
  }

  /** Of every map the activations, strongest first; fewer where fewer images excite it. */
  get activations(): readonly (readonly Activation[])[] {
    return this.#kept;
  }

  /** The numbers of the maps, by their strongest activation from the strongest on; maps that nothing excites are left out. */
  get strongestMaps(): readonly number[] {
    return this.#kept
      .flatMap(([best], map) => (best === undefined ? [] : [{ map, value: best.value }]))
      .sort((a, b) => b.value - a.value || a.map - b.map)
      .map(({ map }) => map);
  }

  #addImage(what: Float32Array, start: number, image: number): void {
    this.#values.fill(0);
    for (let cell = 0; cell < this.#cells; cell++) {
      const row = start + cell * this.#maps;
      for (let map = 0; map < this.#maps; map++) {
        const value = what[row + map]!;
        if (value <= this.#values[map]!) continue;
        this.#values[map] = value;
        this.#places[map] = cell;
      }
    }
    for (let map = 0; map < this.#maps; map++) {
      const value = this.#values[map]!;
      const kept = this.#kept[map]!;
      const weakest = kept.length < this.#keep ? 0 : kept.at(-1)!.value;
      if (value <= weakest) continue;
      const place = kept.findIndex((other) => other.value < value);
      kept.splice(place < 0 ? kept.length : place, 0, { value, image, map, cell: this.#places[map]! });
      if (kept.length > this.#keep) kept.pop();
    }
  }
}
