/** From a program to an ONNX model: every node by the kernel of its op. */
import { GraphBuilder } from "../../../onnx/graphBuilder.js";
import type { Node } from "../../graph/graph.js";
import { optimise } from "../../graph/passes/index.js";
import { splitBatch } from "../../graph/passes/splitBatch.js";
import type { Program } from "../../graph/program.js";
import type { OpName } from "../../ops/index.js";
import { lowerFast } from "./fast/lowerFast.js";
import { Lowering } from "./lowering.js";
import { resultOutput, updateOutput } from "./names.js";
import { referenceKernels } from "./reference/kernels.js";

/** How ops are written: in the plainest form, or in the fastest that is known for their shapes. */
export type LoweringName = "reference" | "fast";

/**
 * Maps far beyond the processor's cache are worked on a few images at a time: the products of Winograd's method, more than twice as
 * large as a map, then take a quarter of the memory. Smaller ones stay whole, because products of few images are slower.
 */
const largeMaps = { largest: 4_500_000, parts: 4 };

/** A program as the bytes of one ONNX model; `names.ts` says what its inputs and outputs are called. */
export function lowerProgram(program: Program, by: LoweringName): Uint8Array {
  return lower(program, by, new GraphBuilder());
}

/** The same, with the names of its nodes telling which node of the step graph they belong to. */
export function lowerMarked(
  program: Program,
  by: LoweringName,
): { readonly model: Uint8Array; readonly nodeOf: (name: string) => Node | null } {
  const builder = new GraphBuilder();
  const nodes: Node[] = [];
  const model = lower(program, by, builder, (node) => {
    builder.mark = node === null ? "" : `step_${nodes.length}_`;
    if (node !== null) nodes.push(node);
  });
  // ONNX Runtime makes new names for what it fuses, of the old ones and words of its own.
  const nodeOf = (name: string): Node | null => nodes[Number(/step_(\d+)_/.exec(name)?.[1] ?? -1)] ?? null;
  return { model, nodeOf };
}

function lower(
  program: Program,
  by: LoweringName,
  builder: GraphBuilder,
  onNode: (node: Node | null) => void = () => {},
): Uint8Array {
  const lowered = by === "fast" ? splitBatch(optimise(program), largeMaps) : program;
  const lowering =
    by === "fast" ? lowerFast(builder, lowered, onNode) : lowerPlainly(builder, lowered, onNode);
  builder.mark = "";

  for (const [name, tensor] of lowered.outputs) {
    builder.output(resultOutput(name), lowering.plain(tensor), tensor.shape);
  }
  for (const [name, tensor] of lowered.updates) {
    builder.output(updateOutput(name), lowering.plain(tensor), tensor.shape);
  }
  return builder.build(program.name);
}

function lowerPlainly(builder: GraphBuilder, program: Program, onNode: (node: Node) => void): Lowering {
  const lowering = new Lowering(builder);
  for (const node of program.nodes) {
    onNode(node);
    referenceKernels[node.op.name as OpName](lowering, node);
  }
  return lowering;
}
