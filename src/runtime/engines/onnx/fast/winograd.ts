/** Convolutions and their gradients by Winograd's method, on maps [h, w, n, c] as they are. */
import type { Tensor } from "../../../graph/graph.js";
import { mapSizes } from "../../../graph/shape.js";
import { type ConvolutionGeometry, geometryOf } from "../../geometry.js";
import type { Value } from "../../winograd/along.js";
import {
  type Extent,
  inputGradient,
  kernelGradient,
  keyOfTiles,
  makePlane,
  type Plane,
  result,
  transformedGradient,
  transformedInput,
  transformedKernel,
} from "../../winograd/convolution.js";
import { lengthMade } from "../../winograd/transform.js";
import type { Kernel } from "../kernel.js";
import { inputOf, keyOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";
import { algebraOf } from "./algebra.js";

export const conv2d: Kernel = (lowering, node) => {
  const geometry = geometryOf(node);
  const [x, kernel, y] = [inputOf(node, 0), inputOf(node, 1), outputOf(node)];
  const plane = planeOf(lowering, geometry, x, y);
  const v = inputOnce(lowering, x, geometry, plane);
  const u = kernelOnce(lowering, kernel, geometry, plane);
  hold(lowering, y, result(algebraOf(lowering), v, u, geometry, plane));
};

export const conv2dInputGradient: Kernel = (lowering, node) => {
  const geometry = geometryOf(node);
  const [dy, kernel, dx] = [inputOf(node, 0), inputOf(node, 1), outputOf(node)];
  const plane = planeOf(lowering, geometry, dx, dy);
  const dm = gradientOnce(lowering, dy, geometry, plane);
  const u = kernelOnce(lowering, kernel, geometry, plane);
  hold(lowering, dx, inputGradient(algebraOf(lowering), dm, u, geometry, plane));
};

export const conv2dKernelGradient: Kernel = (lowering, node) => {
  const geometry = geometryOf(node);
  const [x, dy] = [inputOf(node, 0), inputOf(node, 1)];
  const plane = planeOf(lowering, geometry, x, dy);
  const v = inputOnce(lowering, x, geometry, plane);
  const dm = gradientOnce(lowering, dy, geometry, plane);
  lowering.hold(outputOf(node), "plain", kernelGradient(algebraOf(lowering), v, dm, geometry, plane));
};

/** The axes of a convolution of x whose result, or the gradient of it, is y: each map as much of it as there is. */
function planeOf(lowering: Lowering, geometry: ConvolutionGeometry, x: Tensor, y: Tensor): Plane {
  return makePlane(extentOf(lowering, x), extentOf(lowering, y), geometry);
}

/** Rows and columns of a map that are at hand or asked for. */
function extentOf(lowering: Lowering, map: Tensor): Extent {
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

/** V, made once for the convolution and its kernel's gradient, and for all convolutions of a map that are alike. */
function inputOnce(lowering: Lowering, x: Tensor, geometry: ConvolutionGeometry, plane: Plane): Value {
  const made = `${lengthMade(plane.rows.at)}x${lengthMade(plane.columns.at)}`;
  return lowering.once(`winograd input ${keyOf(x)} for ${made} ${keyOfTiles(geometry, plane)}`, () =>
    transformedInput(algebraOf(lowering), extentIn(lowering, x), geometry, plane),
  );
}

/** dM, made once for both gradients. */
function gradientOnce(lowering: Lowering, dy: Tensor, geometry: ConvolutionGeometry, plane: Plane): Value {
  return lowering.once(`winograd gradient ${keyOf(dy)} ${keyOfTiles(geometry, plane)}`, () =>
    transformedGradient(algebraOf(lowering), extentIn(lowering, dy), geometry, plane),
  );
}

/** U, made once for the convolution and its input's gradient. */
function kernelOnce(lowering: Lowering, kernel: Tensor, geometry: ConvolutionGeometry, plane: Plane): Value {
  return lowering.once(`winograd kernel ${keyOf(kernel)} ${keyOfTiles(geometry, plane)}`, () =>
    transformedKernel(algebraOf(lowering), lowering.plain(kernel), geometry, plane),
  );
}

/** Holds a result, which is as much of the map as is asked for. */
function hold(lowering: Lowering, tensor: Tensor, value: Value): void {
  const [rows, columns] = extentOf(lowering, tensor);
  const [n, , , channels] = mapSizes(tensor.shape, "a convolution");
  const map = lowering.reshape(value, [rows, columns, n, channels]);
  if (lowering.formOf(tensor)?.kind === "inner") lowering.holdInner(tensor, map);
  else lowering.hold(tensor, "spatialFirst", map);
}
