/**
 * Pooling, unpooling and upsampling on maps [h, w, n, c]. The switch is a mask over the cells of each region, found by a
 * tournament, so unpooling and its gradient are a multiplication each.
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Node, PoolSize, Tensor } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import { mapSizes, pooledShape, type Shape } from "../../../graph/shape.js";
import type { AttributesOf } from "../../../ops/index.js";
import type { Kernel } from "../kernel.js";
import { inputOf, type Lowering, outputOf } from "../lowering.js";
import * as reference from "../reference/pooling.js";
import type { BiasedPool } from "./biasedPools.js";
import { mostCells } from "./regionLimit.js";

/** A map taken apart into regions. */
interface Regions {
  readonly size: PoolSize;
  /** Rows and columns of regions. */
  readonly height: number;
  readonly width: number;
  /** Numbers in a cell, n·c. */
  readonly cell: number;
  /** Rows and columns at the lower and right edge that fill no region. */
  readonly below: number;
  readonly beside: number;
}

export const maxPool: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { size } = node.attributes as AttributesOf<"maxPool">;
  if (size[0] * size[1] > mostCells) return reference.maxPool(lowering, node);

  const regions = regionsOf(x.shape, size);
  const { what, leaves } = tournament(lowering, cellsOf(lowering, lowering.as(x, "spatialFirst"), regions));
  holdPooled(lowering, outputOf(node, 0), what);
  lowering.holdSwitches(outputOf(node, 1), {
    kind: "mask",
    mask: joinCells(lowering, leaves(null), regions),
  });
};

/** max(pool(map + bias), 0) and its switches, the bias added at pooled size. */
export function maxPoolWithBias(lowering: Lowering, node: Node, { map, bias }: BiasedPool): void {
  const regions = regionsOf(map.shape, sizeOf(outputOf(node, 1)));
  const { builder } = lowering;
  const [n, , , channels] = mapSizes(map.shape, "maxPool");
  const perChannel = (value: Value): Value =>
    lowering.reshape(value, [regions.height, regions.width, n, channels]);
  const perCell = (value: Value): Value =>
    lowering.reshape(value, [regions.height, regions.width, 1, regions.cell]);

  const [first, ...others] = cellsOf(lowering, lowering.as(map, "spatialFirst"), regions);
  invariant(first !== undefined, "a region has at least one cell");
  const leastFirst = builder.add("Neg", [lowering.plain(bias)]);
  const raised = perCell(builder.add("Max", [perChannel(first), leastFirst]));
  const { what, leaves } = tournament(lowering, [raised, ...others]);
  holdPooled(lowering, outputOf(node, 0), builder.add("Add", [perChannel(what), lowering.plain(bias)]));
  lowering.holdSwitches(outputOf(node, 1), {
    kind: "mask",
    mask: joinCells(lowering, leaves(null), regions),
  });
}

export const unpool: Kernel = (lowering, node) => {
  const [what, switches] = [inputOf(node, 0), inputOf(node, 1)];
  const held = lowering.switches(switches);
  if (held.kind !== "mask") return reference.unpool(lowering, node);
  const regions = regionsOf(outputOf(node).shape, sizeOf(switches));
  const placed = lowering.builder.add("Mul", [held.mask, overRegions(lowering, what, regions)]);
  holdFull(lowering, outputOf(node), placed, regions);
};

export const takeAt: Kernel = (lowering, node) => {
  const [x, switches] = [inputOf(node, 0), inputOf(node, 1)];
  const held = lowering.switches(switches);
  if (held.kind !== "mask") return reference.takeAt(lowering, node);
  const regions = regionsOf(x.shape, sizeOf(switches));
  const { size, height, width, cell } = regions;
  const cells = lowering.reshape(cropped(lowering, lowering.as(x, "spatialFirst"), regions), [
    height,
    size[0],
    width,
    size[1],
    cell,
  ]);
  const chosen = lowering.builder.add("Mul", [cells, held.mask]);
  holdPooled(lowering, outputOf(node), sumCells(lowering, chosen, regions));
};

export const upsample: Kernel = (lowering, node) => {
  const { size, map } = node.attributes as AttributesOf<"upsample">;
  const regions = regionsOf(map, size);
  const { height, width, cell } = regions;
  const { builder } = lowering;
  const copied = builder.add("Expand", [
    overRegions(lowering, inputOf(node), regions),
    builder.integers([height, size[0], width, size[1], cell]),
  ]);
  holdFull(lowering, outputOf(node), copied, regions);
};

export const sumRegions: Kernel = (lowering, node) => {
  const { size } = node.attributes as AttributesOf<"sumRegions">;
  const regions = regionsOf(inputOf(node).shape, size);
  const map = cropped(lowering, lowering.as(inputOf(node), "spatialFirst"), regions);
  holdPooled(lowering, outputOf(node), sumCells(lowering, map, regions));
};

/** A tournament's winner, and the masks of its leaves: which of them won. */
interface Tournament {
  readonly what: Value;
  /** The masks of all leaves, given that of this whole tournament; null stands for ones. */
  readonly leaves: (mask: Value | null) => readonly Value[];
}

