/**
 * Pooling, unpooling and upsampling on maps [h, w, n, c]. The switch is a mask over the cells of each region, so unpooling and its
 * gradient are a multiplication each.
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Node, PoolSize, Tensor } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import type { AttributesOf } from "../../../ops/index.js";
import {
  type CellLayout,
  type Cells,
  isTiling,
  keyOfLayout,
  putTogether,
  type Regions,
  regionsOf,
  shapeOfCells,
  sumOverCells,
  sumOverMiddle,
  total,
  withZeroEdge,
} from "../cells.js";
import type { Kernel } from "../kernel.js";
import { inputOf, keyOf, outputOf } from "../../nodes.js";
import type { Layout } from "../layout.js";
import type { Lowering } from "../lowering.js";
import * as reference from "../reference/pooling.js";
import { shapeOfStacks, stacked, type StackForm, stacksIn } from "../stacks.js";
import type { BiasedPool } from "./biasedPools.js";
import { perChannel } from "./perChannel.js";
import { hasMasks } from "./regionLimit.js";

export const maxPool: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const { size } = node.attributes as AttributesOf<"maxPool">;
  if (!hasMasks(size)) return reference.maxPool(lowering, node);

  const cells = lowering.cells(x, regionsOf(x.shape, size));
  holdWinners(lowering, node, cells, winners(lowering, cells.values), (what) => what);
};

/** max(pool(map + bias), 0) and its switches, the bias added at pooled size. */
export function maxPoolWithBias(lowering: Lowering, node: Node, { map, bias }: BiasedPool): void {
  const { builder } = lowering;
  const cells = lowering.cells(map, regionsOf(map.shape, sizeOf(outputOf(node, 1))));
  const [first, ...others] = cells.values;
  invariant(first !== undefined, "a region has at least one cell");
  const { regions, layout } = cells;
  const raised = perChannel(lowering, "Max", { value: first, regions, layout }, bias, {
    key: "minus",
    make: (numbers) => builder.add("Neg", [numbers]),
  });
  holdWinners(lowering, node, cells, winners(lowering, [raised, ...others]), (what) =>
    perChannel(lowering, "Add", { value: what, regions, layout }, bias),
  );
}

function holdWinners(
  lowering: Lowering,
  node: Node,
  { regions, layout }: Cells,
  { what, masks }: Winners,
  finish: (what: Value) => Value,
): void {
  holdPooled(lowering, outputOf(node, 0), finish(what), { regions, layout });
  lowering.holdSwitches(outputOf(node, 1), { kind: "mask", mask: { regions, layout, values: masks } });
}

export const unpool: Kernel = (lowering, node) => {
  const [what, switches] = [inputOf(node, 0), inputOf(node, 1)];
  const held = lowering.switches(switches);
  if (held.kind !== "mask") return reference.unpool(lowering, node);
  const { builder } = lowering;
  const { regions } = held.mask;
  const output = outputOf(node);
  const form = lowering.formOf(output);
  const stacks = form === null ? null : stacksIn(form);
  if (stacks !== null) {
    const { layout } = stacks;
    const [rows, , rest] = shapeOfStacks(regions, stacks);
    const pooled = lowering.reshape(pooledIn(lowering, what, { regions, layout }), [rows, 1, rest]);
    const masks = stackedMask(lowering, switches, held.mask, stacks);
    return lowering.holdStacks(output, {
      regions,
      layout,
      values: masks.map((mask) => builder.add("Mul", [mask, pooled])),
    });
  }
  if (form?.kind === "cells") {
    const pooled = lowering.as(what, "spatialFirst");
    const masks = lowering.cellsIn(held.mask, "spatialFirst").values;
    const placed = masks.map((mask) => builder.add("Mul", [mask, pooled]));
    return lowering.holdCells(output, { regions, layout: "spatialFirst", values: placed });
  }
  const mask = wholeMask(lowering, switches, held.mask);
  const placed = builder.add("Mul", [mask, overRegions(lowering, what, regions)]);
  const inner = innerMap(lowering, placed, regions);
  if (form?.kind === "inner") lowering.holdInner(output, inner);
  else lowering.hold(output, "spatialFirst", withZeroEdge(builder, inner, regions));
};

export const takeAt: Kernel = (lowering, node) => {
  const [x, switches] = [inputOf(node, 0), inputOf(node, 1)];
  const held = lowering.switches(switches);
  if (held.kind !== "mask") return reference.takeAt(lowering, node);
  const { builder } = lowering;
  const { regions } = held.mask;
  const stacks = lowering.stacks(x);
  if (stacks !== null) {
    const { layout, values } = stacks;
    const form = { count: values.length, layout };
    const masks = stackedMask(lowering, switches, held.mask, form);
    const shape = shapeOfStacks(regions, form);
    const sums = values.map((stack, at) =>
      sumOverMiddle(builder, builder.add("Mul", [stack, masks[at] ?? ""]), shape),
    );
    return holdPooled(lowering, outputOf(node), total(builder, sums), { regions, layout });
  }
  if (lowering.hasCells(x)) {
    const { layout, values } = lowering.cells(x, regions);
    const masks = lowering.cellsIn(held.mask, layout).values;
    const chosen = masks.map((mask, at) => builder.add("Mul", [values[at] ?? "", mask]));
    return holdPooled(lowering, outputOf(node), total(builder, chosen), { regions, layout });
  }
  const { size, height, width, batch, channels } = regions;
  const parts = [height, size[0], width, size[1], batch * channels];
  const cells = lowering.reshape(lowering.inner(x, regions), parts);
  const chosen = builder.add("Mul", [cells, wholeMask(lowering, switches, held.mask)]);
  const sums = sumOverCells(builder, chosen, regions);
  holdPooled(lowering, outputOf(node), sums, { regions, layout: "spatialFirst" });
};

