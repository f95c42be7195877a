/** The taps of a thin map, gathered by constant indices: for each tap of a kernel the map, shifted. */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Tensor } from "../../../graph/graph.js";
import { mapSizes } from "../../../graph/shape.js";
import { paddingOf } from "../../../ops/conv2d.js";
import type { Regions } from "../cells.js";
import type { ConvolutionGeometry } from "../../geometry.js";
import { keyOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";

/** Which way a tap a shifts a map: result i reads cell i + a − padding, or in the gradient cell i − a + padding. */
export type Direction = "forwards" | "backwards";

/** Which side of a convolution has few channels: the one it reads, or the one it makes. */
export type ThinSide = "channels" | "filters";

/** How many channels a convolution has on its thin side, and how many on the other. */
export interface Sides {
  readonly side: ThinSide;
  readonly thin: number;
  readonly thick: number;
}

export function sidesOf({ channels, filters }: Pick<ConvolutionGeometry, "channels" | "filters">): Sides {
  return channels <= filters
    ? { side: "channels", thin: channels, thick: filters }
    : { side: "filters", thin: filters, thick: channels };
}

/** A convolution with few channels on one side. */
export interface Sizes {
  readonly geometry: ConvolutionGeometry;
  /** Channels of the thin side. */
  readonly thin: number;
  /** Channels of the thick side. */
  readonly thick: number;
}

/** Which cells of a map are made, and which way the taps shift what is read. */
export interface Shifts {
  readonly direction: Direction;
  readonly cells: CellSet;
}

/**
 * [pieces, thin · taps, cells·n / pieces]: for each channel and tap the thin map, shifted; beyond its edge a cell of zeros is read.
 */
export function gathered(lowering: Lowering, map: Tensor, shifts: Shifts, { geometry, thin }: Sizes): Value {
  const { batch, height, width, kernel } = geometry;
  const { direction, cells } = shifts;
  const key = `${direction} ${kernel.join("x")} ${cells.length} from ${cells[0] ?? 0} ${keyOf(map)}`;
  return lowering.once(`gathered ${key}`, () => {
    const { builder } = lowering;
    const withZeros = withZeroCell(lowering, map, geometry, thin);
    const taps = tapsOf(geometry);
    const sources = tapSources(geometry, shifts);
    const pieces = piecesOf(cells, thin * taps);
    const inPiece = cells.length / pieces;
    if (pieces === 1) {
      const indices = builder.integers(sources, [taps, cells.length]);
      const shifted = builder.add("Gather", [withZeros, indices], { attributes: { axis: 1 } });
      return lowering.reshape(shifted, [1, thin * taps, cells.length * batch]);
    }
    const perChannel = height * width + 1;
    const indices = Array.from({ length: pieces }, (_, piece) =>
      Array.from({ length: thin * taps }, (_row, row) => {
        const from = (row % taps) * cells.length + piece * inPiece;
        const channel = Math.floor(row / taps);
        return sources.slice(from, from + inPiece).map((source) => channel * perChannel + source);
      }),
    ).flat(2);
    const flat = lowering.reshape(withZeros, [thin * perChannel, batch]);
    const shifted = builder.add("Gather", [flat, builder.integers(indices, [pieces, thin * taps, inPiece])]);
    return lowering.reshape(shifted, [pieces, thin * taps, inPiece * batch]);
  });
}

/** Indices that a constant may have: two megabytes. */
export const largestIndexTable = 2 ** 18;

/** The most pieces first. */
const piecesToTry = [8, 4, 2] as const;

/**
 * What is gathered lies in pieces, each some of the cells, where these divide. The product over all cells that makes a kernel's
 * gradient is then one for each piece, which two threads share better than its few rows and columns; and the rows of a piece lie so
 * close together that a product which reads them all at once finds them in the cache.
 */
export function piecesOf(cells: CellSet, rows: number): number {
  if (rows * cells.length > largestIndexTable) return 1;
  return piecesToTry.find((pieces) => cells.length % pieces === 0) ?? 1;
}

/** A thin map as [thin, h·w + 1, n], with a cell of zeros at the end. */
export function withZeroCell(
  lowering: Lowering,
  map: Tensor,
  { batch, height, width }: ConvolutionGeometry,
  thin: number,
): Value {
  return lowering.once(`with a cell of zeros ${keyOf(map)}`, () => {
    const { builder } = lowering;
    const byCell = lowering.reshape(lowering.as(map, "spatialFirst"), [height * width, batch, thin]);
    const byChannel =
      thin === 1
        ? lowering.reshape(byCell, [1, height * width, batch])
        : builder.add("Transpose", [byCell], { attributes: { perm: [2, 0, 1] } });
    return lowering.withZeroCell(byChannel, [thin, height * width, batch]);
  });
}

/** A thin map as [h, c·w + 1, n]: rows of all channels, and a place of zeros at the end of each. */
export function withZeroPlace(lowering: Lowering, map: Tensor): Value {
  const [batch, height, width, channels] = mapSizes(map.shape, "a convolution");
  return lowering.once(`with a place of zeros ${keyOf(map)}`, () => {
    return lowering.withZeroCell(lowering.as(map, "imagesLast"), [height, channels * width, batch]);
  });
}

/** Cells of a map by their numbers, row-major. */
export type CellSet = readonly number[];

export function allCells({ height, width }: ConvolutionGeometry): CellSet {
  return Array.from({ length: height * width }, (_, cell) => cell);
}

/** For each place within a region the cells of the map that stand there. */
export function cellSetsOf({ size: [rows, columns], height, width, beside }: Regions): readonly CellSet[] {
  const across = width * columns + beside;
  return Array.from({ length: rows * columns }, (_, place) => {
    const [down, right] = [Math.floor(place / columns), place % columns];
    return Array.from({ length: height * width }, (_cell, region) => {
      const row = Math.floor(region / width) * rows + down;
      return row * across + (region % width) * columns + right;
    });
  });
}

/** For each tap and each cell that is made the cell that is read; h·w stands for one beyond the edge. */
export function tapSources(
  { height, width, kernel }: ConvolutionGeometry,
  { direction, cells }: Shifts,
): number[] {
  const [rows, columns] = kernel;
  const [top, left] = [paddingOf(rows)[0], paddingOf(columns)[0]];
  const sign = direction === "forwards" ? 1 : -1;
  const sources: number[] = [];
  for (let tap = 0; tap < rows * columns; tap += 1) {
    const down = sign * (Math.floor(tap / columns) - top);
    const right = sign * ((tap % columns) - left);
    for (const cell of cells) {
      const row = Math.floor(cell / width) + down;
      const column = (cell % width) + right;
      const inside = row >= 0 && row < height && column >= 0 && column < width;
      sources.push(inside ? row * width + column : height * width);
    }
  }
  return sources;
}

export function tapsOf({ kernel: [rows, columns] }: ConvolutionGeometry): number {
  return rows * columns;
}
