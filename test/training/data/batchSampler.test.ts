/** The batch sampler: shares, passes, seeds; and that no label of an unlabelled sample is ever seen. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BatchSampler, type BatchSamplerOptions, ImagePipeline } from "swwae/training";

/** 40 images of two bytes: the first is the sample's index, the second 255; its label is index mod 4. */
const samples = {
  images: Uint8Array.from({ length: 80 }, (_, at) => (at % 2 === 0 ? at / 2 : 255)),
  labels: Uint8Array.from({ length: 40 }, (_, index) => index % 4),
};
const images = Uint32Array.from({ length: 40 }, (_, index) => index);

function sampler(options: Partial<BatchSamplerOptions> = {}): BatchSampler {
  return new BatchSampler({
    samples,
    pipeline: new ImagePipeline([1, 2, 1]),
    labelled: Uint32Array.from([3, 14, 25, 36]),
    images,
    batch: 10,
    labelledShare: 0.5,
    seed: 1,
    ...options,
  });
}

/** Indices of the samples in a batch, read from their first pixel. */
function indicesOf(batch: { images: Float32Array }): number[] {
  return [...batch.images].filter((_, at) => at % 2 === 0).map((value) => Math.round(value * 255));
}

function firstIndices(options: Partial<BatchSamplerOptions>): number[] {
  return indicesOf(sampler(options).next());
}

describe("BatchSampler", () => {
  it("fills the first half with labelled samples and their labels", () => {
    const batch = sampler().next();
    expect([...batch.labels.subarray(5)]).toEqual([-1, -1, -1, -1, -1]);
    indicesOf(batch)
      .slice(0, 5)
      .forEach((index, place) => {
        expect([3, 14, 25, 36]).toContain(index);
        expect(batch.labels[place]).toBe(index % 4);
      });
  });

  it("scales pixels to [0, 1]", () => {
    const { images: pixels } = sampler().next();
    expect(pixels[1]).toBe(1);
    expect(Math.min(...pixels)).toBeGreaterThanOrEqual(0);
  });

  it("never gives away the label of an unlabelled sample, whatever the share", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (share, batch) => {
          const labelled = Uint32Array.from([3, 14, 25, 36]);
          const source = sampler({ labelledShare: share, batch, labelled });
          for (let count = 0; count < 20; count++) {
            const drawn = source.next();
            indicesOf(drawn).forEach((index, place) => {
              const label = drawn.labels[place]!;
              if (label !== -1) expect(labelled.includes(index) && label === index % 4).toBe(true);
            });
            expect(drawn.labels.filter((label) => label >= 0).length).toBe(source.labelledPerBatch);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("gives the same batches where the labels of unlabelled samples differ", () => {
    const hidden = Uint8Array.from(samples.labels, (label, index) =>
      [3, 14, 25, 36].includes(index) ? label : 9,
    );
    const one = sampler();
    const other = sampler({ samples: { ...samples, labels: hidden } });
    for (let count = 0; count < 10; count++) expect(one.next()).toEqual(other.next());
  });

  it("passes through all training images before it repeats one, then in another order", () => {
    const source = sampler({ labelledShare: 0, batch: 8 });
    const pass = () => Array.from({ length: 5 }, () => indicesOf(source.next())).flat();
    const first = pass();
    const second = pass();
    expect(first.toSorted((a, b) => a - b)).toEqual([...images]);
    expect(second.toSorted((a, b) => a - b)).toEqual([...images]);
    expect(second).not.toEqual(first);
  });

  it("passes evenly through the labelled samples", () => {
    const source = sampler();
    const counts = new Map<number, number>();
    for (let count = 0; count < 8; count++) {
      for (const index of indicesOf(source.next()).slice(0, 5))
        counts.set(index, (counts.get(index) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual([10, 10, 10, 10]);
  });

  it("is the same for the same seed, another for another seed and when a run is continued", () => {
    expect(firstIndices({ seed: 2 })).toEqual(firstIndices({ seed: 2 }));
    expect(firstIndices({ seed: 2 })).not.toEqual(firstIndices({ seed: 3 }));
    expect(firstIndices({ seed: 2 })).not.toEqual(firstIndices({ seed: 2, stepsBefore: 10 }));
  });

  it("takes the extreme shares at their word", () => {
    expect(sampler({ labelledShare: 1 }).next().labels).not.toContain(-1);
    expect(new Set(sampler({ labelledShare: 0, labelled: new Uint32Array() }).next().labels)).toEqual(
      new Set([-1]),
    );
  });

  it("refuses a share that no sample can fill", () => {
    expect(() => sampler({ labelled: new Uint32Array() })).toThrow("there are no labelled samples");
    expect(() => sampler({ labelledShare: 1.5 })).toThrow(RangeError);
  });
});
