/** From a program to an ONNX model: every node by the kernel of its op. */
import type { Node } from "../../graph/graph.js";
import type { Program } from "../../graph/program.js";
import type { OpName } from "../../ops/index.js";
import { GraphBuilder } from "./graphBuilder.js";
import { Lowering } from "./lowering.js";
import { resultOutput, updateOutput } from "./names.js";
import { referenceKernels } from "./reference/kernels.js";

/** Writes one node of the step graph as ONNX nodes. */
export type Kernel = (lowering: Lowering, node: Node) => void;

/** A program as the bytes of one ONNX model; `names.ts` says what its inputs and outputs are called. */
export function lowerProgram(program: Program): Uint8Array {
  const builder = new GraphBuilder();
  const lowering = new Lowering(builder);
  for (const node of program.nodes) referenceKernels[node.op.name as OpName](lowering, node);

  for (const [name, tensor] of program.outputs) {
    builder.output(resultOutput(name), lowering.plain(tensor), tensor.shape);
  }
  for (const [name, tensor] of program.updates) {
    builder.output(updateOutput(name), lowering.plain(tensor), tensor.shape);
  }
  return builder.build(program.name);
}
