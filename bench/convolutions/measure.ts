/** Times a convolution and both of its gradients in one of the forms that the fast lowering knows. */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { GraphBuilder } from "../../src/onnx/graphBuilder.js";
import { convolutionKernels } from "../../src/runtime/engines/onnx/fast/convolution.js";
import type { ConvolutionForm } from "../../src/runtime/engines/onnx/fast/convolutionForm.js";
import { fastKernels } from "../../src/runtime/engines/onnx/fast/kernels.js";
import type { ConvolutionGeometry } from "../../src/runtime/engines/geometry.js";
import { permutation } from "../../src/runtime/engines/onnx/layout.js";
import { outputOf } from "../../src/runtime/engines/nodes.js";
import { Lowering } from "../../src/runtime/engines/onnx/lowering.js";
import { feedInput } from "../../src/runtime/engines/onnx/names.js";
import { call, Graph, type Tensor } from "../../src/runtime/graph/graph.js";
import { finishProgram, type Program } from "../../src/runtime/graph/program.js";
import { countOf } from "../../src/runtime/graph/shape.js";
import { conv2d, conv2dInputGradientOp, conv2dKernelGradientOp } from "../../src/runtime/ops/conv2d.js";
import type { AttributesOf, OpName } from "../../src/runtime/ops/index.js";
import { feed } from "../../src/runtime/ops/source.js";
import { sum } from "../../src/runtime/ops/sum.js";

const runs = 9;

const ort = createRequire(import.meta.url)("onnxruntime-node") as typeof import("onnxruntime-common");

/** Milliseconds of the fastest of several runs. */
export async function timeOf(geometry: ConvolutionGeometry, form: ConvolutionForm): Promise<number> {
  const program = programOf(geometry);
  const session = await ort.InferenceSession.create(modelOf(program, form), {
    intraOpNumThreads: availableParallelism(),
    enableMemPattern: false,
    logSeverityLevel: 3,
  });
  const inputs = Object.fromEntries(
    program.nodes
      .filter(({ op }) => op.name === "feed")
      .map((node) => {
        const shape = shapeInMemory(outputOf(node));
        const numbers = Float32Array.from({ length: countOf(shape) }, (_, at) => ((at * 37) % 101) / 101);
        const { name } = node.attributes as AttributesOf<"feed">;
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

const kernelName = "kernel";

/** A convolution and both of its gradients, summed so that little has to be copied out. */
function programOf({ batch, height, width, channels, filters, kernel }: ConvolutionGeometry): Program {
  const graph = new Graph(true);
  const x = feed(graph, "x", [batch, height, width, channels]);
  const dy = feed(graph, "dy", [batch, height, width, filters]);
  const weights = feed(graph, kernelName, [...kernel, channels, filters]);
  const outputs = new Map([
    ["y", sum(conv2d(x, weights), [0, 1, 2])],
    ["dx", sum(call(conv2dInputGradientOp, [dy, weights], {}), [0, 1, 2])],
    ["dkernel", call(conv2dKernelGradientOp, [x, dy], { kernel })],
  ]);
  return finishProgram("convolution", graph, outputs);
}

/** Maps lie before and behind as the rest of a step holds them, [h, w, n, c]: a form that wants another order pays for it. */
function modelOf(program: Program, form: ConvolutionForm): Uint8Array {
  const builder = new GraphBuilder();
  const lowering = new Lowering(builder);
  for (const node of program.nodes) {
    const name = node.op.name as OpName;
    if (name === "feed") {
      const tensor = outputOf(node);
      const value = builder.input(
        feedInput((node.attributes as AttributesOf<"feed">).name),
        shapeInMemory(tensor),
      );
      lowering.hold(tensor, isMap(tensor) ? "spatialFirst" : "plain", value);
    } else if (name === "conv2d" || name === "conv2dInputGradient") {
      convolutionKernels[form][name](lowering, node);
      lowering.as(outputOf(node), "spatialFirst");
    } else if (name === "conv2dKernelGradient") {
      convolutionKernels[form][name](lowering, node);
    } else {
      fastKernels[name](lowering, node);
    }
  }
  for (const [name, tensor] of program.outputs) builder.output(name, lowering.plain(tensor), tensor.shape);
  return builder.build(program.name);
}

function isMap({ node }: Tensor): boolean {
  return (node.attributes as AttributesOf<"feed">).name !== kernelName;
}

function shapeInMemory(tensor: Tensor): readonly number[] {
  if (!isMap(tensor)) return tensor.shape;
  return permutation("plain", "spatialFirst").map((axis) => tensor.shape[axis] ?? 1);
}
