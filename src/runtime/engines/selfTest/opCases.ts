/** One small use of every op, in shapes that the engines treat in ways of their own. */
import { call, Graph, type Tensor } from "../../graph/graph.js";
import { finishProgram, type Program } from "../../graph/program.js";
import type { Shape } from "../../graph/shape.js";
import { add } from "../../ops/add.js";
import { batchPart, joinBatch } from "../../ops/batch.js";
import { conv2d, conv2dInputGradientOp, conv2dKernelGradientOp } from "../../ops/conv2d.js";
import { noAttributes } from "../../ops/defineOp.js";
import { divide } from "../../ops/divide.js";
import { exp } from "../../ops/exp.js";
import type { OpName } from "../../ops/index.js";
import { logSoftmax } from "../../ops/logSoftmax.js";
import { matmul } from "../../ops/matmul.js";
import { maximum } from "../../ops/maximum.js";
import { maxPool } from "../../ops/maxPool.js";
import { multiply } from "../../ops/multiply.js";
import { positive } from "../../ops/positive.js";
import { mergeRegions, regions } from "../../ops/regions.js";
import { relu } from "../../ops/relu.js";
import { reshape } from "../../ops/reshape.js";
import { softmax } from "../../ops/softmax.js";
import { constantTensor, feed, state } from "../../ops/source.js";
import { squareRoot } from "../../ops/squareRoot.js";
import { subtract } from "../../ops/subtract.js";
import { expand, sum } from "../../ops/sum.js";
import { takeAt, unpool } from "../../ops/unpool.js";
import { sumRegionsOp, upsample } from "../../ops/upsample.js";

/** Maps of 6 rows and 5 columns: 2×2 regions leave the last column out. */
const mapShape = [2, 6, 5, 12] as const;
const pooledShape = [2, 3, 2, 12] as const;
const size = [2, 2] as const;

const shapes = {
  map: mapShape,
  other: mapShape,
  pooled: pooledShape,
  cells: [2, 3, 2, 4, 12],
  kernel: [3, 3, 12, 12],
  left: [3, 4],
  right: [4, 5],
  row: [12],
} satisfies Readonly<Record<string, Shape>>;

type Inputs = Readonly<Record<keyof typeof shapes, Tensor>>;

/** The switches of a map after its ReLU: many regions are full of zeros, whose first cell is the one to choose. */
const switchesOf = ({ map }: Inputs): Tensor => maxPool(relu(map), size).switches;

const cases: Readonly<Record<OpName, (inputs: Inputs, graph: Graph) => Tensor>> = {
  feed: ({ map }) => map,
  state: (_, graph) => state(graph, "kept", [3], "parameter"),
  constant: (_, graph) => constantTensor(graph, [2, 2], [1, -2, 0.5, 1e-3]),
  add: ({ map, other }) => add(map, other),
  subtract: ({ map, row }) => subtract(map, row),
  multiply: ({ map, other }) => multiply(map, other),
  divide: ({ map, other }, graph) =>
    divide(map, add(multiply(other, other), constantTensor(graph, [], [0.5]))),
  maximum: ({ map, other }) => maximum(map, other),
  positive: ({ map }) => positive(map),
  relu: ({ map }) => relu(map),
  exp: ({ map }) => exp(map),
  squareRoot: ({ map }) => squareRoot(multiply(map, map)),
  sum: ({ map }) => sum(map, [0, 1, 2]),
  expand: ({ row }) => expand(row, mapShape),
  reshape: ({ map }) => reshape(map, [2, 360]),
  matmul: ({ left, right }) => matmul(left, right),
  conv2d: ({ map, kernel }) => conv2d(map, kernel),
  conv2dInputGradient: ({ other, kernel }) => call(conv2dInputGradientOp, [other, kernel], noAttributes),
  conv2dKernelGradient: ({ map, other }) => call(conv2dKernelGradientOp, [map, other], { kernel: [3, 3] }),
  maxPool: ({ map }) => maxPool(map, size).what,
  unpool: (inputs) => unpool(inputs.pooled, switchesOf(inputs)),
  takeAt: (inputs) => takeAt(inputs.other, switchesOf(inputs)),
  upsample: ({ pooled }) => upsample(pooled, size, mapShape),
  sumRegions: ({ map }) => call(sumRegionsOp, [map], { size }),
  regions: ({ map }) => regions(map, size),
  mergeRegions: ({ cells }) => mergeRegions(cells, size, mapShape),
  batchPart: ({ map }) => batchPart(map, 1, 1),
  joinBatch: ({ map, other }) => joinBatch([map, batchPart(other, 0, 1)]),
  softmax: ({ cells }) => softmax(cells, 3),
  logSoftmax: ({ left }) => logSoftmax(left),
};

/** A program with an output for every op, called after it. */
export function opsProgram(): Program {
  const graph = new Graph(false);
  const inputs = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, feed(graph, name, shape)]),
  ) as Inputs;
  const outputs = new Map(Object.entries(cases).map(([name, trace]) => [name, trace(inputs, graph)]));
  return finishProgram("self-test of the ops", graph, outputs);
}
