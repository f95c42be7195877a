/** Sums with known results: what a TensorFlow must compute before anybody trains with it. */
import type { OpAttribute, TensorflowBinding } from "../../runtime/engines/tensorflow/library/index.js";

/**
 * Computes a product of matrices, and a max-pool over a window with three equal maxima. Its switch belongs to the first of them, and
 * so does its gradient: where another one got it, every where of a what-where auto-encoder would be open to doubt.
 *
 * @param expectedVersion null where any will do
 * @returns what is wrong, in a sentence each; empty for a library that is right
 */
export function findWrongNumbers(binding: TensorflowBinding, expectedVersion: string | null): string[] {
  const { TF_Version: version, TF_FLOAT: float } = binding;
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
  const flag = (name: string, value: boolean) => ({ name, type: binding.TF_ATTR_BOOL, value });
  const pooling: OpAttribute[] = [
    type("T", float),
    { name: "ksize", type: binding.TF_ATTR_INT, value: [1, 2, 2, 1] },
    { name: "strides", type: binding.TF_ATTR_INT, value: [1, 2, 2, 1] },
    { name: "padding", type: binding.TF_ATTR_STRING, value: "VALID" },
  ];
  const square = { shape: [2, 2], data: [1, 2, 3, 4] };
  const product = [type("T", float), flag("transpose_a", false), flag("transpose_b", false)];
  const image = { shape: [1, 2, 2, 1], data: [0, 2, 2, 2] };
  const pooled = { shape: [1, 1, 1, 1], data: [2] };
  const gradient = { shape: [1, 1, 1, 1], data: [9] };
  const switches = [...pooling, type("Targmax", binding.TF_INT64), flag("include_batch_in_index", true)];
  return [
    ...(expectedVersion === null ? [] : difference("the library's version", version, expectedVersion)),
    ...difference(
      "a product of matrices",
      compute(binding, "MatMul", product, [square, square]),
      "7 10 15 22",
    ),
    ...difference(
      "a max-pool with ties, and its switch,",
      compute(binding, "MaxPoolWithArgmax", switches, [image], 2),
      "2, 1",
    ),
    ...difference(
      "the gradient of a max-pool with ties",
      compute(binding, "MaxPoolGrad", pooling, [image, pooled, gradient]),
      "0 9 0 0",
    ),
  ];
}

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Runs a kernel, and writes its outputs down: numbers with spaces between them, outputs with commas. */
function compute(
  binding: TensorflowBinding,
  kernel: string,
  attributes: readonly OpAttribute[],
  inputs: readonly Numbers[],
  outputs = 1,
): string {
  const tensors = inputs.map(({ shape, data }) =>
    binding.createTensor(shape, binding.TF_FLOAT, Float32Array.from(data)),
  );
  const results = binding.executeOp(kernel, attributes, tensors, outputs).map(({ id }) => id);
  const written = results.map((result) => Array.from(binding.tensorDataSync(result), Number).join(" "));
  for (const tensor of [...tensors, ...results]) binding.deleteTensor(tensor);
  return written.join(", ");
}

function difference(what: string, actual: string, expected: string): string[] {
  return actual === expected ? [] : [`${what} is ${actual}, and should be ${expected}`];
}
