/** Feeds: one-hot labels, dropout masks, scalars. */
import { type Program, randomStream, trainingProgram } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { FeedBuffers, oneHot } from "../../src/training/feeds.js";
import { barModel } from "../support/bars.js";

describe("oneHot", () => {
  it("gives a row with one 1 for a label and a row of zeros for -1", () => {
    expect([...oneHot([2, -1, 0], 3)]).toEqual([0, 0, 1, 0, 0, 0, 1, 0, 0]);
  });

  it("clears what a reused buffer held", () => {
    const buffer = new Float32Array(6).fill(5);
    expect([...oneHot([1, -1], 3, buffer)]).toEqual([0, 1, 0, 0, 0, 0]);
  });

  it.each([3, -2, 0.5])("refuses the label %f", (label) => {
    expect(() => oneHot([label], 3)).toThrow(RangeError);
  });
});

const program: Program = trainingProgram(barModel({ dropout: 0.25 }), {
  batch: 50,
  mode: "semi-supervised",
  optimizer: { kind: "adam" },
});
const values = {
  image: new Float32Array(50 * 36),
  labels: new Float32Array(150),
  rate: 0.5,
  correction1: 0.1,
  correction2: 0.001,
};
const maskName = program.feeds.find(({ kind }) => kind === "dropout")?.name ?? "";

function twoMasks(seed: number): number[][] {
  const buffers = new FeedBuffers(program, randomStream(seed, "dropout"));
  return [1, 2].map(() => [...(buffers.assemble(values)[maskName] ?? [])]);
}

describe("FeedBuffers", () => {
  it("gives every feed of the program, and no other, in its size", () => {
    const feeds = new FeedBuffers(program, randomStream(1, "dropout")).assemble(values);
    expect(Object.keys(feeds).toSorted()).toEqual(program.feeds.map(({ name }) => name).toSorted());
    for (const { name, shape } of program.feeds) {
      expect(feeds[name]?.length).toBe(shape.reduce((product, size) => product * size, 1));
    }
    expect(feeds["rate"]?.[0]).toBe(0.5);
  });

  it("draws masks of 0 and 1/(1 - rate), of mean 1", () => {
    const mask =
      new FeedBuffers(program, randomStream(1, "dropout")).assemble(values)[maskName] ?? new Float32Array();
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(4 / 3)]));
    const dropped = mask.filter((value) => value === 0).length / mask.length;
    expect(dropped).toBeGreaterThan(0.2);
    expect(dropped).toBeLessThan(0.3);
  });

  it("draws another mask at every call, the same masks for the same seed", () => {
    const [first, second] = twoMasks(1);
    expect(first).not.toEqual(second);
    expect(twoMasks(1)).toEqual([first, second]);
    expect(twoMasks(2)).not.toEqual([first, second]);
  });
});