/** Pairs the cells off; a later cell wins only where it is larger, so of equal cells the first stays. */
function tournament(lowering: Lowering, cells: readonly Value[]): Tournament {
  const { builder } = lowering;
  const [only] = cells;
  invariant(only !== undefined, "a region has at least one cell");
  if (cells.length === 1) return { what: only, leaves: (mask) => [mask ?? onesLike(lowering, only)] };

  const middle = Math.ceil(cells.length / 2);
  const first = tournament(lowering, cells.slice(0, middle));
  const second = tournament(lowering, cells.slice(middle));
  const secondWins = lowering.step(builder.add("Sub", [second.what, first.what]));
  return {
    what: builder.add("Max", [first.what, second.what]),
    leaves(mask) {
      const right = mask === null ? secondWins : builder.add("Mul", [mask, secondWins]);
      const left = builder.add("Sub", [mask ?? builder.scalar(1), right]);
      return [...first.leaves(left), ...second.leaves(right)];
    },
  };
}

function onesLike({ builder }: Lowering, x: Value): Value {
  return builder.add("Exp", [builder.add("Mul", [x, builder.scalar(0)])]);
}

function regionsOf(map: Shape, size: PoolSize): Regions {
  const [n, fullHeight, fullWidth, channels] = mapSizes(map, "pooling");
  const [, height, width] = pooledShape(map, size, "pooling");
  return {
    size,
    height,
    width,
    cell: n * channels,
    below: fullHeight - height * size[0],
    beside: fullWidth - width * size[1],
  };
}

function sizeOf({ type }: Tensor): PoolSize {
  invariant(type.kind === "switch", "unpool needs switches");
  return type.size;
}

/** A map [h, w, n, c] without the rows and columns that fill no region. */
function cropped({ builder }: Lowering, map: Value, { size, height, width, below, beside }: Regions): Value {
  if (below + beside === 0) return map;
  return builder.add("Slice", [
    map,
    builder.integers([0, 0]),
    builder.integers([height * size[0], width * size[1]]),
    builder.integers([0, 1]),
  ]);
}

/** The cells of all regions, row-major, each [h', w', 1, n·c]. */
function cellsOf(lowering: Lowering, map: Value, regions: Regions): readonly Value[] {
  const { size, height, width, cell } = regions;
  const [rows, columns] = size;
  const banded = lowering.reshape(cropped(lowering, map, regions), [height, rows, width * columns * cell]);
  return split(lowering, banded, rows, 1).flatMap((band) =>
    split(lowering, lowering.reshape(band, [height, width, columns, cell]), columns, 2),
  );
}

/** The inverse of `cellsOf`: [h', P, w', Q, n·c]. */
function joinCells(
  lowering: Lowering,
  cells: readonly Value[],
  { size, height, width, cell }: Regions,
): Value {
  const [rows, columns] = size;
  const bands = Array.from({ length: rows }, (_, row) => {
    const band = concat(lowering, cells.slice(row * columns, (row + 1) * columns), 2);
    return lowering.reshape(band, [height, 1, width, columns, cell]);
  });
  return concat(lowering, bands, 1);
}

/** The sum over the cells of each region, [h', w', 1, n·c]. */
function sumCells(lowering: Lowering, value: Value, { size, height, width, cell }: Regions): Value {
  const [rows, columns] = size;
  const banded = lowering.reshape(value, [height, rows, width * columns * cell]);
  const summed = total(lowering, split(lowering, banded, rows, 1));
  return total(
    lowering,
    split(lowering, lowering.reshape(summed, [height, width, columns, cell]), columns, 2),
  );
}

function total({ builder }: Lowering, values: readonly Value[]): Value {
  return values.reduce((sum, value) => builder.add("Add", [sum, value]));
}

function split({ builder }: Lowering, value: Value, parts: number, axis: number): readonly Value[] {
  return parts === 1 ? [value] : builder.addMany("Split", [value], { attributes: { axis }, outputs: parts });
}

function concat({ builder }: Lowering, values: readonly Value[], axis: number): Value {
  const [only] = values;
  return values.length === 1 && only !== undefined
    ? only
    : builder.add("Concat", values, { attributes: { axis } });
}

/** A pooled map as [h', 1, w', 1, n·c], which stretches over the cells of its regions. */
function overRegions(lowering: Lowering, pooled: Tensor, { height, width, cell }: Regions): Value {
  return lowering.reshape(lowering.as(pooled, "spatialFirst"), [height, 1, width, 1, cell]);
}

function holdPooled(lowering: Lowering, tensor: Tensor, value: Value): void {
  const [n, height, width, channels] = mapSizes(tensor.shape, "pooling");
  lowering.hold(tensor, "spatialFirst", lowering.reshape(value, [height, width, n, channels]));
}

/** Holds [h', P, w', Q, n·c] as a full map, with zeros where no region is. */
function holdFull(lowering: Lowering, tensor: Tensor, value: Value, regions: Regions): void {
  const [n, , , channels] = mapSizes(tensor.shape, "pooling");
  const { size, height, width, below, beside } = regions;
  const { builder } = lowering;
  const inner = lowering.reshape(value, [height * size[0], width * size[1], n, channels]);
  const full =
    below + beside === 0
      ? inner
      : builder.add("Pad", [inner, builder.integers([0, 0, 0, 0, below, beside, 0, 0])]);
  lowering.hold(tensor, "spatialFirst", full);
}
