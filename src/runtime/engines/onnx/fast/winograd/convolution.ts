/**
 * Convolutions between many channels on maps [h, w, n, c] by Winograd's method, every step a matrix product:
 *
 *     U = G · kernel · Gᵗ     V = BT · x · BTᵗ     y = AT · (V · U) · ATᵗ
 *
 * The gradients are the same steps backwards: dM = ATᵗ · dy · AT serves both of them,
 * dx = BTᵗ · (dM · Uᵗ) · BT, and dkernel = Gᵗ · (Vᵗ · dM) · G summed over the tiles.
 */
import type { Value } from "../../../../../onnx/graphBuilder.js";
import type { Tensor } from "../../../../graph/graph.js";
import { mapSizes } from "../../../../graph/shape.js";
import type { Kernel } from "../../kernel.js";
import { inputOf, keyOf, type Lowering, outputOf } from "../../lowering.js";
import { type ConvolutionGeometry, geometryOf } from "../../geometry.js";
import { type Axis, makeAxis } from "./axis.js";
import type { Matrix } from "./matrix.js";
import { along, alongBoth, lengthMade, transposeOf } from "./transform.js";

/** Both axes of a map. */
interface Plane {
  readonly rows: Axis;
  readonly columns: Axis;
}

export const conv2d: Kernel = (lowering, node) => {
  const geometry = geometryOf(node);
  const [x, kernel, y] = [inputOf(node, 0), inputOf(node, 1), outputOf(node)];
  const plane = planeOf(lowering, geometry, x, y);
  const products = lowering.product(
    transformedInput(lowering, x, geometry, plane),
    transformedKernel(lowering, kernel, geometry, plane),
  );
  const { rows, columns } = plane;
  const result = alongBoth(lowering, products, {
    rows: rows.at,
    columns: columns.at,
    rest: geometry.batch * geometry.filters,
  });
  hold(lowering, y, result);
};

export const conv2dInputGradient: Kernel = (lowering, node) => {
  const geometry = geometryOf(node);
  const [dy, kernel, dx] = [inputOf(node, 0), inputOf(node, 1), outputOf(node)];
  const plane = planeOf(lowering, geometry, dx, dy);
  const { rows, columns } = plane;
  const spread = lowering.fusedProduct(
    transformedGradient(lowering, dy, geometry, plane),
    transformedKernel(lowering, kernel, geometry, plane),
    { transB: 1 },
  );
  const result = alongBoth(lowering, spread, {
    rows: transposeOf(rows.bt),
    columns: transposeOf(columns.bt),
    rest: geometry.batch * geometry.channels,
  });
  hold(lowering, dx, result);
};

export const conv2dKernelGradient: Kernel = (lowering, node) => {
  const geometry = geometryOf(node);
  const [x, dy] = [inputOf(node, 0), inputOf(node, 1)];
  const plane = planeOf(lowering, geometry, x, dy);
  const { rows, columns } = plane;
  const { channels, filters } = geometry;
  const v = transformedInput(lowering, x, geometry, plane);
  const dm = transformedGradient(lowering, dy, geometry, plane);
  // The side with fewer channels gives the rows of the product: the columns fill whole vectors, and fewer numbers are turned over.
  const filtersFirst = filters < channels;
  const perTile = filtersFirst
    ? lowering.fusedProduct(dm, v, { transA: 1 })
    : lowering.fusedProduct(v, dm, { transA: 1 });
  // Along the columns the product has summed over the tiles already; along the rows `gradient` does.
  const alongRows = lowering.product(
    constant(lowering, rows.gradient),
    lowering.reshape(perTile, [rows.transformed, columns.products * channels * filters]),
  );
  const dkernel = along(lowering, transposeOf(columns.g), alongRows, {
    before: geometry.kernel[0],
    after: channels * filters,
  });
  const result = filtersFirst
    ? lowering.builder.add(
        "Transpose",
        [lowering.reshape(dkernel, [...geometry.kernel, filters, channels])],
        {
          attributes: { perm: [0, 1, 3, 2] },
        },
      )
    : lowering.reshape(dkernel, [...geometry.kernel, channels, filters]);
  lowering.hold(outputOf(node), "plain", result);
};

