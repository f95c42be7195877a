/** Ops that work number by number, with stretching. */
import type { Node, Tensor } from "../../../graph/graph.js";
import { countOf } from "../../../graph/shape.js";
import type { Value } from "../graphBuilder.js";
import type { Kernel } from "../lower.js";
import { inputOf, outputOf, type Lowering } from "../lowering.js";

/** A kernel that is one ONNX operator. Maps stay in the order in which they are at hand. */
export function elementwise(operator: string): Kernel {
  return (lowering, node) => {
    if (staysChannelsFirst(lowering, node)) {
      const inputs = node.inputs.map((input) => stretchable(lowering, input));
      lowering.setChannelsFirst(outputOf(node), lowering.builder.add(operator, inputs));
    } else {
      const inputs = node.inputs.map((input) => lowering.plain(input));
      lowering.setPlain(outputOf(node), lowering.builder.add(operator, inputs));
    }
  };
}

/** 1 where x > 0, else 0: a hard sigmoid so steep that every positive number above 3·10⁻³⁹ saturates it; the fastest form. */
export const positive: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const steep = { attributes: { alpha: { float: 3e38 }, beta: { float: 0 } } };
  if (lowering.isChannelsFirst(x)) {
    lowering.setChannelsFirst(
      outputOf(node),
      lowering.builder.add("HardSigmoid", [lowering.channelsFirst(x)], steep),
    );
  } else {
    lowering.setPlain(outputOf(node), lowering.builder.add("HardSigmoid", [lowering.plain(x)], steep));
  }
};

/** Whether the inputs are maps [n, c, h, w], with at most scalars and one number per channel beside them. */
function staysChannelsFirst(lowering: Lowering, node: Node): boolean {
  return (
    node.inputs.some((input) => lowering.isChannelsFirst(input)) &&
    node.inputs.every(({ shape }) => shape.length === 4 || shape.length === 1 || countOf(shape) === 1)
  );
}

/** An input so that it stretches over [n, c, h, w]: numbers per channel become [c, 1, 1]. */
function stretchable(lowering: Lowering, input: Tensor): Value {
  if (input.shape.length === 4) return lowering.channelsFirst(input);
  if (input.shape.length === 1) return lowering.reshape(lowering.plain(input), [input.shape[0] ?? 1, 1, 1]);
  return lowering.reshape(lowering.plain(input), []);
}
