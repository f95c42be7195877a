/**
 * Sums and products of maps with numbers per channel.
 *
 * ONNX Runtime stretches a vector along the last axis by running over it again and again; with few channels each run is short, and
 * what stands between the runs takes most of the time. The vector is then written down once for all images of the batch.
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Tensor } from "../../../graph/graph.js";
import { mapSizes } from "../../../graph/shape.js";
import { type CellLayout, type Regions, shapeOfCells } from "../cells.js";
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
    if (!isOfBoth || map.shape[3] === 1) return general(lowering, node);
    const layout = lowering.layoutOf(map);
    if (layout !== "spatialFirst" && layout !== "imagesLast") return general(lowering, node);
    const [batch, height, width, channels] = mapSizes(map.shape, operator);
    const value = lowering.as(inputOf(node), layout);
    const regions = { batch, height, width, channels };
    const result = perChannel(lowering, operator, { value, regions, layout }, vector);
    lowering.hold(outputOf(node), layout, result);
  };
}

/** A map, or one of its cells, in one of the layouts of cells. */
interface CellMap {
  readonly value: Value;
  readonly regions: Pick<Regions, "height" | "width" | "batch" | "channels">;
  readonly layout: CellLayout;
}

/** A map and numbers per channel under an operator. */
export function perChannel(
  lowering: Lowering,
  operator: string,
  { value, regions, layout }: CellMap,
  numbers: Tensor,
  change: { readonly key: string; readonly make: (numbers: Value) => Value } = {
    key: "",
    make: (given) => given,
  },
): Value {
  const { builder } = lowering;
  const { height, width, batch, channels } = regions;
  const shape = shapeOfCells(regions, layout);
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
  if (layout !== "spatialFirst") {
    const [before = 1, , across = 1] = shape;
    const rows = lowering.reshape(value, [before, channels, across * batch]);
    const stretched = lowering.reshape(changed, [channels, 1]);
    return lowering.reshape(builder.add(operator, [rows, stretched]), shape);
  }
  if (channels >= longRun) return builder.add(operator, [value, changed]);
  const written = lowering.once(`${change.key} per channel ${keyOf(numbers)} for ${batch} images`, () =>
    builder.add("Tile", [changed, builder.integers([batch])]),
  );
  const rows = lowering.reshape(value, [height * width, batch * channels]);
  return lowering.reshape(builder.add(operator, [rows, written]), shape);
}
