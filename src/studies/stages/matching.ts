/**
 * Whether the maps of a stage in the decoder stand in the order of the encoder's: each map is put beside every other, by the correlation
 * of their numbers over all images and cells. A map that matches itself best is in its place.
 */

/** What a stage's maps are, put beside those that the decoder rebuilds. */
export interface Matching {
  /** Mean correlation of each what with the decoder's map of the same place. */
  readonly own: number;
  /** The same in the order that makes it the largest: at least as large. */
  readonly best: number;
  /** Share of maps that this order leaves in their place. */
  readonly inPlace: number;
  /** Maps that are looked at: those whose what is not everywhere the same. */
  readonly maps: number;
}

/** Sums from which correlations are made, so that images can be looked at batch by batch. */
export class MapCorrelations {
  readonly #maps: number;
  #count = 0;
  readonly #sums: { readonly what: Float64Array; readonly decoded: Float64Array };
  readonly #squares: { readonly what: Float64Array; readonly decoded: Float64Array };
  /** [map of the encoder, map of the decoder] */
  readonly #products: Float64Array;

  constructor(maps: number) {
    this.#maps = maps;
    this.#sums = { what: new Float64Array(maps), decoded: new Float64Array(maps) };
    this.#squares = { what: new Float64Array(maps), decoded: new Float64Array(maps) };
    this.#products = new Float64Array(maps * maps);
  }

  /** @param what and `decoded`: [cells of all images, maps]. */
  add(what: Float32Array, decoded: Float32Array): void {
    const maps = this.#maps;
    for (let start = 0; start < what.length; start += maps) {
      this.#count += 1;
      for (let map = 0; map < maps; map += 1) {
        const [m, rebuilt] = [what[start + map]!, decoded[start + map]!];
        this.#sums.what[map]! += m;
        this.#squares.what[map]! += m * m;
        this.#sums.decoded[map]! += rebuilt;
        this.#squares.decoded[map]! += rebuilt * rebuilt;
        // Behind a ReLU most are 0.
        if (m === 0) continue;
        for (let other = 0; other < maps; other += 1) {
          this.#products[map * maps + other]! += m * decoded[start + other]!;
        }
      }
    }
  }

  /** The correlation of a what with a map of the decoder; 0 where one of them never changes. */
  correlation(map: number, other: number): number {
    const count = this.#count;
    const covariance =
      this.#products[map * this.#maps + other]! / count -
      (this.#sums.what[map]! / count) * (this.#sums.decoded[other]! / count);
    const spread = Math.sqrt(this.#variance("what", map) * this.#variance("decoded", other));
    return spread > 1e-12 ? covariance / spread : 0;
  }

  /** All maps put beside each other. */
  matching(): Matching {
    const alive = Array.from({ length: this.#maps }, (_, map) => map).filter(
      (map) => this.#variance("what", map) > 1e-12,
    );
    const maps = alive.length;
    if (maps === 0) return { own: 0, best: 0, inPlace: 0, maps };
    const all = Array.from({ length: this.#maps }, (_, map) => map);
    const correlations = alive.map((map) => all.map((other) => this.correlation(map, other)));
    const order = bestAssignment(correlations);
    const mean = (value: (row: number) => number): number =>
      alive.reduce((sum, _, row) => sum + value(row), 0) / maps;
    return {
      own: mean((row) => correlations[row]![alive[row]!]!),
      best: mean((row) => correlations[row]![order[row]!]!),
      inPlace: mean((row) => (order[row] === alive[row] ? 1 : 0)),
      maps,
    };
  }

  #variance(of: "what" | "decoded", map: number): number {
    const mean = this.#sums[of][map]! / this.#count;
    return Math.max(0, this.#squares[of][map]! / this.#count - mean * mean);
  }
}

/**
 * A column of its own for every row, so that the sum of the chosen gains is the largest: the Hungarian method, by shortest paths.
 *
 * @param gains [row][column], with at least as many columns as rows.
 */
export function bestAssignment(gains: readonly (readonly number[])[]): number[] {
  const rows = gains.length;
  const columns = gains[0]?.length ?? 0;
  const rowPrice = new Float64Array(rows + 1);
  const columnPrice = new Float64Array(columns + 1);
  /** The row, from 1 on, that has a column; 0 where it is free. Column 0 holds the row that looks for one. */
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row += 1) {
    rowOf[0] = row;
    const from = new Int32Array(columns + 1);
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const seen = new Uint8Array(columns + 1);
    let column = 0;
    while (rowOf[column] !== 0) {
      seen[column] = 1;
      const current = rowOf[column]!;
      let [least, next] = [Number.POSITIVE_INFINITY, 0];
      for (let other = 1; other <= columns; other += 1) {
        if (seen[other] === 1) continue;
        const cost = -gains[current - 1]![other - 1]! - rowPrice[current]! - columnPrice[other]!;
        if (cost < slack[other]!) {
          slack[other] = cost;
          from[other] = column;
        }
        if (slack[other]! < least) [least, next] = [slack[other]!, other];
      }
      for (let other = 0; other <= columns; other += 1) {
        if (seen[other] === 1) {
          rowPrice[rowOf[other]!]! += least;
          columnPrice[other]! -= least;
        } else slack[other]! -= least;
      }
      column = next;
    }
    while (column !== 0) {
      const before = from[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    }
  }
  const assigned = Array.from({ length: rows }, () => -1);
  for (let column = 1; column <= columns; column += 1) {
    if (rowOf[column] !== 0) assigned[rowOf[column]! - 1] = column - 1;
  }
  return assigned;
}
