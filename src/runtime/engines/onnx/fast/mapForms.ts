/**
 * Chooses, before anything is lowered, the maps that are never put together or never computed as a whole.
 *
 * Next to a pooling or an unpooling a map is only ever looked at region by region. Where the convolution on its other side has few
 * channels, it can be made and read cell by cell, or in stacks of cells, and is never put together. Where the convolution is Winograd's
 * and the regions leave rows or columns over, those need not be computed, or are zeros that need not be read.
 */
import type { Node, PoolSize, Tensor } from "../../../graph/graph.js";
import type { Program } from "../../../graph/program.js";
import type { AttributesOf } from "../../../ops/index.js";
import {
  keyOfLayout,
  type MapForm,
  type MapFormKind,
  type MapForms,
  type Regions,
  regionsOf,
} from "../cells.js";
import { geometryOf } from "../../geometry.js";
import { bandsOf, costOfBands, paysInBands } from "./bandGeometry.js";
import type { BiasedPools } from "./biasedPools.js";
import { costBesideRegions } from "./convolutionCost.js";
import { convolutionForm, isThin, thickMapOf } from "./convolutionForm.js";
import { addGroupForms, isThinMoved } from "./groupForms.js";
import { hasMasks } from "./regionLimit.js";
import { findMapGroups, isConvolution, type MapGroups } from "./mapGroups.js";
import { costOfTiledBands, paysInTiledBands, tiledBandsOf } from "./tiledBandGeometry.js";
import { costOfWinogradBands, paysInWinogradBands } from "./winogradBandGeometry.js";

export function chooseMapForms(program: Program, { pools, absorbed }: BiasedPools): MapForms {
  const users = usersOf(program);
  const groups = findMapGroups(program);
  const given = new Set([...program.outputs.values(), ...program.updates.values()]);
  /** The poolings that read a map before its bias, by the addition that they stand for. */
  const poolings = new Map<Node, Node>();
  for (const [pool, { map }] of pools) {
    for (const user of users.get(map) ?? []) if (absorbed.has(user)) poolings.set(user, pool);
  }

  const forms = new Map<Tensor, MapForm>();
  for (const node of program.nodes) {
    for (const tensor of node.outputs) {
      if (tensor.shape.length !== 4 || given.has(tensor)) continue;
      const readers = (users.get(tensor) ?? []).map((user) => poolings.get(user) ?? user);
      const form =
        node.op.name === "unpool"
          ? unpooledForm(tensor, readers, groups)
          : pooledForm(node, tensor, readers, groups);
      if (form !== null) forms.set(tensor, form);
    }
  }
  addGroupForms(groups, forms);
  return forms;
}

/** A map that a convolution makes and only poolings read. */
function pooledForm(node: Node, tensor: Tensor, readers: readonly Node[], groups: MapGroups): MapForm | null {
  const { name } = node.op;
  if ((name !== "conv2d" && name !== "conv2dInputGradient") || readers.length === 0) return null;
  const sizes = readers.map(regionSizeOf);
  const [size] = sizes;
  if (!size || !sizes.every((other) => other?.join() === size.join())) return null;
  const regions = regionsOf(tensor.shape, size);
  return asForm(kindBeside(node, tensor, regions, groups), regions, "unused");
}

/** A map that an unpooling makes and only convolutions read. */
function unpooledForm({ node, shape }: Tensor, readers: readonly Node[], groups: MapGroups): MapForm | null {
  const [, switches] = node.inputs;
  const size = switches === undefined ? null : sizeOfSwitches(switches);
  if (size === null || readers.length === 0) return null;
  const regions = regionsOf(shape, size);
  const [tensor] = node.outputs;
  if (tensor === undefined) return null;
  const kinds = readers.map((reader) =>
    isConvolution(reader) ? kindBeside(reader, tensor, regions, groups) : null,
  );
  const [kind = null] = kinds;
  return kinds.every((other) => isSameKind(other, kind)) ? asForm(kind, regions, "zeros") : null;
}

/** How a convolution beside a pooling or unpooling likes to have the map between them; null for a map as a whole. */
function kindBeside(node: Node, tensor: Tensor, regions: Regions, groups: MapGroups): MapFormKind | null {
  const geometry = geometryOf(node);
  const form = convolutionForm(geometry);
  const [first, second] = node.inputs;
  const isThick = first !== second && thickMapOf(node) === tensor;
  if (isThick) {
    const isInBands = isThin(form) && paysInBands(geometry, regions);
    const other = isInBands
      ? costOfBands(bandsOf(geometry, regions))
      : costBesideRegions(form, geometry, regions);
    const stacked = costOfWinogradBands(geometry, { regions, isThinMoved: isThinMoved(node, groups) });
    const inStack = paysInWinogradBands(stacked, other) ? stacked : Infinity;
    const tiled = isThin(form) ? tiledBandsOf(geometry, regions) : null;
    const inTiles = tiled === null ? Infinity : costOfTiledBands(tiled);
    if (tiled !== null && paysInTiledBands(inTiles, other) && inTiles < inStack) {
      return { kind: "tiles", tiling: tiled.tiling };
    }
    if (inStack < Infinity) return { kind: "stack" };
    if (isThin(form)) return { kind: isInBands ? "stackPerColumn" : "cells" };
  }
  return form === "winograd" ? { kind: "inner" } : null;
}

function isSameKind(one: MapFormKind | null, other: MapFormKind | null): boolean {
  return one?.kind === other?.kind && tilingOf(one) === tilingOf(other);
}

function tilingOf(kind: MapFormKind | null): string {
  return kind?.kind === "tiles" ? keyOfLayout(kind.tiling) : "";
}

function asForm(kind: MapFormKind | null, regions: Regions, edge: MapForm["edge"]): MapForm | null {
  if (kind === null) return null;
  const isWhole = regions.below + regions.beside === 0;
  const isEmpty = regions.height * regions.width === 0;
  return kind.kind === "inner" && (isWhole || isEmpty) ? null : { ...kind, regions, edge };
}

/** The size of the regions by which a node reads its map; null where it does not. */
function regionSizeOf(node: Node): PoolSize | null {
  if (node.op.name === "maxPool") {
    const { size } = node.attributes as AttributesOf<"maxPool">;
    return hasMasks(size) ? size : null;
  }
  const [, switches] = node.inputs;
  return node.op.name === "takeAt" && switches !== undefined ? sizeOfSwitches(switches) : null;
}

function sizeOfSwitches({ type }: Tensor): PoolSize | null {
  return type.kind === "switch" && hasMasks(type.size) ? type.size : null;
}

function usersOf({ nodes }: Program): ReadonlyMap<Tensor, readonly Node[]> {
  const users = new Map<Tensor, Node[]>();
  for (const node of nodes) {
    for (const tensor of new Set(node.inputs)) {
      const known = users.get(tensor);
      if (known === undefined) users.set(tensor, [node]);
      else known.push(node);
    }
  }
  return users;
}
