/** Preprocessing: statistics of the training images, margins, local contrast, and their order. */
import type { PreprocessingStep } from "swwae/runtime";
import { ImagePipeline, type ImageShape, localContrast, preprocessing, UserError } from "swwae/training";
import { describe, expect, it } from "vitest";
import { expectClose } from "../../support/values.js";

function samplesOf(images: readonly number[], count: number) {
  return { images: Uint8Array.from(images), labels: new Uint8Array(count) };
}

function prepared(steps: readonly PreprocessingStep[], shape: ImageShape, images: readonly number[]) {
  const samples = samplesOf(images, images.length / (shape[0] * shape[1] * shape[2]));
  const { transforms, statistics } = preprocessing(steps, shape, samples);
  const pipeline = new ImagePipeline(shape, transforms);
  return { statistics, pipeline, values: pipeline.range(samples.images, 0, samples.labels.length) };
}

describe("scale", () => {
  it("is what happens to bytes anyway", () => {
    expect(prepared([{ kind: "scale" }], [1, 2, 1], [0, 51]).values).toEqual(Float32Array.from([0, 0.2]));
    expect(prepared([], [1, 2, 1], [0, 51]).values).toEqual(Float32Array.from([0, 0.2]));
  });
});

describe("standardise", () => {
  it("gives every channel mean 0 and deviation 1 over the training images", () => {
    // Channel 0: 0, 102, 0, 102. Channel 1: 255 everywhere, which no division can spread.
    const { statistics, values } = prepared(
      [{ kind: "standardise" }],
      [1, 2, 2],
      [0, 255, 102, 255, 0, 255, 102, 255],
    );
    expectClose(statistics[0]?.mean ?? [], [0.2, 1], 1e-7);
    expectClose(statistics[0]?.deviation ?? [], [0.2, 1], 1e-7);
    expectClose([...values], [-1, 0, 1, 0, -1, 0, 1, 0], 1e-6);
  });

  it("takes statistics that were measured before instead", () => {
    const { transforms } = preprocessing([{ kind: "standardise" }], [1, 1, 1], samplesOf([255], 1), [
      { mean: [0.5], deviation: [0.25] },
    ]);
    expect([...new ImagePipeline([1, 1, 1], transforms).range(Uint8Array.from([255]), 0, 1)]).toEqual([2]);
  });

  it("measures images as the steps before it leave them", () => {
    const steps = [{ kind: "pad", height: 1, width: 4 }, { kind: "standardise" }] as const;
    const { values } = prepared(steps, [1, 2, 1], [255, 255]);
    expectClose([...values], [-1, 1, 1, -1], 1e-6);
    expectClose([...prepared(steps.toReversed(), [1, 2, 1], [255, 255]).values], [0, 0, 0, 0], 1e-6);
  });
});

describe("resize", () => {
  it("averages what each new pixel covers, and interpolates where there are more of them", () => {
    const step = { kind: "resize", height: 1, width: 4 } as const;
    const { pipeline, values } = prepared([step], [2, 2, 1], [0, 255, 0, 255]);
    expect(pipeline.shape).toEqual([1, 4, 1]);
    expectClose([...values], [0, 0.25, 0.75, 1], 1e-7);
  });

  it("is nothing where images have that size", () => {
    const same = { kind: "resize", height: 1, width: 2 } as const;
    expect(prepared([same], [1, 2, 1], [0, 51]).pipeline.transforms).toEqual([]);
  });

  it("comes before what is measured, where it stands before it", () => {
    const steps = [{ kind: "resize", height: 1, width: 2 }, { kind: "standardise" }] as const;
    const { values } = prepared(steps, [1, 4, 1], [0, 0, 255, 255]);
    expectClose([...values], [-1, 1], 1e-6);
  });
});

