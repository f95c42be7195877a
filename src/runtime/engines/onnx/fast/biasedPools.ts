/**
 * Poolings that add the bias and rectify afterwards, at pooled size.
 *
 * For y = pool(relu(map + bias)) nothing needs map + bias as a whole: the largest cell before the bias is the largest after
 * it. Only where all cells come to 0 or less must the first win, which it does when it is raised to −bias at least; then the
 * largest plus bias is never negative, and the ReLU is done as well.
 */
import type { Node, Tensor } from "../../../graph/graph.js";
import type { Program } from "../../../graph/program.js";
import type { AttributesOf } from "../../../ops/index.js";
import { hasMasks } from "./regionLimit.js";

/** A pooling's map and bias before they are added. */
export interface BiasedPool {
  readonly map: Tensor;
  readonly bias: Tensor;
}

export interface BiasedPools {
  /** The poolings that take their map before its bias. */
  readonly pools: ReadonlyMap<Node, BiasedPool>;
  /** The additions and ReLUs that these poolings stand for, and that nothing else uses. */
  readonly absorbed: ReadonlySet<Node>;
}

/** Finds them: a maxPool of a relu of an add of a map and numbers per channel, of which nobody else uses the sums. */
export function findBiasedPools({ nodes, outputs, updates }: Program): BiasedPools {
  const users = new Map<Node, number>();
  const use = ({ node }: Tensor): void => void users.set(node, (users.get(node) ?? 0) + 1);
  for (const { inputs } of nodes) inputs.forEach(use);
  for (const tensors of [outputs, updates]) [...tensors.values()].forEach(use);

  const pools = new Map<Node, BiasedPool>();
  const absorbed = new Set<Node>();
  for (const node of nodes) {
    if (node.op.name !== "maxPool" || !hasMasks((node.attributes as AttributesOf<"maxPool">).size)) continue;
    const rectified = node.inputs[0]?.node;
    const sum = rectified?.inputs[0]?.node;
    const [map, bias] = sum?.inputs ?? [];
    if (rectified?.op.name !== "relu" || sum?.op.name !== "add" || !map || !bias) continue;
    if (users.get(rectified) !== 1 || users.get(sum) !== 1) continue;
    if (map.shape.length !== 4 || bias.shape.length !== 1) continue;
    pools.set(node, { map, bias });
    absorbed.add(rectified).add(sum);
  }
  return { pools, absorbed };
}
