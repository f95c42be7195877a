/**
 * Groups of maps that lie in one layout: a map, what is computed from it number by number, and what that is computed with.
 *
 * A convolution whose maps lie as [h, c, w, n] pays for bringing them there only where what stands around it has them otherwise. So the
 * convolutions that a whole group meets are looked at before any of them is given its form.
 */
import type { Node, Tensor } from "../../../graph/graph.js";
import { isElementwise } from "../../../graph/passes/splitBatch.js";
import type { Program } from "../../../graph/program.js";
import { countOf, sameShape } from "../../../graph/shape.js";
import type { OpName } from "../../../ops/index.js";
import { outputOf } from "../../nodes.js";
import { thickMapOf } from "./convolutionForm.js";

/** A convolution, or one of its gradients, and the map of a group that it reads or makes. */
export interface Meeting {
  readonly node: Node;
  readonly map: Tensor;
  /** Whether that map is on its side with more channels. */
  readonly isThick: boolean;
}

export interface MapGroup {
  readonly meetings: readonly Meeting[];
  /** Whether nothing else has a say in the layout of these maps: no pooling, no feed, no result of the program. */
  readonly isFree: boolean;
}

export type MapGroups = ReadonlyMap<Tensor, MapGroup>;

const convolutions: ReadonlySet<OpName> = new Set<OpName>([
  "conv2d",
  "conv2dInputGradient",
  "conv2dKernelGradient",
]);

export function isConvolution({ op }: Node): boolean {
  return convolutions.has(op.name as OpName);
}

/** The map that a convolution or its input's gradient reads and the one that it makes; of a kernel's gradient the two that it reads. */
export function mapsOf(node: Node): readonly Tensor[] {
  const [first, second] = node.inputs;
  const maps = node.op.name === "conv2dKernelGradient" ? [first, second] : [first, ...node.outputs];
  return maps.filter((map) => map !== undefined);
}

/** The group of each map that a convolution of the program meets. */
export function findMapGroups(program: Program): MapGroups {
  const { nodes, outputs, updates } = program;
  const rootOf = joined(program);
  const meetings = new Map<Tensor, Meeting[]>();
  const bound = new Set<Tensor>([...outputs.values(), ...updates.values()].map(rootOf));
  for (const node of nodes) {
    if (isConvolution(node)) {
      const thick = thickMapOf(node);
      for (const map of mapsOf(node)) {
        const known = meetings.get(rootOf(map)) ?? [];
        meetings.set(rootOf(map), [...known, { node, map, isThick: map === thick }]);
      }
    } else for (const tensor of boundBy(node)) bound.add(rootOf(tensor));
  }
  return new Map(
    [...meetings].flatMap(([root, met]) => {
      const group = { meetings: met, isFree: !bound.has(root) };
      return met.map(({ map }) => [map, group] as const);
    }),
  );
}

/** The tensors for which an op that is no convolution wants a layout of its own. */
function boundBy(node: Node): readonly Tensor[] {
  const name = node.op.name as OpName;
  if (name === "sum") return [];
  if (!isElementwise(name)) return [...node.inputs, ...node.outputs];
  const output = outputOf(node);
  const fitAnyLayout = node.inputs.every((input) => isLike(input, output) || stretchesOverAnyLayout(input));
  return fitAnyLayout ? [] : [output];
}

/** For each tensor one that stands for all that are computed from one another number by number. */
function joined({ nodes }: Program): (tensor: Tensor) => Tensor {
  const roots = new Map<Tensor, Tensor>();
  const rootOf = (tensor: Tensor): Tensor => {
    let root = tensor;
    for (let next = roots.get(root); next !== undefined; next = roots.get(root)) root = next;
    return root;
  };
  for (const node of nodes.filter(({ op }) => isElementwise(op.name as OpName))) {
    const output = outputOf(node);
    for (const input of node.inputs.filter((tensor) => isLike(tensor, output))) {
      const [from, to] = [rootOf(input), rootOf(output)];
      if (from !== to) roots.set(from, to);
    }
  }
  return rootOf;
}

function isLike(a: Tensor, b: Tensor): boolean {
  return sameShape(a.shape, b.shape);
}

/** Whether a tensor is one number, or one for each channel. */
function stretchesOverAnyLayout({ shape }: Tensor): boolean {
  return shape.length === 1 || countOf(shape) === 1;
}
