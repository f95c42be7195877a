/** The image pipeline: bytes to numbers, transforms in their order, shapes that change on the way. */
import { describe, expect, it } from "vitest";
import { ImagePipeline, type ImageTransform } from "swwae/runtime";
import { BatchSampler } from "swwae/training";

const bytes = Uint8Array.from([0, 51, 102, 255]);

const double: ImageTransform = { shape: [1, 3, 1], apply: (image) => image.map((value) => 2 * value) };
const append: ImageTransform = { shape: [1, 3, 1], apply: (image) => Float32Array.from([...image, 7]) };

const floats = (...values: number[]) => Float32Array.from(values);

describe("ImagePipeline", () => {
  it("without transforms turns bytes into numbers in [0, 1]", () => {
    const pipeline = new ImagePipeline([1, 2, 1]);
    expect(pipeline.range(bytes, 0, 2)).toEqual(floats(0, 0.2, 0.4, 1));
    expect(pipeline.range(bytes, 1, 2)).toEqual(floats(0.4, 1));
  });

  it("applies transforms in their order, and knows the shape that comes out", () => {
    const pipeline = new ImagePipeline([1, 2, 1], [{ ...double, shape: [1, 2, 1] }, append]);
    expect(pipeline).toMatchObject({ shape: [1, 3, 1], storedSize: 2, size: 3 });
    const expected = floats(0, 2 * Math.fround(0.2), 7, 2 * Math.fround(0.4), 2, 7);
    expect(pipeline.range(bytes, 0, 2)).toEqual(expected);
    expect(new ImagePipeline([1, 2, 1], [append, double]).range(bytes, 0, 1)).toEqual(
      floats(0, 2 * Math.fround(0.2), 14),
    );
  });

  it("is what a sampler's batches go through", () => {
    const sampler = new BatchSampler({
      samples: { images: bytes, labels: Uint8Array.from([0, 1]) },
      pipeline: new ImagePipeline([1, 2, 1], [append]),
      labelled: new Uint32Array(),
      images: Uint32Array.from([1]),
      batch: 2,
      labelledShare: 0,
      seed: 1,
    });
    expect(sampler.next().images).toEqual(floats(0.4, 1, 7, 0.4, 1, 7));
  });
});
