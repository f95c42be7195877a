/**
 * Sums and products of maps [h, w, n, c] with numbers per channel.
 *
 * ONNX Runtime stretches a vector along the last axis by running over it again and again; with few channels each run is short, and
 * what stands between the runs takes most of the time. The vector is then written down once for all images of the batch.
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Tensor } from "../../../graph/graph.js";
import { mapSizes, type Shape } from "../../../graph/shape.js";
import type { Kernel } from "../kernel.js";
import { inputOf, keyOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";
import { elementwise, ofOneChannel } from "../reference/elementwise.js";

/** Runs of so many numbers are long enough. */
const longRun = 64;

/** The kernel of an operator of two tensors; only what is of a map and a vector, in this order, is treated in a way of its own. */
export function withNumbersPerChannel(operator: string): Kernel {
  const general = elementwise(operator);
  return (lowering, node) => {
    const [map, vector] = node.inputs;
    const isOfBoth = map?.shape.length === 4 && vector?.shape.length === 1;
    // The only channel's number is one number for the whole map, as a scalar is.
    if (!isOfBoth || map.shape[3] === 1 || lowering.layoutOf(map) !== "spatialFirst")
      return general(lowering, node);
    const [n, height, width, channels] = mapSizes(map.shape, operator);
    const value = lowering.as(inputOf(node), "spatialFirst");
    const result = perChannel(lowering, operator, { value, shape: [height, width, n, channels] }, vector);
    lowering.hold(outputOf(node), "spatialFirst", result);
  };
}

/** A map [h, w, n, c] and numbers per channel under an operator. */
export function perChannel(
  lowering: Lowering,
  operator: string,
  { value, shape }: { readonly value: Value; readonly shape: Shape },
  numbers: Tensor,
  change: { readonly key: string; readonly make: (numbers: Value) => Value } = {
    key: "",
    make: (given) => given,
  },
): Value {
  const { builder } = lowering;
  const [height = 1, width = 1, batch = 1, channels = 1] = shape;
  const changed = lowering.once(`${change.key} per channel ${keyOf(numbers)}`, () =>
    change.make(lowering.plain(numbers)),
  );
  if (channels === 1) {
    const inputs = [
      { value, isMap: true },
      { value: changed, isMap: false },
    ];
    return ofOneChannel(lowering, operator, inputs, shape);
  }
  if (channels >= longRun) return builder.add(operator, [value, changed]);
  const written = lowering.once(`${change.key} per channel ${keyOf(numbers)} for ${batch} images`, () =>
    builder.add("Tile", [changed, builder.integers([batch])]),
  );
  const rows = lowering.reshape(value, [height * width, batch * channels]);
  return lowering.reshape(builder.add(operator, [rows, written]), shape);
}
