/**
 * What and where as colour: a cell is as bright as its what, and its hue says where in its region the what was found.
 *
 * Hues go round the region as they go round a colour wheel: upper right yellow, upper left green, lower left blue, lower right
 * magenta. A soft where near the middle of its region is pale.
 */
import type { ImageShape, StageInspection } from "../../training/index.js";

/** Maps of one stage for one image. */
export interface MapTiles {
  readonly shape: readonly [height: number, width: number];
  /** Each [height, width, 1] in [0, 1]: the what over the map's largest. */
  readonly what: readonly Float32Array[];
  /** Each [height, width, 3]; null for a stage that keeps no where. */
  readonly where: readonly Float32Array[] | null;
}

/**
 * The first `most` maps of a stage.
 *
 * @param image which of the inspected images.
 */
export function mapTiles(stage: StageInspection, image: number, most: number): MapTiles {
  const [height, width, maps] = mapShape(stage.shape);
  const start = image * height * width * maps;
  const numbers = (values: Float32Array, map: number): Float32Array =>
    Float32Array.from({ length: height * width }, (_, cell) => values[start + cell * maps + map]!);
  const shown = Array.from({ length: Math.min(maps, most) }, (_, map) => map);
  const what = shown.map((map) => overLargest(numbers(stage.what, map)));
  const { where } = stage;
  return {
    shape: [height, width],
    what,
    where:
      where === null
        ? null
        : shown.map((map, place) => colours(what[place]!, numbers(where.x, map), numbers(where.y, map))),
  };
}

/** A vector of features is shown as one map. */
function mapShape(shape: readonly number[]): ImageShape {
  const [height, width, maps] = shape;
  if (height !== undefined && width !== undefined && maps !== undefined) return [height, width, maps];
  const features = height ?? 0;
  // As near to a square as whole rows allow.
  let rows = Math.max(1, Math.floor(Math.sqrt(features)));
  while (features % rows !== 0) rows -= 1;
  return [rows, features / rows, 1];
}

function overLargest(values: Float32Array): Float32Array {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  return largest === 0 ? values.map(() => 0) : values.map((value) => Math.max(0, value) / largest);
}

function colours(what: Float32Array, x: Float32Array, y: Float32Array): Float32Array {
  const tile = new Float32Array(what.length * 3);
  what.forEach((value, cell) => tile.set(whereColour(x[cell]!, y[cell]!, value), cell * 3));
  return tile;
}

/**
 * The colour of a place (x, y) in its region (each in [−1, 1], y upward), as bright as `value` in [0, 1].
 *
 * @returns red, green and blue in [0, 1].
 */
export function whereColour(
  x: number,
  y: number,
  value: number,
): readonly [red: number, green: number, blue: number] {
  // The corners of a square lie √2 away from its middle; on the axes, as in regions of one row, 1 is the most.
  const saturation = Math.min(1, Math.hypot(x, y));
  const turn = (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1;
  // A quarter of the brightness for the weakest: where it is can still be told.
  const brightness = value === 0 ? 0 : 0.25 + 0.75 * value;
  const channel = (offset: number): number => {
    const k = (offset + turn * 6) % 6;
    return brightness * (1 - 0.92 * saturation * Math.max(0, Math.min(1, k, 4 - k)));
  };
  return [channel(5), channel(3), channel(1)];
}

/** The key to the colours: the region as a square of `side` × `side`, [side, side, 3]. */
export function whereKey(side: number): Float32Array {
  const tile = new Float32Array(side * side * 3);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [(2 * column) / (side - 1) - 1, 1 - (2 * row) / (side - 1)];
      tile.set(whereColour(x, y, 1), (row * side + column) * 3);
    }
  }
  return tile;
}
