/** The sums with known results, on the native TensorFlow where there is one, and on one that gets them wrong. */
import { describe, expect, it } from "vitest";
import {
  loadBinding,
  locateTensorflow,
  type TensorflowBinding,
} from "../../../src/runtime/engines/tensorflow/library/index.js";
import { findWrongNumbers } from "../../../src/setup/tensorflow/numbers.js";

const reason =
  locateTensorflow() === undefined ? " (skipped: no native TensorFlow; npx swwae setup tensorflow)" : "";

describe.skipIf(reason !== "")(`the native TensorFlow${reason}`, () => {
  it("computes what it should, and keeps no tensor", () => {
    const binding = loadBinding(1);
    const before = binding.getNumOfTensors();
    expect(findWrongNumbers(binding, null)).toEqual([]);
    expect(binding.getNumOfTensors()).toBe(before);
  });

  it("is found out when it is another version", () => {
    expect(findWrongNumbers(loadBinding(1), "0.0.0")).toEqual([
      expect.stringMatching(/^the library's version is \d+\.\d+\.\d+, and should be 0\.0\.0$/),
    ]);
  });

  it("is found out when a tie goes to the last of the maxima", () => {
    const answers = [[7, 10, 15, 22], [2], [3], [0, 0, 0, 9]];
    const wrong = Object.create(loadBinding(1), {
      tensorDataSync: { value: () => answers.shift() },
    }) as TensorflowBinding;
    expect(findWrongNumbers(wrong, null)).toEqual([
      "a max-pool with ties, and its switch, is 2, 3, and should be 2, 1",
      "the gradient of a max-pool with ties is 0 0 0 9, and should be 0 9 0 0",
    ]);
  });
});
