/** Sums with known results: what a TensorFlow must compute before anybody trains with it. */
import type { Rank } from "@tensorflow/tfjs-core";
import { backendOf, type Tensorflow } from "../../runtime/engines/tensorflow/library/index.js";

/**
 * Computes a product of matrices, and the gradient of a max-pool over a window with three equal maxima, which belongs to the first
 * of them: where another one got it, every switch of a what-where auto-encoder would be open to doubt.
 *
 * @returns what is wrong, in a sentence each; empty for a library that is right.
 */
export function findWrongNumbers(tf: Tensorflow, expectedVersion: string | null): string[] {
  const product = numbersOf(tf, () =>
    tf.matMul(
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [3, 4],
      ],
    ),
  );
  const gradient = numbersOf(tf, () => {
    const pool = (image: ReturnType<typeof tf.tensor>) =>
      tf.maxPool(tf.reshape<Rank.R4>(image, [1, 2, 2, 1]), 2, 2, "valid");
    return tf.grad(pool)(tf.tensor4d([0, 2, 2, 2], [1, 2, 2, 1]), tf.tensor4d([9], [1, 1, 1, 1]));
  });
  const version = backendOf(tf).binding.TF_Version;
  return [
    ...difference("the backend", tf.getBackend(), "tensorflow"),
    ...(expectedVersion === null ? [] : difference("the library's version", version, expectedVersion)),
    ...difference("a product of matrices", product, "7 10 15 22"),
    ...difference("the gradient of a max-pool with ties", gradient, "0 9 0 0"),
  ];
}

function numbersOf(tf: Tensorflow, compute: () => ReturnType<typeof tf.tensor>): string {
  return tf.tidy(() => Array.from(compute().dataSync()).join(" "));
}

function difference(what: string, actual: string, expected: string): string[] {
  return actual === expected ? [] : [`${what} is ${actual}, and should be ${expected}`];
}
