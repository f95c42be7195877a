/** What a kernel is: an op's meaning, computed by tfjs. */
import type * as tf from "@tensorflow/tfjs-core";
import type { Node } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import type { AttributesOf, OpName } from "../../../ops/index.js";

/** Computes the outputs of an op. Inputs and outputs are row-major tensors; a switch is the mask that `pooling.ts` describes. */
export type KernelOf<Name extends OpName> = (
  inputs: readonly tf.Tensor[],
  attributes: AttributesOf<Name>,
  node: Node,
) => tf.Tensor[];

/** The kernel of an op with one input. */
export function unary(compute: (x: tf.Tensor) => tf.Tensor): (inputs: readonly tf.Tensor[]) => [tf.Tensor] {
  return (inputs) => [compute(at(inputs, 0))];
}

/** The kernel of an op with two inputs. */
export function binary(
  compute: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): (inputs: readonly tf.Tensor[]) => [tf.Tensor] {
  return (inputs) => [compute(at(inputs, 0), at(inputs, 1))];
}

/** The input at a position. */
export function at(inputs: readonly tf.Tensor[], position: number): tf.Tensor {
  const input = inputs[position];
  invariant(
    input !== undefined,
    `a kernel was given ${inputs.length} inputs and asks for number ${position}`,
  );
  return input;
}
