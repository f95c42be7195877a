/**
 * `npm run bench:convolutions`: what a convolution and its gradients cost in each form that the fast lowering knows, beside what its
 * estimate says, for shapes of many kinds. The form that the estimate chooses should be the fastest, or nearly.
 */
import { createRequire } from "node:module";
import { availableParallelism, cpus } from "node:os";
import { GraphBuilder } from "../src/onnx/graphBuilder.js";
import { convolutionKernels } from "../src/runtime/engines/onnx/fast/convolution.js";
import {
  convolutionCost,
  type ConvolutionForm,
  convolutionForm,
  formsOf,
} from "../src/runtime/engines/onnx/fast/convolutionForm.js";
import { fastKernels } from "../src/runtime/engines/onnx/fast/kernels.js";
import { type ConvolutionGeometry, geometryOf } from "../src/runtime/engines/onnx/geometry.js";
import { Lowering } from "../src/runtime/engines/onnx/lowering.js";
import { feedInput } from "../src/runtime/engines/onnx/names.js";
import { call, Graph } from "../src/runtime/graph/graph.js";
import { finishProgram, type Program } from "../src/runtime/graph/program.js";
import { countOf } from "../src/runtime/graph/shape.js";
import { conv2d, conv2dInputGradientOp, conv2dKernelGradientOp } from "../src/runtime/ops/conv2d.js";
import type { OpName } from "../src/runtime/ops/index.js";
import { feed } from "../src/runtime/ops/source.js";
import { sum } from "../src/runtime/ops/sum.js";

const batch = 64;
const runs = 9;

/** Height and width, channels, filters, and the kernel's height and width. */
const shapes: readonly (readonly [number, number, number, number])[] = [
  [28, 1, 64, 5],
  [28, 1, 16, 11],
  [28, 2, 16, 11],
  [28, 3, 64, 5],
  [28, 4, 4, 3],
  [28, 4, 16, 3],
  [28, 4, 32, 7],
  [28, 6, 6, 5],
  [28, 8, 16, 3],
  [28, 8, 32, 5],
  [28, 16, 16, 1],
  [28, 16, 16, 3],
  [28, 64, 1, 5],
  [14, 6, 64, 5],
  [14, 8, 64, 3],
  [14, 32, 32, 5],
  [14, 64, 64, 1],
  [14, 64, 64, 3],
  [14, 64, 64, 5],
  [14, 64, 64, 7],
  [14, 16, 32, 9],
  [7, 256, 256, 3],
];

const ort = createRequire(import.meta.url)("onnxruntime-node") as typeof import("onnxruntime-common");

/** A convolution and both of its gradients, summed so that little has to be copied out. */
function programOf({
  height,
  width,
  channels,
  filters,
  kernel: [rows, columns],
}: ConvolutionGeometry): Program {
  const graph = new Graph(true);
  const x = feed(graph, "x", [batch, height, width, channels]);
  const dy = feed(graph, "dy", [batch, height, width, filters]);
  const kernel = feed(graph, "kernel", [rows, columns, channels, filters]);
  const outputs = new Map([
    ["y", sum(conv2d(x, kernel), [0, 1, 2])],
    ["dx", sum(call(conv2dInputGradientOp, [dy, kernel], {}), [0, 1, 2])],
    ["dkernel", call(conv2dKernelGradientOp, [x, dy], { kernel: [rows, columns] })],
  ]);
  return finishProgram("convolution", graph, outputs);
}

function modelOf(program: Program, form: ConvolutionForm): Uint8Array {
  const builder = new GraphBuilder();
  const lowering = new Lowering(builder);
  for (const node of program.nodes) {
    const name = node.op.name as OpName;
    const isConvolution =
      name === "conv2d" || name === "conv2dInputGradient" || name === "conv2dKernelGradient";
    (isConvolution ? convolutionKernels[form][name] : fastKernels[name])(lowering, node);
  }
  for (const [name, tensor] of program.outputs) builder.output(name, lowering.plain(tensor), tensor.shape);
  return builder.build(program.name);
}

/** Milliseconds of the fastest of several runs. */
async function timeOf(program: Program, form: ConvolutionForm): Promise<number> {
  const session = await ort.InferenceSession.create(modelOf(program, form), {
    intraOpNumThreads: availableParallelism(),
    enableMemPattern: false,
    logSeverityLevel: 3,
  });
  const inputs = Object.fromEntries(
    program.feeds.map(({ name, shape }) => {
      const numbers = Float32Array.from({ length: countOf(shape) }, (_, at) => ((at * 37) % 101) / 101);
      return [feedInput(name), new ort.Tensor("float32", numbers, shape)];
    }),
  );
  let best = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await session.run(inputs);
    best = Math.min(best, performance.now() - start);
  }
  await session.release();
  return best;
}

console.log(`${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} threads, batch ${batch}`);
console.log(
  "milliseconds measured (estimated) of a convolution and its gradients; * the form that is chosen\n",
);
for (const [size, channels, filters, taps] of shapes) {
  const geometry: ConvolutionGeometry = {
    batch,
    height: size,
    width: size,
    channels,
    filters,
    kernel: [taps, taps],
  };
  const program = programOf(geometry);
  const node = program.nodes.find(({ op }) => op.name === "conv2d");
  const chosen = convolutionForm(node === undefined ? geometry : geometryOf(node));
  const cells: string[] = [];
  for (const form of formsOf(geometry)) {
    const measured = await timeOf(program, form);
    const estimated = convolutionCost(form, geometry) / 1e6;
    cells.push(`${form === chosen ? "*" : " "}${form} ${measured.toFixed(1)} (${estimated.toFixed(1)})`);
  }
  console.log(`${size}×${size} ${channels}→${filters} ${taps}×${taps}`.padEnd(22), cells.join("  "));
}
