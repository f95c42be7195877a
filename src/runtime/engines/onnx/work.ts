/** What a node of the step graph has to do at least, whatever its kernel does, and which part of the model it serves. */
import type { Node } from "../../graph/graph.js";
import { countOf, type Shape } from "../../graph/shape.js";
import type { StateAttributes } from "../../ops/source.js";

export interface Work {
  /** Multiplications and additions of a direct computation; 0 where moving numbers is all. */
  readonly flops: number;
  /** Of what goes in and comes out, as 32-bit floats. */
  readonly bytes: number;
}

export function workOf({ op, inputs, outputs, attributes }: Node): Work {
  const bytes = 4 * [...inputs, ...outputs].reduce((sum, { shape }) => sum + countOf(shape), 0);
  const shapes = inputs.map(({ shape }) => shape);
  const [first = [], second = []] = shapes;
  const output = outputs[0]?.shape ?? [];
  switch (op.name) {
    case "conv2d":
      return { flops: taps(output, second), bytes };
    case "conv2dInputGradient":
      return { flops: taps(first, second), bytes };
    case "conv2dKernelGradient":
      return { flops: taps(second, output), bytes };
    case "matmul": {
      const inner = attributes["transposeA"] === true ? first[0] : first[1];
      return { flops: 2 * countOf(output) * (inner ?? 0), bytes };
    }
    default:
      return { flops: 0, bytes };
  }
}

/** Every number of the map on the side of the results takes part once in each of the kernel's taps. */
function taps(map: Shape, kernel: Shape): number {
  return 2 * countOf(map) * countOf(kernel.slice(0, 3));
}

/**
 * What a node is for, in the model's words: the layer whose parameter it reads, makes the gradient of, or gives a new value; else the
 * shape of what it computes.
 */
export function purposeOf({ inputs, outputs }: Node): string {
  const states = inputs.flatMap(({ node }) =>
    node.op.name === "state" ? [(node.attributes as StateAttributes).name] : [],
  );
  const [state] = states;
  if (state !== undefined) return state.replace(/\.(kernel|bias)$/, "");
  return `[${(outputs[0]?.shape ?? []).join(", ")}]`;
}
