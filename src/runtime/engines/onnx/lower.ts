/** From a program to an ONNX model: every node by the kernel of its op. */
import type { Node } from "../../graph/graph.js";
import type { Program } from "../../graph/program.js";
import type { OpName } from "../../ops/index.js";
import { GraphBuilder } from "./graphBuilder.js";
import { Lowering } from "./lowering.js";
import { resultOutput, updateOutput } from "./names.js";
import { fastKernels } from "./fast/kernels.js";
import { referenceKernels } from "./reference/kernels.js";

/** Writes one node of the step graph as ONNX nodes. */
export type Kernel = (lowering: Lowering, node: Node) => void;

/** How ops are written: in the plainest form, or in the fastest that is known for their shapes. */
export type LoweringName = "reference" | "fast";

const kernelsOf = { reference: referenceKernels, fast: fastKernels };

/** A program as the bytes of one ONNX model; `names.ts` says what its inputs and outputs are called. */
export function lowerProgram(program: Program, by: LoweringName): Uint8Array {
  const kernels = kernelsOf[by];
  const builder = new GraphBuilder();
  const lowering = new Lowering(builder);
  for (const node of program.nodes) kernels[node.op.name as OpName](lowering, node);

  for (const [name, tensor] of program.outputs) {
    builder.output(resultOutput(name), lowering.plain(tensor), tensor.shape);
  }
  for (const [name, tensor] of program.updates) {
    builder.output(updateOutput(name), lowering.plain(tensor), tensor.shape);
  }
  return builder.build(program.name);
}