describe("pad", () => {
  it("keeps the image in the middle, an odd margin larger below and on the right", () => {
    const { pipeline, values } = prepared([{ kind: "pad", height: 2, width: 4 }], [1, 1, 2], [51, 255]);
    expect(pipeline.shape).toEqual([2, 4, 2]);
    expect(values).toEqual(Float32Array.from([0, 0, 0.2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  });

  it("refuses less than the image's size", () => {
    expect(() => prepared([{ kind: "pad", height: 4, width: 2 }], [3, 3, 1], [])).toThrow(
      new UserError("images of 3x3 cannot be padded to 4x2", {
        hint: "pad to at least 3x3, or resize to 4x2",
      }),
    );
  });
});

describe("local contrast normalisation", () => {
  it("subtracts means and divides by deviations of windows, over the pixels that exist", () => {
    // Window 3 on a row 0 0 1 0: means 0, 1/3, 1/3, 1/2, so v = 0, −1/3, 2/3, −1/2.
    const v = [0, -1 / 3, 2 / 3, -1 / 2];
    const sigma = [
      Math.sqrt((0 + 1 / 9) / 2),
      Math.sqrt((0 + 1 / 9 + 4 / 9) / 3),
      Math.sqrt((1 / 9 + 4 / 9 + 1 / 4) / 3),
      Math.sqrt((4 / 9 + 1 / 4) / 2),
    ];
    const mean = sigma.reduce((sum, value) => sum + value, 0) / 4;
    const expected = v.map((value, at) => value / Math.max(mean, sigma[at]!));
    expectClose(contrast(3, [1, 4, 1], [0, 0, 1, 0]), expected, 1e-6);
  });

  it("agrees with its formula written as loops, on two channels and an even window", () => {
    const shape: ImageShape = [5, 4, 2];
    const image = Array.from({ length: 40 }, (_, at) => ((at * 37) % 19) / 19);
    expectClose(contrast(4, shape, image), plainLoops(4, shape, image), 1e-5);
  });

  it("forgets brightness and contrast", () => {
    const image = Array.from({ length: 36 }, (_, at) => ((at * 7) % 11) / 11);
    const other = image.map((value) => 0.2 + 0.5 * value);
    expectClose(contrast(3, [6, 6, 1], other), contrast(3, [6, 6, 1], image), 1e-5);
  });

  it.each([0, 1, 1 / 3])("turns a blank image of %f into zeros", (value) => {
    expect(
      contrast(
        3,
        [5, 5, 1],
        Array.from({ length: 25 }, () => value),
      ),
    ).toEqual(Array(25).fill(0));
  });
});

function contrast(size: number, shape: ImageShape, image: readonly number[]): number[] {
  return [...localContrast(size, shape).apply(Float32Array.from(image))];
}

/** The formula of local contrast normalisation, window by window. */
function plainLoops(size: number, [height, width, channels]: ImageShape, image: readonly number[]): number[] {
  const windowMean = (values: readonly number[], row: number, column: number): number => {
    const found: number[] = [];
    for (let i = row - Math.floor((size - 1) / 2); i <= row + Math.floor(size / 2); i++) {
      for (let j = column - Math.floor((size - 1) / 2); j <= column + Math.floor(size / 2); j++) {
        if (i < 0 || j < 0 || i >= height || j >= width) continue;
        for (let c = 0; c < channels; c++) found.push(values[(i * width + j) * channels + c]!);
      }
    }
    return found.reduce((sum, value) => sum + value, 0) / found.length;
  };
  const place = (at: number) => {
    const pixel = Math.floor(at / channels);
    return [Math.floor(pixel / width), pixel % width] as const;
  };
  const v = image.map((value, at) => value - windowMean(image, ...place(at)));
  const squares = v.map((value) => value * value);
  const sigma = image.map((_, at) => Math.sqrt(windowMean(squares, ...place(at))));
  const mean = sigma.reduce((sum, value) => sum + value, 0) / sigma.length;
  return v.map((value, at) => value / Math.max(mean, sigma[at]!));
}
