/** The orders in which a map's axes may lie in memory. */

/**
 * - "plain": [n, h, w, c], the step graph's own;
 * - "channelsFirst": [n, c, h, w], in which ONNX Runtime convolves and pools;
 * - "spatialFirst": [h, w, n, c], in which whatever works along rows or columns is a plain matrix product;
 * - "imagesLast": [h, c, w, n], in which some rows of all channels are a matrix.
 */
export type Layout = "plain" | "channelsFirst" | "spatialFirst" | "imagesLast";

const orders: Readonly<Record<Layout, string>> = {
  plain: "nhwc",
  channelsFirst: "nchw",
  spatialFirst: "hwnc",
  imagesLast: "hcwn",
};

/** Where the axes n, h, w, c of the step graph stand in a layout. */
export function axesIn(layout: Layout, axes: readonly number[]): readonly number[] {
  return axes.map((axis) => orders[layout].indexOf(orders.plain.charAt(axis)));
}

/** The permutation that brings a map from one layout into another. */
export function permutation(from: Layout, to: Layout): readonly number[] {
  return [...orders[to]].map((axis) => orders[from].indexOf(axis));
}

/** Whether the axes that are left after summing some away stand in the step graph's order. */
export function keepsOrder(layout: Layout, summed: readonly number[]): boolean {
  const gone = new Set(summed.map((axis) => orders.plain.charAt(axis)));
  const left = (order: string): string => [...order].filter((axis) => !gone.has(axis)).join("");
  return left(orders[layout]) === left(orders.plain);
}
