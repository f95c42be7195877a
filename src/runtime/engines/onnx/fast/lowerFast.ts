/** Lowers a program by the fast kernels; poolings take their bias and ReLU along. */
import type { Program } from "../../../graph/program.js";
import type { OpName } from "../../../ops/index.js";
import type { Lowering } from "../lowering.js";
import { findBiasedPools } from "./biasedPools.js";
import { fastKernels } from "./kernels.js";
import { maxPoolWithBias } from "./pooling.js";

export function lowerFast(lowering: Lowering, program: Program): void {
  const { pools, absorbed } = findBiasedPools(program);
  for (const node of program.nodes) {
    if (absorbed.has(node)) continue;
    const pool = pools.get(node);
    if (pool === undefined) fastKernels[node.op.name as OpName](lowering, node);
    else maxPoolWithBias(lowering, node, pool);
  }
}
