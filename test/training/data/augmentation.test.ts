/** Augmentation: each change against pictures of a few pixels, with random numbers that the test chooses. */
import { type AugmentationStep, imageTransforms, randomStream, type RandomStream } from "swwae/runtime";
import { augmentation, type ImageShape, middles, UserError } from "swwae/training";
import { describe, expect, it } from "vitest";

const nowhere = () => ({ generator: [], spare: null });

/** A stream that gives these numbers and no others. */
function scripted(...numbers: readonly number[]): RandomStream {
  const left = [...numbers];
  const next = () => {
    const number = left.shift();
    if (number === undefined) throw new Error("no number is left");
    return number;
  };
  return { uniform: next, integer: next, normal: next, position: nowhere, moveTo: () => undefined };
}

function changed(step: AugmentationStep, shape: ImageShape, image: readonly number[], random: RandomStream) {
  const [transform] = augmentation([step], shape, random);
  return [...transform!.apply(Float32Array.from(image))];
}

// prettier-ignore
const square = [
  1, 2, 3,
  4, 5, 6,
  7, 8, 9,
];

describe("shift", () => {
  // The numbers drawn are 0 … 2 · pixels: rows first, then columns.
  // prettier-ignore
  it.each([
    ["by nothing", [1, 1], square],
    ["one row down", [2, 1], [0, 0, 0, 1, 2, 3, 4, 5, 6]],
    ["one column to the left", [1, 0], [2, 3, 0, 5, 6, 0, 8, 9, 0]],
    ["up and to the right", [0, 2], [0, 4, 5, 0, 7, 8, 0, 0, 0]],
  ])("%s", (_, drawn, expected) => {
    expect(changed({ kind: "shift", pixels: 1 }, [3, 3, 1], square, scripted(...drawn))).toEqual(expected);
  });

  it("moves all channels of a pixel together", () => {
    const image = [1, 10, 2, 20];
    expect(changed({ kind: "shift", pixels: 1 }, [1, 2, 2], image, scripted(1, 2))).toEqual([0, 0, 1, 10]);
  });

  it("reaches every distance up to its pixels, and none beyond", () => {
    const image = new Float32Array(49);
    image[24] = 1;
    const [transform] = augmentation([{ kind: "shift", pixels: 2 }], [7, 7, 1], randomStream(1, "shift"));
    const places = new Set(Array.from({ length: 500 }, () => transform!.apply(image).indexOf(1)));
    const expected = [1, 2, 3, 4, 5].flatMap((row) => [1, 2, 3, 4, 5].map((column) => row * 7 + column));
    expect([...places].sort((a, b) => a - b)).toEqual(expected);
  });
});

describe("flip", () => {
  const flip = { kind: "flip", axis: "horizontal" } as const;

  it("mirrors left and right below one half", () => {
    expect(changed(flip, [3, 3, 1], square, scripted(0.49))).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
    expect(changed(flip, [1, 2, 2], [1, 10, 2, 20], scripted(0))).toEqual([2, 20, 1, 10]);
  });

  it("leaves the other half as it is", () => {
    expect(changed(flip, [3, 3, 1], square, scripted(0.5))).toEqual(square);
  });
});

describe("crop", () => {
  const crop = { kind: "crop", height: 2, width: 1 } as const;

  it("takes a part at random, of the size asked for", () => {
    expect(changed(crop, [3, 3, 1], square, scripted(0, 0))).toEqual([1, 4]);
    expect(changed(crop, [3, 3, 1], square, scripted(1, 2))).toEqual([6, 9]);
    expect(changed({ kind: "crop", height: 1, width: 1 }, [1, 2, 2], [1, 10, 2, 20], scripted(0, 1))).toEqual(
      [2, 20],
    );
    expect(augmentation([crop], [3, 3, 2], scripted())[0]?.shape).toEqual([2, 1, 2]);
  });

  it("reaches every part", () => {
    const [transform] = augmentation([crop], [3, 3, 1], randomStream(1, "crop"));
    const parts = new Set(
      Array.from({ length: 200 }, () => transform!.apply(Float32Array.from(square)).join()),
    );
    expect([...parts].sort()).toEqual(["1,4", "2,5", "3,6", "4,7", "5,8", "6,9"]);
  });

  it("takes the middle of images that are not trained on, and no other step changes those", () => {
    const steps: AugmentationStep[] = [
      { kind: "shift", pixels: 1 },
      crop,
      { kind: "flip", axis: "horizontal" },
    ];
    const transforms = imageTransforms(middles(steps, [3, 3, 1]), [3, 3, 1]);
    expect(transforms).toHaveLength(1);
    expect([...transforms[0]!.apply(Float32Array.from(square))]).toEqual([2, 5]);
  });

  it("of more than the image is refused", () => {
    const large = [{ ...crop, height: 4 }];
    const refusal = new UserError("a part of 4x1 cannot be cropped from images of 3x3", {
      hint: "crop at most 3x3",
    });
    expect(() => augmentation(large, [3, 3, 1], randomStream(1, "crop"))).toThrow(refusal);
    expect(() => middles(large, [3, 3, 1])).toThrow(refusal);
  });
});

it("the same stream makes the same changes, image after image, in the order of the steps", () => {
  const steps: AugmentationStep[] = [
    { kind: "flip", axis: "horizontal" },
    { kind: "shift", pixels: 1 },
  ];
  const run = () => {
    const transforms = augmentation(steps, [3, 3, 1], randomStream(5, "augmentation"));
    return Array.from({ length: 8 }, () =>
      transforms.reduce<Float32Array>((image, { apply }) => apply(image), Float32Array.from(square)).slice(),
    );
  };
  expect(run()).toEqual(run());
  expect(new Set(run().map(String)).size).toBeGreaterThan(4);
  const both = augmentation(steps, [3, 3, 1], scripted(0, 1, 2)).reduce<Float32Array>(
    (image, { apply }) => apply(image),
    Float32Array.from(square),
  );
  expect([...both]).toEqual([0, 3, 2, 0, 6, 5, 0, 9, 8]);
});
