/** The sums with known results, on the native TensorFlow where there is one, and on libraries that get them wrong. */
import { describe, expect, it } from "vitest";
import {
  loadTensorflow,
  locateTensorflow,
  type Tensorflow,
} from "../../../src/runtime/engines/tensorflow/library/index.js";
import { findWrongNumbers } from "../../../src/setup/tensorflow/numbers.js";

const reason =
  locateTensorflow() === undefined ? " (skipped: no native TensorFlow; npx swwae setup tensorflow)" : "";

describe.skipIf(reason !== "")(`the native TensorFlow${reason}`, () => {
  it("computes what it should", async () => {
    expect(findWrongNumbers(await loadTensorflow(), null)).toEqual([]);
  });

  it("is found out when it is another version", async () => {
    expect(findWrongNumbers(await loadTensorflow(), "0.0.0")).toEqual([
      expect.stringMatching(/^the library's version is \d+\.\d+\.\d+, and should be 0\.0\.0$/),
    ]);
  });

  it("is found out when a tie goes to the last of the maxima, or another backend answers", async () => {
    const tf = await loadTensorflow();
    const last = { grad: () => () => tf.tensor1d([0, 0, 0, 9]), getBackend: () => "cpu" };
    const wrong = new Proxy(tf, {
      get: (target, name) => Reflect.get(name in last ? last : target, name) as unknown,
    }) as Tensorflow;
    expect(findWrongNumbers(wrong, null)).toEqual([
      "the backend is cpu, and should be tensorflow",
      "the gradient of a max-pool with ties is 0 0 0 9, and should be 0 9 0 0",
    ]);
  });
});
