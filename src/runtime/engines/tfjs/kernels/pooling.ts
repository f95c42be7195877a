/**
 * Pooling regions, switches, unpooling and upsampling.
 *
 * Everything goes through one view of a map: its regions [n, h', w', P·Q, c], the cells of each region row-major along axis 3.
 * A switch is a mask of that shape, true at exactly one cell of each region. Values are chosen by the mask and never
 * multiplied by it: 0 · ∞ would be NaN and spread from one cell to its neighbours.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { PoolSize, TensorType } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import { mapSizes, pooledShape, type Shape } from "../../../graph/shape.js";

/** The cells of a region lie along this axis of its view. */
const cellAxis = 3;

/** A map [n, h, w, c] as its regions [n, h', w', P·Q, c]. */
export function regionsOf(map: tf.Tensor, [rows, columns]: PoolSize): tf.Tensor {
  const [n, height, width, channels] = pooledShape(map.shape, [rows, columns], "regions");
  const covered = tf.slice(map, [0, 0, 0, 0], [n, height * rows, width * columns, channels]);
  const apart = tf.reshape(covered, [n, height, rows, width, columns, channels]);
  return tf.reshape(tf.transpose(apart, [0, 1, 3, 2, 4, 5]), [n, height, width, rows * columns, channels]);
}

/** Regions [n, h', w', P·Q, c] as a map [n, h, w, c]; rows and columns that fill no region are 0. */
export function mapOfRegions(regions: tf.Tensor, [rows, columns]: PoolSize, map: Shape): tf.Tensor {
  const [n, height, width, channels] = pooledShape(map, [rows, columns], "regions");
  const [, mapHeight, mapWidth] = mapSizes(map, "regions");
  const apart = tf.reshape(regions, [n, height, width, rows, columns, channels]);
  const together = tf.transpose(apart, [0, 1, 3, 2, 4, 5]);
  return tf.pad(tf.reshape(together, [n, height * rows, width * columns, channels]), [
    [0, 0],
    [0, mapHeight - height * rows],
    [0, mapWidth - width * columns],
    [0, 0],
  ]);
}

/** What and switches of a map: the largest number of each region, and the mask of the first cell that holds it. */
export function maxPool(map: tf.Tensor, size: PoolSize): [what: tf.Tensor, switches: tf.Tensor] {
  const regions = regionsOf(map, size);
  const mask = maskOfLargest(regions);
  return [valueAt(regions, mask), mask];
}

/** Every what at its switch, zeros elsewhere: [n, h', w', c] → the map that was pooled. */
export function unpool(what: tf.Tensor, mask: tf.Tensor, type: TensorType | undefined): tf.Tensor {
  const { map, size } = expectSwitch(type);
  const everywhere = tf.broadcastTo(tf.expandDims(what, cellAxis), mask.shape);
  return mapOfRegions(tf.where(mask, everywhere, tf.zerosLike(everywhere)), size, map);
}

/** The numbers of a map [n, h, w, c] at the switches: [n, h', w', c]. */
export function takeAt(map: tf.Tensor, mask: tf.Tensor, type: TensorType | undefined): tf.Tensor {
  return valueAt(regionsOf(map, expectSwitch(type).size), mask);
}

/** Each number copied to every cell of its region: [n, h', w', c] → `map`. */
export function upsample(x: tf.Tensor, size: PoolSize, map: Shape): tf.Tensor {
  const [n, height, width, channels] = pooledShape(map, size, "upsample");
  const cells = [n, height, width, size[0] * size[1], channels];
  return mapOfRegions(tf.broadcastTo(tf.expandDims(x, cellAxis), cells), size, map);
}

/** The sum of each region: [n, h, w, c] → [n, h', w', c]. */
export function sumRegions(map: tf.Tensor, size: PoolSize): tf.Tensor {
  return tf.sum(regionsOf(map, size), cellAxis);
}

/**
 * The mask of each region's largest number, the first of equal ones. NaN counts as the largest, so that a run that has gone
 * wrong shows it instead of going on with the other cells.
 */
function maskOfLargest(regions: tf.Tensor): tf.Tensor {
  const comparable = tf.where(tf.isNaN(regions), tf.fill(regions.shape, Infinity), regions);
  const first = tf.expandDims(tf.argMax(comparable, cellAxis), cellAxis);
  const cells = regions.shape[cellAxis] ?? 1;
  return tf.equal(tf.reshape(tf.range(0, cells, 1, "int32"), [cells, 1]), first);
}

/** The number of each region that its mask chooses. */
function valueAt(regions: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return tf.sum(tf.where(mask, regions, tf.zerosLike(regions)), cellAxis);
}

function expectSwitch(type: TensorType | undefined): Extract<TensorType, { kind: "switch" }> {
  invariant(type?.kind === "switch", "the shape rules let only switches through");
  return type;
}
