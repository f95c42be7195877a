/** What the builds of ONNX Runtime for JavaScript have in common: one API, by onnxruntime-common. */
import type { Tensor as OrtTensor } from "onnxruntime-common";

/** A build of ONNX Runtime, as its package exports it. */
export type Ort = Pick<typeof import("onnxruntime-common"), "env" | "InferenceSession" | "Tensor">;

/** The numbers of a tensor, not copied. */
export function floats(tensor: OrtTensor): Float32Array {
  if (!(tensor.data instanceof Float32Array))
    throw new TypeError(`ONNX Runtime returned ${tensor.type}, not floats`);
  return tensor.data;
}
