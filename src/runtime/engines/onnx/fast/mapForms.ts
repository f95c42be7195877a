/**
 * Chooses, before anything is lowered, the maps that are never put together or never computed as a whole.
 *
 * Next to a pooling or an unpooling a map is only ever looked at region by region. Where the convolution on its other side has few
 * channels, it can be made and read cell by cell, and is never put together. Where the convolution is Winograd's and the regions
 * leave rows or columns over, those need not be computed, or are zeros that need not be read.
 */
import type { Node, PoolSize, Tensor } from "../../../graph/graph.js";
import type { Program } from "../../../graph/program.js";
import type { AttributesOf } from "../../../ops/index.js";
import { type CellLayout, type MapForm, type MapForms, type Regions, regionsOf } from "../cells.js";
import { geometryOf } from "../../geometry.js";
import { paysInBands } from "./bandGeometry.js";
import type { BiasedPools } from "./biasedPools.js";
import { convolutionForm, isThin, thickMapOf } from "./convolutionForm.js";
import { hasMasks } from "./regionLimit.js";

export function chooseMapForms(program: Program, { pools, absorbed }: BiasedPools): MapForms {
  const users = usersOf(program);
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
        node.op.name === "unpool" ? unpooledForm(tensor, readers) : pooledForm(node, tensor, readers);
      if (form !== null) forms.set(tensor, form);
    }
  }
  return forms;
}

/** A map that a convolution makes and only poolings read. */
function pooledForm(node: Node, tensor: Tensor, readers: readonly Node[]): MapForm | null {
  const { name } = node.op;
  if ((name !== "conv2d" && name !== "conv2dInputGradient") || readers.length === 0) return null;
  const sizes = readers.map(regionSizeOf);
  const [size] = sizes;
  if (!size || !sizes.every((other) => other?.join() === size.join())) return null;
  const regions = regionsOf(tensor.shape, size);
  const form = convolutionForm(geometryOf(node));
  if (isThin(form) && thickMapOf(node, form) === tensor) {
    return { kind: "cells", regions, layout: layoutBeside(node, regions), edge: "unused" };
  }
  return form === "winograd" ? innerForm(regions, "unused") : null;
}

/** A map that an unpooling makes and only convolutions read. */
function unpooledForm({ node, shape }: Tensor, readers: readonly Node[]): MapForm | null {
  const [, switches] = node.inputs;
  const size = switches === undefined ? null : sizeOfSwitches(switches);
  if (size === null || readers.length === 0) return null;
  const regions = regionsOf(shape, size);
  const [tensor] = node.outputs;
  if (tensor !== undefined && readers.every((reader) => readsCellByCell(reader, tensor))) {
    const layouts = readers.map((reader) => layoutBeside(reader, regions));
    const layout = layouts.every((other) => other === "imagesLast") ? "imagesLast" : "spatialFirst";
    return { kind: "cells", regions, layout, edge: "zeros" };
  }
  const byWinograd = readers.every(
    (reader) => isConvolution(reader) && convolutionForm(geometryOf(reader)) === "winograd",
  );
  return byWinograd ? innerForm(regions, "zeros") : null;
}

function innerForm(regions: Regions, edge: MapForm["edge"]): MapForm | null {
  const isWhole = regions.below + regions.beside === 0;
  return isWhole || regions.height * regions.width === 0
    ? null
    : { kind: "inner", regions, layout: "spatialFirst", edge };
}

/** How a convolution with few channels on one side likes the cells of the map on its other side. */
function layoutBeside(node: Node, regions: Regions): CellLayout {
  return paysInBands(geometryOf(node), regions) ? "imagesLast" : "spatialFirst";
}

/** True where a convolution has few channels on the side that is not the tensor. */
function readsCellByCell(reader: Node, tensor: Tensor): boolean {
  if (!isConvolution(reader)) return false;
  const form = convolutionForm(geometryOf(reader));
  const [first, second] = reader.inputs;
  return first !== second && isThin(form) && thickMapOf(reader, form) === tensor;
}

function isConvolution({ op }: Node): boolean {
  return op.name === "conv2d" || op.name === "conv2dInputGradient" || op.name === "conv2dKernelGradient";
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