export const upsample: Kernel = (lowering, node) => {
  const { size, map } = node.attributes as AttributesOf<"upsample">;
  const regions = regionsOf(map, size);
  const { height, width, batch, channels } = regions;
  const { builder } = lowering;
  const copied = builder.add("Expand", [
    overRegions(lowering, inputOf(node), regions),
    builder.integers([height, size[0], width, size[1], batch * channels]),
  ]);
  const whole = withZeroEdge(builder, innerMap(lowering, copied, regions), regions);
  lowering.hold(outputOf(node), "spatialFirst", whole);
};

export const sumRegions: Kernel = (lowering, node) => {
  const { size } = node.attributes as AttributesOf<"sumRegions">;
  const regions = regionsOf(inputOf(node).shape, size);
  const map = lowering.inner(inputOf(node), regions);
  const sums = sumOverCells(lowering.builder, map, regions);
  holdPooled(lowering, outputOf(node), sums, { regions, layout: "spatialFirst" });
};

/** The largest cell of each region, and for each cell a mask: 1 where it is that cell, the first of them where several are equal. */
interface Winners {
  readonly what: Value;
  readonly masks: readonly Value[];
}

/**
 * The largest of the first cells grows cell by cell. It is less than the largest of all until the first cell that is as large as that: so
 * where it ceases to be less, that is the winner.
 */
function winners(lowering: Lowering, cells: readonly Value[]): Winners {
  const { builder } = lowering;
  const largest: Value[] = [];
  for (const cell of cells) {
    const known = largest.at(-1);
    largest.push(known === undefined ? cell : builder.add("Max", [known, cell]));
  }
  const what = largest.at(-1);
  invariant(what !== undefined, "a region has at least one cell");
  const isLess = largest.slice(0, -1).map((value) => lowering.step(builder.add("Sub", [what, value])));
  const ones = isLess.length === 0 ? onesLike(lowering, what) : builder.scalar(1);
  const masks = cells.map((_, at) => {
    const [before, here] = [isLess[at - 1] ?? ones, isLess[at]];
    return here === undefined ? before : builder.add("Sub", [before, here]);
  });
  return { what, masks };
}

function onesLike({ builder }: Lowering, x: Value): Value {
  return builder.add("Exp", [builder.add("Mul", [x, builder.scalar(0)])]);
}

function sizeOf({ type }: Tensor): PoolSize {
  invariant(type.kind === "switch", "unpool needs switches");
  return type.size;
}

/** The mask of all cells as one value [h', P, w', Q, n·c]. */
function wholeMask(lowering: Lowering, switches: Tensor, mask: Cells): Value {
  return lowering.once(`mask ${keyOf(switches)}`, () =>
    putTogether(lowering.builder, lowering.cellsIn(mask, "spatialFirst")),
  );
}

/** The masks of all cells in stacks. */
function stackedMask(
  lowering: Lowering,
  switches: Tensor,
  mask: Cells,
  { count, layout }: StackForm,
): readonly Value[] {
  return lowering.onceAll(
    `mask in ${count} stacks as ${keyOfLayout(layout)} ${keyOf(switches)}`,
    () => stacked(lowering.builder, lowering.cellsIn(mask, layout), count).values,
  );
}

/** A pooled map as [h', 1, w', 1, n·c], which stretches over the cells of its regions. */
function overRegions(lowering: Lowering, pooled: Tensor, { height, width, batch, channels }: Regions): Value {
  return lowering.reshape(lowering.as(pooled, "spatialFirst"), [height, 1, width, 1, batch * channels]);
}

/** [h', P, w', Q, n·c] as a map [P·h', Q·w', n, c]. */
function innerMap(
  lowering: Lowering,
  value: Value,
  { size, height, width, batch, channels }: Regions,
): Value {
  return lowering.reshape(value, [height * size[0], width * size[1], batch, channels]);
}

/** How the cells of a map lie, and what is pooled of them. */
type Pooled = Pick<Cells, "regions" | "layout">;

function holdPooled(lowering: Lowering, tensor: Tensor, value: Value, { regions, layout }: Pooled): void {
  const pooled = lowering.reshape(value, shapeOfCells(regions, layout));
  const whole = wholeLayout(layout);
  lowering.hold(tensor, whole, lowering.cellIn(pooled, { regions, layout }, whole));
}

/** A pooled map as the cells of its regions lie. */
function pooledIn(lowering: Lowering, tensor: Tensor, { regions, layout }: Pooled): Value {
  const whole = wholeLayout(layout);
  return lowering.cellIn(lowering.as(tensor, whole), { regions, layout: whole }, layout);
}

/** How a map is held as a whole whose cells lie so: what is pooled of tiles does not stay in them. */
function wholeLayout(layout: CellLayout): CellLayout & Layout {
  return isTiling(layout) ? "imagesLast" : layout;
}
