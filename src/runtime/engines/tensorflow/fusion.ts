/** What this TensorFlow makes of two ops that stand beside each other. */
import { call, Graph } from "../../graph/graph.js";
import { finishProgram, type Program } from "../../graph/program.js";
import { conv2d, conv2dKernelGradientOp } from "../../ops/conv2d.js";
import { feed } from "../../ops/source.js";
import { sum } from "../../ops/sum.js";
import { lowerProgram } from "./lower.js";
import type { Native } from "./native.js";

/** More ones than bfloat16 can count, in a map [n, h, w, c]. */
const ones = [8, 8, 8, 1];
const count = 512;

/**
 * Whether the gradient of a bias in bfloat16 is fused with that of its convolution's kernel. The fused op adds in single precision;
 * alone, TensorFlow adds in bfloat16, and gets no further than 256 ones. A small program tells.
 */
export function fusesBiasGradients(native: Native): boolean {
  const { savedModel, feeds, outputs } = lowerProgram(biasGradient(), {
    fast: "bfloat16",
    fusesBiasGradients: true,
  });
  const session = native.open(savedModel);
  try {
    const given = [...feeds].map(([name, value]) => {
      const shape = name === "kernel" ? [1, 1, 1, 1] : ones;
      return [value, { shape, data: new Float32Array(name === "kernel" ? 1 : count).fill(1) }] as const;
    });
    const results = session.run(new Map(given), [...outputs.values()]);
    return results.every(([result]) => result === count);
  } finally {
    session.close();
  }
}

/** The gradients of a bias and of a kernel of one number, by which ones went into ones. */
function biasGradient(): Program {
  const graph = new Graph(true);
  const kernel = feed(graph, "kernel", [1, 1, 1, 1]);
  const x = conv2d(feed(graph, "x", ones), kernel);
  const dy = conv2d(feed(graph, "dy", ones), kernel);
  const kernelGradient = call(conv2dKernelGradientOp, [x, dy], { kernel: [1, 1] });
  return finishProgram(
    "bias gradient",
    graph,
    new Map([
      ["bias", sum(dy, [0, 1, 2])],
      ["kernel", kernelGradient],
    ]),
  );
}
