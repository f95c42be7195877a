/** The sizes of a convolution, whichever of its three products is meant. */
import type { Node } from "../graph/graph.js";
import { mapSizes } from "../graph/shape.js";
import type { AttributesOf } from "../ops/index.js";
import { inputOf } from "./nodes.js";

export interface ConvolutionGeometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** Channels of the map that is convolved. */
  readonly channels: number;
  /** Channels of the result. */
  readonly filters: number;
  readonly kernel: readonly [rows: number, columns: number];
}

/** The geometry of a conv2d, conv2dInputGradient or conv2dKernelGradient node: that of its forward convolution. */
export function geometryOf(node: Node): ConvolutionGeometry {
  const [batch, height, width] = mapSizes(inputOf(node).shape, node.op.name);
  const sizes = { batch, height, width };
  if (node.op.name === "conv2dKernelGradient") {
    const [rows = 1, columns = 1] = (node.attributes as AttributesOf<"conv2dKernelGradient">).kernel;
    const channels = mapSizes(inputOf(node).shape, node.op.name)[3];
    const filters = mapSizes(inputOf(node, 1).shape, node.op.name)[3];
    return { ...sizes, channels, filters, kernel: [rows, columns] };
  }
  const [rows, columns, channels, filters] = mapSizes(inputOf(node, 1).shape, `${node.op.name}'s kernel`);
  return { ...sizes, channels, filters, kernel: [rows, columns] };
}
