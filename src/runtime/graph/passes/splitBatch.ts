/**
 * Large maps in parts: wherever a step makes or reads a map that is too large, the images of the batch go through it one part after
 * the other.
 *
 * What sums over the batch adds up the sums of the parts. Numbers come out as before but for the order of additions. What is held at
 * one time between a product and the next is one part's instead of the whole batch's.
 */
import { add } from "../../ops/add.js";
import { batchPart, joinBatch } from "../../ops/batch.js";
import type { AttributesOf, OpName } from "../../ops/index.js";
import { Graph, type Node, type Tensor } from "../graph.js";
import { invariant } from "../invariant.js";
import { finishProgram, type Program } from "../program.js";
import { countOf, type Shape } from "../shape.js";

export interface SplitOptions {
  /** Maps of more numbers than these are worked on in parts. */
  readonly largest: number;
  /** The parts that a batch is cut into, where it divides. */
  readonly parts: number;
}

/** A tensor as it was, or cut along its first axis. */
type Held = Tensor | readonly Tensor[];

/** The same program with its large maps in parts; the program itself where it has none, or its batch does not divide. */
export function splitBatch(program: Program, { largest, parts }: SplitOptions): Program {
  const batches = program.feeds.filter(({ kind }) => kind === "data").map(({ shape }) => shape[0] ?? 0);
  const [batch = 0] = batches;
  const [first] = program.nodes;
  const isLarge = ({ type }: Tensor): boolean => {
    const shape = type.kind === "switch" ? type.map : type.shape;
    return shape[0] === batch && countOf(shape) > largest;
  };
  const cuts = first !== undefined && batch % parts === 0 && batches.every((other) => other === batch);
  if (!cuts || !program.nodes.some(({ outputs }) => outputs.some(isLarge))) return program;

  const splitter = new Splitter(new Graph(first.graph.training), batch, parts);
  const held = new Map<Tensor, Held>();
  const current = (tensor: Tensor): Held => {
    const found = held.get(tensor);
    invariant(found !== undefined, "a node was cut before its inputs");
    return found;
  };
  for (const node of program.nodes) {
    const inputs = node.inputs.map(current);
    const large = [...node.inputs, ...node.outputs].some(isLarge);
    const outputs = (large ? splitter.inParts(node, inputs) : null) ?? splitter.whole(node, inputs);
    node.outputs.forEach((output, at) => held.set(output, outputs[at] ?? []));
  }
  const move = (tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> =>
    new Map([...tensors].map(([name, tensor]) => [name, joined(current(tensor))]));
  return finishProgram(program.name, splitter.graph, move(program.outputs), move(program.updates));
}

class Splitter {
  constructor(
    readonly graph: Graph,
    private readonly batch: number,
    private readonly parts: number,
  ) {}

  /** A node on whole tensors. */
  whole(node: Node, inputs: readonly Held[]): readonly Tensor[] {
    return this.graph.add(node.op, inputs.map(joined), node.attributes);
  }

  /** What becomes of a node's outputs part by part; null where it does not work like that. */
  inParts(node: Node, inputs: readonly Held[]): readonly Held[] | null {
    switch (rules[node.op.name as OpName]) {
      case "elementwise":
        return this.each(node, this.cutLike(node, inputs));
      case "first":
        return this.each(
          node,
          inputs.map((input, at) => (at === 0 ? this.cut(input) : joined(input))),
        );
      case "all":
        return this.each(
          node,
          inputs.map((input) => this.cut(input)),
        );
      case "added":
        return this.added(
          node,
          inputs.map((input) => this.cut(input)),
        );
      case "sum": {
        const cut = inputs.map((input) => this.cut(input));
        const { axes } = node.attributes as AttributesOf<"sum">;
        return axes.includes(0) ? this.added(node, cut) : this.each(node, cut);
      }
      case "expand":
        return this.expand(node, inputs);
      default:
        return null;
    }
  }

  /** Cuts the inputs that have a row for each image, and leaves those that are the same for all. */
  private cutLike(node: Node, inputs: readonly Held[]): readonly (Held | null)[] {
    const rank = node.outputs[0]?.shape.length ?? 0;
    return inputs.map((input, at) => {
      const { shape } = node.inputs[at] ?? { shape: [] };
      return shape.length < rank || shape[0] === 1 ? joined(input) : this.cut(input);
    });
  }

  /** Copies along the first axis as many as a part has; what is copied is there for every part. */
  private expand(node: Node, [x]: readonly Held[]): readonly Held[] | null {
    const [source] = node.inputs;
    if (x === undefined || source === undefined) return null;
    const { shape } = node.attributes as AttributesOf<"expand">;
    const isSame = source.shape.length < shape.length || source.shape[0] === 1;
    return this.each(node, [isSame ? joined(x) : this.cut(x)]);
  }

  /** A tensor in parts; null where its rows do not divide, or it is of switches that are held as a whole. */
  private cut(input: Held): Held | null {
    if (isCut(input)) return input;
    const rows = (input.shape[0] ?? 0) / this.parts;
    if (!Number.isInteger(rows) || rows === 0 || input.type.kind === "switch") return null;
    return Array.from({ length: this.parts }, (_, part) => batchPart(input, part * rows, rows));
  }

  /** The node for each part. */
  private each(node: Node, inputs: readonly (Held | null)[]): readonly (readonly Tensor[])[] | null {
    const attributes = this.attributesOf(node);
    const given = inputs.filter((input) => input !== null);
    if (attributes === null || given.length < inputs.length) return null;
    const results = Array.from({ length: this.parts }, (_, part) =>
      this.graph.add(
        node.op,
        given.map((input) => partIn(input, part)),
        attributes,
      ),
    );
    return node.outputs.map((_, output) => results.flatMap((result) => result[output] ?? []));
  }

  /** The sum of what the node gives for each part. */
  private added(node: Node, inputs: readonly (Held | null)[]): readonly Tensor[] | null {
    return (
      this.each(node, inputs)?.map((parts) => {
        const [first, ...others] = parts;
        invariant(first !== undefined, "a batch has parts");
        return others.reduce((sum, part) => add(sum, part), first);
      }) ?? null
    );
  }

  /** A node's attributes for a part: a shape in them becomes that of the part. */
  private attributesOf({ attributes }: Node): Node["attributes"] | null {
    for (const key of ["shape", "map"]) {
      const shape = attributes[key];
      if (!Array.isArray(shape)) continue;
      const [rows = 0, ...rest] = shape as Shape;
      return rows % this.parts === 0 && rows >= this.batch
        ? { ...attributes, [key]: [rows / this.parts, ...rest] }
        : null;
    }
    return attributes;
  }
}

function isCut(held: Held): held is readonly Tensor[] {
  return Array.isArray(held);
}

function joined(held: Held): Tensor {
  return isCut(held) ? joinBatch(held) : held;
}

function partIn(held: Held, at: number): Tensor {
  const part = isCut(held) ? held[at] : held;
  invariant(part !== undefined, "a part is missing");
  return part;
}

/**
 * How an op works on tensors that are cut:
 *
 * - "elementwise": part by part, with whole tensors that are the same for every image;
 * - "first": part by part in its first input, the others whole;
 * - "all": part by part in all of its inputs;
 * - "added": part by part, and the results are added;
 * - "sum", "expand": as their attributes say;
 * - "whole": not at all.
 */
type Rule = "elementwise" | "first" | "all" | "added" | "sum" | "expand" | "whole";

const rules: Readonly<Record<OpName, Rule>> = {
  feed: "whole",
  state: "whole",
  constant: "whole",
  add: "elementwise",
  subtract: "elementwise",
  multiply: "elementwise",
  divide: "elementwise",
  maximum: "elementwise",
  positive: "elementwise",
  relu: "elementwise",
  exp: "elementwise",
  squareRoot: "elementwise",
  sum: "sum",
  expand: "expand",
  reshape: "all",
  batchPart: "whole",
  joinBatch: "whole",
  matmul: "whole",
  conv2d: "first",
  conv2dInputGradient: "first",
  conv2dKernelGradient: "added",
  maxPool: "all",
  unpool: "all",
  takeAt: "all",
  upsample: "all",
  sumRegions: "all",
  regions: "all",
  mergeRegions: "all",
  softmax: "whole",
  logSoftmax: "whole",
};

/** Whether an op works number by number, so that it does the same to a tensor whichever way its axes lie. */
export function isElementwise(op: OpName): boolean {
  return rules[op] === "elementwise";
}
