/** A kernel for every op of the step graph. */
import * as tf from "@tensorflow/tfjs-core";
import type { Attributes, Node } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import type { OpName } from "../../../ops/index.js";
import { convolve, convolveInputGradient, convolveKernelGradient } from "./convolution.js";
import { at, binary, unary, type KernelOf } from "./kernel.js";
import { mapOfRegions, maxPool, regionsOf, sumRegions, takeAt, unpool, upsample } from "./pooling.js";
import { logSoftmax, softmax } from "./softmax.js";

/** The ops that compute; feeds and states come from outside. */
type ComputingOp = Exclude<OpName, "feed" | "state">;

/** The table of kernels: an op without a kernel does not type-check. */
const kernels: { readonly [Name in ComputingOp]: KernelOf<Name> } = {
  constant: (_, { value, shape }) => [tf.tensor([...value], [...shape], "float32")],
  add: binary((a, b) => tf.add(a, b)),
  subtract: binary((a, b) => tf.sub(a, b)),
  multiply: binary((a, b) => tf.mul(a, b)),
  divide: binary((a, b) => tf.div(a, b)),
  maximum: binary((a, b) => tf.maximum(a, b)),
  positive: unary((x) => tf.cast(tf.greater(x, 0), "float32")),
  relu: unary((x) => tf.relu(x)),
  exp: unary((x) => tf.exp(x)),
  squareRoot: unary((x) => tf.sqrt(x)),
  sum: (inputs, { axes }) => [tf.sum(at(inputs, 0), [...axes])],
  expand: (inputs, { shape }) => [tf.broadcastTo(at(inputs, 0), [...shape])],
  reshape: (inputs, { shape }) => [tf.reshape(at(inputs, 0), [...shape])],
  batchPart: (inputs, { from, count }) => [tf.slice(at(inputs, 0), [from], [count])],
  joinBatch: (inputs) => [tf.concat([...inputs], 0)],
  matmul: (inputs, { transposeA, transposeB }) => [
    tf.matMul(at(inputs, 0), at(inputs, 1), transposeA, transposeB),
  ],
  conv2d: binary(convolve),
  conv2dInputGradient: binary(convolveInputGradient),
  conv2dKernelGradient: (inputs, { kernel: [height = 1, width = 1] }) => [
    convolveKernelGradient(at(inputs, 0), at(inputs, 1), [height, width]),
  ],
  maxPool: (inputs, { size }) => maxPool(at(inputs, 0), size),
  unpool: (inputs, _, node) => [unpool(at(inputs, 0), at(inputs, 1), node.inputs[1]?.type)],
  takeAt: (inputs, _, node) => [takeAt(at(inputs, 0), at(inputs, 1), node.inputs[1]?.type)],
  upsample: (inputs, { size, map }) => [upsample(at(inputs, 0), size, map)],
  sumRegions: (inputs, { size }) => [sumRegions(at(inputs, 0), size)],
  regions: (inputs, { size }) => [regionsOf(at(inputs, 0), size)],
  mergeRegions: (inputs, { size, map }) => [mapOfRegions(at(inputs, 0), size, map)],
  softmax: (inputs, { axis }) => [softmax(at(inputs, 0), axis)],
  logSoftmax: unary(logSoftmax),
};

/** A kernel whose op is not known by name: it reads the attributes that its own op has put there. */
type Kernel = (inputs: readonly tf.Tensor[], node: Node) => tf.Tensor[];

/** The kernel of the op of a name. */
export function kernelOf(name: string): Kernel {
  invariant(name in kernels, `the tfjs engine has no kernel for ${name}`);
  const kernel = kernels[name as ComputingOp] as (
    inputs: readonly tf.Tensor[],
    attributes: Attributes,
    node: Node,
  ) => tf.Tensor[];
  return (inputs, node) => kernel(inputs, node.attributes, node);
}
