/** Ops that work number by number, with stretching. */
import type { Node, Tensor } from "../../../graph/graph.js";
import { countOf, mapSizes, type Shape } from "../../../graph/shape.js";
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Layout } from "../layout.js";
import type { Kernel } from "../kernel.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";

/** A kernel that is one ONNX operator. Maps stay in the layout in which they are at hand. */
export function elementwise(operator: string): Kernel {
  return (lowering, node) => {
    const layout = commonLayout(lowering, node);
    const inputs = node.inputs.map((input) => stretchable(lowering, input, layout));
    const output = outputOf(node);
    const hasOneChannel = layout === "spatialFirst" && output.shape[3] === 1;
    if (hasOneChannel && node.inputs.some(isOneNumber)) {
      const [n, height, width] = mapSizes(output.shape, operator);
      const given = inputs.map((value, at) => ({ value, isMap: !isOneNumber(node.inputs[at]) }));
      lowering.hold(output, layout, ofOneChannel(lowering, operator, given, [height, width, n, 1]));
    } else lowering.hold(output, layout, lowering.builder.add(operator, inputs));
  };
}

/** An input of {@link ofOneChannel}. */
export interface MapOrNumber {
  readonly value: Value;
  readonly isMap: boolean;
}

/**
 * An operator of maps of one channel, whose shape is given, and of single numbers. ONNX Runtime stretches a number over an axis of length
 * 1 by itself, cell by cell; without that axis it takes all cells at once.
 */
export function ofOneChannel(
  lowering: Lowering,
  operator: string,
  inputs: readonly MapOrNumber[],
  shape: Shape,
): Value {
  const cells = countOf(shape);
  const flat = inputs.map(({ value, isMap }) => lowering.reshape(value, isMap ? [cells] : []));
  return lowering.reshape(lowering.builder.add(operator, flat), shape);
}

function isOneNumber(tensor: Tensor | undefined): boolean {
  return tensor !== undefined && tensor.shape.length < 4 && countOf(tensor.shape) === 1;
}

/** 1 where x > 0, else 0. */
export const positive: Kernel = (lowering, node) => {
  const x = inputOf(node);
  const layout = lowering.layoutOf(x);
  lowering.hold(outputOf(node), layout, lowering.step(lowering.as(x, layout)));
};

/**
 * The layout in which to work: that of a map among the inputs where besides maps there are at most scalars and one number per
 * channel, which stretch over any layout; else the plain one.
 */
function commonLayout(lowering: Lowering, node: Node): Layout {
  const stretches = node.inputs.every(
    ({ shape }) => shape.length === 4 || shape.length === 1 || countOf(shape) === 1,
  );
  const layouts = node.inputs
    .filter(({ shape }) => shape.length === 4)
    .map((input) => lowering.layoutOf(input));
  if (!stretches || layouts.length === 0) return "plain";
  return layouts.find((layout) => layout !== "plain") ?? "plain";
}

/**
 * An input so that it stretches over maps in a layout: numbers per channel become [c, 1, 1] before [n, c, h, w] and [h, c, w, n].
 */
function stretchable(lowering: Lowering, input: Tensor, layout: Layout): Value {
  if (input.shape.length === 4) return lowering.as(input, layout);
  const value = lowering.plain(input);
  if (layout === "plain") return value;
  if (input.shape.length !== 1) return lowering.reshape(value, []);
  return layout === "spatialFirst" ? value : lowering.reshape(value, [input.shape[0] ?? 1, 1, 1]);
}
