/** The strongest activations of every map. */
import { randomStream } from "swwae/runtime";
import { StrongestActivations } from "swwae/training";
import { describe, expect, it } from "vitest";

describe("the strongest activations", () => {
  it("are those that sorting everything would find", () => {
    const [images, cells, maps] = [30, 6, 4];
    const random = randomStream(1, "activations");
    const what = Float32Array.from({ length: images * cells * maps }, () => random.normal());
    const strongest = new StrongestActivations([2, 3, maps], 5);
    strongest.add(what.subarray(0, 7 * cells * maps), 0);
    strongest.add(what.subarray(7 * cells * maps), 7);
    for (let map = 0; map < maps; map++) {
      const best = Array.from({ length: images }, (_, image) => {
        const values = Array.from({ length: cells }, (_, cell) => what[(image * cells + cell) * maps + map]!);
        const value = Math.max(...values);
        return { value, image, map, cell: values.indexOf(value) };
      });
      const expected = best.toSorted((a, b) => b.value - a.value).filter(({ value }) => value > 0);
      expect(strongest.activations[map]).toEqual(expected.slice(0, 5));
    }
    const order = strongest.strongestMaps.map((map) => strongest.activations[map]![0]!.value);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });

  it("keep the first of equals, and nothing that excites nothing", () => {
    const strongest = new StrongestActivations([2], 2);
    strongest.add(Float32Array.from([1, 0, 1, -1, 1, 0]), 10);
    expect(strongest.activations).toEqual([
      [
        { value: 1, image: 10, map: 0, cell: 0 },
        { value: 1, image: 11, map: 0, cell: 0 },
      ],
      [],
    ]);
    expect(strongest.strongestMaps).toEqual([0]);
  });
});
