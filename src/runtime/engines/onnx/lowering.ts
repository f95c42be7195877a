/**
 * The state of a lowering: which ONNX value holds which tensor, and in which layout.
 *
 * The step graph speaks of maps as [n, h, w, c]. ONNX Runtime convolves and pools [n, c, h, w]. So a map may be held in either
 * order, each made from the other once, when first asked for.
 */
import type { Node, Tensor } from "../../graph/graph.js";
import { invariant } from "../../graph/invariant.js";
import type { Shape } from "../../graph/shape.js";
import type { GraphBuilder, Value } from "./graphBuilder.js";

export class Lowering {
  readonly #plain = new Map<Tensor, Value>();
  readonly #channelsFirst = new Map<Tensor, Value>();

  constructor(readonly builder: GraphBuilder) {}

  /** Holds a tensor in the step graph's own order; switches, which have no other, too. */
  setPlain(tensor: Tensor, value: Value): void {
    this.#plain.set(tensor, value);
  }

  /** Holds a map as [n, c, h, w]. */
  setChannelsFirst(tensor: Tensor, value: Value): void {
    this.#channelsFirst.set(tensor, value);
  }

  /** A tensor in the step graph's own order. */
  plain(tensor: Tensor): Value {
    return this.#converted(tensor, this.#plain, this.#channelsFirst, [0, 2, 3, 1]);
  }

  /** A map as [n, c, h, w]. */
  channelsFirst(tensor: Tensor): Value {
    return this.#converted(tensor, this.#channelsFirst, this.#plain, [0, 3, 1, 2]);
  }

  /** Whether a tensor is a map that is at hand as [n, c, h, w]. */
  isChannelsFirst(tensor: Tensor): boolean {
    return this.#channelsFirst.has(tensor);
  }

  #converted(
    tensor: Tensor,
    wanted: Map<Tensor, Value>,
    other: Map<Tensor, Value>,
    perm: readonly number[],
  ): Value {
    const held = wanted.get(tensor);
    if (held !== undefined) return held;
    const from = other.get(tensor);
    invariant(from !== undefined, "a tensor was asked for before its node was lowered");
    const made = this.builder.add("Transpose", [from], { attributes: { perm } });
    wanted.set(tensor, made);
    return made;
  }

  /** A value under another shape. */
  reshape(value: Value, shape: Shape): Value {
    return this.builder.add("Reshape", [value, this.builder.integers(shape)]);
  }
}

/** The n-th input of a node. */
export function inputOf(node: Node, position = 0): Tensor {
  const tensor = node.inputs[position];
  invariant(tensor !== undefined, `${node.op.name} has no input ${position}`);
  return tensor;
}

/** The n-th output of a node. */
export function outputOf(node: Node, position = 0): Tensor {
  const tensor = node.outputs[position];
  invariant(tensor !== undefined, `${node.op.name} has no output ${position}`);
  return tensor;
}
