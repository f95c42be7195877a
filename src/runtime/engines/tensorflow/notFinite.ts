/**
 * NaN that must not go unseen. The fast kernels of maps in bfloat16 make ordinary numbers of NaN, so a training that has gone wrong would
 * look as if it went on. Where they are used, all outputs become NaN as soon as a parameter or a number of the data is not finite.
 *
 * What overflows in the middle of a step makes a gradient NaN, and with it a parameter: it is seen in the next step.
 */
import type { Program } from "../../graph/program.js";
import type { Shape } from "../../graph/shape.js";
import type { Lowering } from "./lowering.js";
import type { Value } from "./savedModel/graphBuilder.js";

/** A float [] to be added to outputs: 0, or NaN where a number that goes into the program is NaN or infinite. Null where none goes in. */
export function notFinite(lowering: Lowering, { states, feeds }: Program): Value | null {
  const sumOf = (value: Value, shape: Shape) =>
    lowering.reduce(
      "Sum",
      value,
      shape.map((_, axis) => axis),
    );
  const parameters = states
    .filter(({ initial }) => initial === "parameter")
    .map(({ name, shape }) => sumOf(lowering.variable(name, shape).read, shape));
  const data = feeds
    .filter(({ kind }) => kind === "data")
    .flatMap(({ name, shape }) => {
      const value = lowering.feeds.get(name);
      return value === undefined ? [] : [sumOf(value, shape)];
    });
  const sums = [...parameters, ...data];
  if (sums.length === 0) return null;
  const { builder } = lowering;
  const isFinite = lowering.add("IsFinite", [lowering.add("AddN", sums, "float", { N: sums.length })]);
  return lowering.add("SelectV2", [isFinite, builder.scalar(0), builder.scalar(Number.NaN)]);
}