/** The axes of a convolution of x whose result, or the gradient of it, is y: each map as much of it as there is. */
function planeOf(lowering: Lowering, { kernel }: ConvolutionGeometry, x: Tensor, y: Tensor): Plane {
  const [readRows, readColumns] = extentOf(lowering, x);
  const [madeRows, madeColumns] = extentOf(lowering, y);
  return {
    rows: makeAxis({ read: readRows, made: madeRows, taps: kernel[0] }, "tileFirst"),
    // The products multiply all tiles of a row at once, so that those of one kind have to lie side by side.
    columns: makeAxis({ read: readColumns, made: madeColumns, taps: kernel[1] }, "productFirst"),
  };
}

/** Rows and columns of a map that are at hand or asked for. */
function extentOf(lowering: Lowering, map: Tensor): readonly [rows: number, columns: number] {
  const form = lowering.formOf(map);
  if (form?.kind === "inner") {
    const { size, height, width } = form.regions;
    return [height * size[0], width * size[1]];
  }
  const [, height, width] = mapSizes(map.shape, "a convolution");
  return [height, width];
}

/** As much of a map as there is, [rows, columns, n, c]. */
function extentIn(lowering: Lowering, map: Tensor): Value {
  const form = lowering.formOf(map);
  return form?.kind === "inner" ? lowering.inner(map, form.regions) : lowering.as(map, "spatialFirst");
}

/** V [row tiles, row products, column products, column tiles · n, c] of a map. */
function transformedInput(
  lowering: Lowering,
  x: Tensor,
  { batch, channels, kernel }: ConvolutionGeometry,
  { rows, columns }: Plane,
): Value {
  const extent = `${lengthMade(rows.at)}x${lengthMade(columns.at)} ${kernel.join("x")}`;
  return lowering.once(`winograd input ${keyOf(x)} for ${extent}`, () => {
    const v = alongBoth(lowering, extentIn(lowering, x), {
      rows: rows.bt,
      columns: columns.bt,
      rest: batch * channels,
    });
    return lowering.reshape(v, [
      rows.tiles,
      rows.products,
      columns.products,
      columns.tiles * batch,
      channels,
    ]);
  });
}

/** dM, of the same form as V: the gradient of the products. */
function transformedGradient(
  lowering: Lowering,
  dy: Tensor,
  { batch, filters, kernel }: ConvolutionGeometry,
  { rows, columns }: Plane,
): Value {
  return lowering.once(`winograd gradient ${keyOf(dy)} ${kernel.join("x")}`, () => {
    const dm = alongBoth(lowering, extentIn(lowering, dy), {
      rows: transposeOf(rows.at),
      columns: transposeOf(columns.at),
      rest: batch * filters,
    });
    return lowering.reshape(dm, [
      rows.tiles,
      rows.products,
      columns.products,
      columns.tiles * batch,
      filters,
    ]);
  });
}

/** U [1, row products, column products, c, k] of a kernel: the same for every tile of a row. */
function transformedKernel(
  lowering: Lowering,
  kernel: Tensor,
  { channels, filters }: ConvolutionGeometry,
  { rows, columns }: Plane,
): Value {
  return lowering.once(`winograd kernel ${keyOf(kernel)} ${rows.products} ${columns.products}`, () => {
    const u = alongBoth(lowering, lowering.plain(kernel), {
      rows: rows.g,
      columns: columns.g,
      rest: channels * filters,
    });
    return lowering.reshape(u, [1, rows.products, columns.products, channels, filters]);
  });
}

function constant({ builder }: Lowering, { rows, columns, values }: Matrix): Value {
  return builder.floats([rows, columns], values);
}

/** Holds a result, which is as much of the map as is asked for. */
function hold(lowering: Lowering, tensor: Tensor, value: Value): void {
  const [rows, columns] = extentOf(lowering, tensor);
  const [n, , , channels] = mapSizes(tensor.shape, "a convolution");
  const result = lowering.reshape(value, [rows, columns, n, channels]);
  if (lowering.formOf(tensor)?.kind === "inner") lowering.holdInner(tensor, result);
  else lowering.hold(tensor, "spatialFirst", result);
}
