/** Lowers a program by the fast kernels; poolings take their bias and ReLU along, and Adam's updates come last, small ones together. */
import type { Node } from "../../../graph/graph.js";
import type { Program } from "../../../graph/program.js";
import type { OpName } from "../../../ops/index.js";
import type { GraphBuilder } from "../../../../onnx/graphBuilder.js";
import { Lowering } from "../lowering.js";
import { findAdamUpdates, writeAdam } from "./adam.js";
import { findBiasedPools } from "./biasedPools.js";
import { fastKernels } from "./kernels.js";
import { chooseMapForms } from "./mapForms.js";
import { maxPoolWithBias } from "./pooling.js";

export function lowerFast(
  builder: GraphBuilder,
  program: Program,
  onNode: (node: Node | null) => void = () => {},
): Lowering {
  const biasedPools = findBiasedPools(program);
  const { pools, absorbed } = biasedPools;
  const lowering = new Lowering(builder, chooseMapForms(program, biasedPools));
  const adam = findAdamUpdates(program);
  for (const node of program.nodes) {
    if (absorbed.has(node) || adam.absorbed.has(node)) continue;
    onNode(node);
    const pool = pools.get(node);
    if (pool === undefined) fastKernels[node.op.name as OpName](lowering, node);
    else maxPoolWithBias(lowering, node, pool);
  }
  writeAdam(lowering, program, adam, onNode);
  return lowering;
}
