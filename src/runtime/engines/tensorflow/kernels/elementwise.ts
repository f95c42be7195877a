/**
 * Ops that work number by number, with stretching.
 *
 * Two of them are recognised in a form that TensorFlow has a kernel of its own for, and that it fuses with what stands before:
 * the bias, and ReLU's gradient.
 */
import type { Node, Tensor } from "../../../graph/graph.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Element, Lowering } from "../lowering.js";
import type { Kernel } from "./kernel.js";

/** The kernel of an op with one input, which TensorFlow has under this name. */
export function unary(op: string): Kernel {
  return (lowering, node) => hold(lowering, node, op, node.inputs);
}

/** The kernel of an op with two inputs, which TensorFlow has under this name. */
export const binary = unary;

/**
 * The larger of x and 0. TensorFlow's own ReLU is fused with the convolution before it, and that kernel turns NaN into 0: a training that
 * has gone wrong would look as if it went on. In bfloat16, where any other way takes as long as the convolution, what goes into the
 * program is watched instead (notFinite.ts).
 */
export const relu: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const element = lowering.elementOf(x);
  const value = lowering.as(x, element);
  if (element === "bfloat16") {
    lowering.dropsNaN();
    return lowering.hold(outputOf(node), lowering.add("Relu", [value], element), element);
  }
  const zero = lowering.constant([], [0], element);
  lowering.hold(outputOf(node), lowering.add("Maximum", [value, zero], element), element);
};

/** A map or matrix plus numbers for its last axis is a bias. */
export const add: Kernel = (lowering, node) => {
  const [map, bias] = [inputOf(node, 0), inputOf(node, 1)];
  const isBias = map.shape.length >= 2 && bias.shape.length === 1 && bias.shape[0] === map.shape.at(-1);
  hold(lowering, node, isBias ? "BiasAdd" : "AddV2", [map, bias]);
};

/** A gradient times the slope of a ReLU is ReLU's gradient. */
export const multiply: Kernel = (lowering, node) => {
  const [a, b] = [inputOf(node, 0), inputOf(node, 1)];
  const slope = [b, a].find((factor) => isSlopeOf(factor, factor === b ? a : b));
  if (slope === undefined) return hold(lowering, node, "Mul", [a, b]);
  hold(lowering, node, "ReluGrad", [slope === b ? a : b, inputOf(slope.node)]);
};

function isSlopeOf({ node, shape }: Tensor, gradient: Tensor): boolean {
  return node.op.name === "positive" && shape.join() === gradient.shape.join();
}

/** 1 where x > 0, else 0. */
export const positive: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const element = lowering.elementOf(x);
  const zero = lowering.constant([], [0], element);
  const isPositive = lowering.add("Greater", [lowering.as(x, element), zero], element);
  lowering.hold(outputOf(node), lowering.cast(isPositive, "bool", element), element);
};

/** Adds a node in the element type in which its largest input is at hand. */
function hold(lowering: Lowering, node: Node, op: string, inputs: readonly Tensor[]): void {
  const element = commonElement(lowering, inputs);
  const values = inputs.map((input) => lowering.as(input, element));
  lowering.hold(outputOf(node), lowering.add(op, values, element), element);
}

/** bfloat16 where maps are at hand in it, and only where all of them are: what is exact stays exact. */
function commonElement(lowering: Lowering, inputs: readonly Tensor[]): Element {
  const maps = inputs.filter(({ shape }) => shape.length >= 4);
  return maps.length > 0 && maps.every((map) => lowering.elementOf(map) === "bfloat16")
    ? "bfloat16"
    : "float";
}
