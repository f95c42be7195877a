import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { call } from "../../../src/runtime/graph/graph.js";
import { maxPool } from "../../../src/runtime/ops/maxPool.js";
import { mergeRegions, regions } from "../../../src/runtime/ops/regions.js";
import { takeAt, unpool } from "../../../src/runtime/ops/unpool.js";
import { sumRegionsOp, upsample } from "../../../src/runtime/ops/upsample.js";
import { enginesUnderTest } from "../../support/engines.js";
import { poolAndUnpool } from "../../support/reference.js";
import { run } from "../../support/runProgram.js";
import { count, image, value } from "../../support/values.js";

describe.each(enginesUnderTest)("pooling ops on %s", (engine) => {
  /** Whether the engine keeps a switch as a mask and unpools by multiplying. */
  const masks = engine === "onnx" || engine === "onnx-web";

  it("takes the largest number of each region and remembers its cell", async () => {
    const x = image([
      [1, 2, 8, 7],
      [4, 3, 5, 6],
    ]);
    const decoded = image([[10, 20]]);
    const y = await run(engine, { x, decoded }, (t) => {
      const { what, switches } = maxPool(t.x, [2, 2]);
      return { what, unpooled: unpool(t.decoded, switches), taken: takeAt(t.x, switches) };
    });
    expect(y).toEqual({ what: [4, 8], unpooled: [0, 0, 20, 0, 10, 0, 0, 0], taken: [4, 8] });
  });

  it("chooses the first of equal numbers, in row-major order", async () => {
    const x = image([
      [1, 5, 0, 0, -3, -3],
      [5, 5, 0, 0, -3, -3],
    ]);
    const decoded = image([[10, 20, 30]]);
    const y = await run(engine, { x, decoded }, (t) => {
      const { what, switches } = maxPool(t.x, [2, 2]);
      return { what, unpooled: unpool(t.decoded, switches) };
    });
    expect(y).toEqual({ what: [5, 0, -3], unpooled: [0, 10, 20, 0, 30, 0, 0, 0, 0, 0, 0, 0] });
  });

  it("finds the maximum of regions without a positive number", async () => {
    const x = image([
      [-5, -2, 0, -1, -1e30, -1e30],
      [-3, -4, -1, -1, -1e30, -1e29],
    ]);
    const decoded = image([[10, 20, 30]]);
    const y = await run(engine, { x, decoded }, (t) => {
      const { what, switches } = maxPool(t.x, [2, 2]);
      return { what, unpooled: unpool(t.decoded, switches) };
    });
    expect(y).toEqual({
      what: [-2, 0, Math.fround(-1e29)],
      unpooled: [0, 10, 20, 0, 0, 0, 0, 0, 0, 0, 0, 30],
    });
  });

  it("unpools infinities without spoiling other regions", async () => {
    const x = image([[1, 2, 4, 3]]);
    const decoded = image([[Infinity, 5]]);
    const y = await run(engine, { x, decoded }, (t) => ({
      y: unpool(t.decoded, maxPool(t.x, [1, 2]).switches),
    }));
    // Where the switch is a mask to multiply by, an infinity spoils its own region: it stays visible, as a NaN.
    expect(y["y"]).toEqual([masks ? NaN : 0, Infinity, 5, 0]);
  });

  it("keeps channels and samples apart", async () => {
    // [n, h, w, c] = [2, 1, 2, 2]
    const x = value([2, 1, 2, 2], [1, 8, 2, 7, 4, 5, 3, 6]);
    const decoded = value([2, 1, 1, 2], [10, 20, 30, 40]);
    const y = await run(engine, { x, decoded }, (t) => {
      const { what, switches } = maxPool(t.x, [1, 2]);
      return { what, unpooled: unpool(t.decoded, switches) };
    });
    expect(y).toEqual({ what: [2, 8, 4, 6], unpooled: [0, 20, 10, 0, 30, 0, 0, 40] });
  });

  it("leaves out rows and columns that fill no region, and gives them back as zeros", async () => {
    const x = image([
      [1, 2, 9],
      [4, 3, 9],
      [9, 9, 9],
    ]);
    const decoded = image([[10]]);
    const y = await run(engine, { x, decoded }, (t) => {
      const { what, switches } = maxPool(t.x, [2, 2]);
      return {
        what,
        unpooled: unpool(t.decoded, switches),
        upsampled: upsample(t.decoded, [2, 2], [1, 3, 3, 1]),
        sums: call(sumRegionsOp, [t.x], { size: [2, 2] }),
        regions: regions(t.x, [2, 2]),
        merged: mergeRegions(regions(t.x, [2, 2]), [2, 2], [1, 3, 3, 1]),
      };
    });
    expect(y).toEqual({
      what: [4],
      unpooled: [0, 0, 0, 10, 0, 0, 0, 0, 0],
      upsampled: [10, 10, 0, 10, 10, 0, 0, 0, 0],
      sums: [10],
      regions: [1, 2, 4, 3],
      merged: [1, 2, 0, 4, 3, 0, 0, 0, 0],
    });
  });

  it("lists the cells of rectangular regions row-major, channels innermost", async () => {
    // Two regions of 2×1 beside each other, two channels.
    const x = value([1, 2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
    const y = await run(engine, { x }, (t) => ({
      regions: regions(t.x, [2, 1]),
      merged: mergeRegions(regions(t.x, [2, 1]), [2, 1], [1, 2, 2, 2]),
      sums: call(sumRegionsOp, [t.x], { size: [2, 1] }),
      upsampled: upsample(call(sumRegionsOp, [t.x], { size: [2, 1] }), [2, 1], [1, 2, 2, 2]),
    }));
    expect(y).toEqual({
      regions: [1, 2, 5, 6, 3, 4, 7, 8],
      merged: [1, 2, 3, 4, 5, 6, 7, 8],
      sums: [6, 8, 10, 12],
      upsampled: [6, 8, 10, 12, 6, 8, 10, 12],
    });
  });

  it("chooses one cell of each region even where there is a NaN", async () => {
    const x = image([
      [1, NaN, 1, 2],
      [3, 4, 3, 4],
    ]);
    const decoded = image([[10, 20]]);
    const y = await run(engine, { x, decoded }, (t) => {
      const { what, switches } = maxPool(t.x, [2, 2]);
      return { what, unpooled: unpool(t.decoded, switches) };
    });
    expect((y["what"] ?? [])[1]).toBe(4);
    const inFirstRegion = (y["unpooled"] ?? []).filter((number) => number === 10 || Number.isNaN(number));
    expect(inFirstRegion.length).toBeGreaterThan(0);
    if (masks) return;
    expect((y["unpooled"] ?? []).filter((number) => number === 10)).toHaveLength(1);
    expect((y["unpooled"] ?? []).filter((number) => number === 20)).toHaveLength(1);
    expect((y["unpooled"] ?? []).filter((number) => number === 0)).toHaveLength(6);
  });

  it("agrees with plain loops on any map, ties and all", async () => {
    const size = fc.integer({ min: 1, max: 4 });
    const maps = fc
      .record({ n: fc.integer({ min: 1, max: 2 }), c: fc.integer({ min: 1, max: 3 }), p: size, q: size })
      .chain(({ n, c, p, q }) =>
        fc.record({
          size: fc.constant([p, q] as const),
          height: fc.integer({ min: p, max: p + 5 }),
          width: fc.integer({ min: q, max: q + 5 }),
          n: fc.constant(n),
          c: fc.constant(c),
          numbers: fc.array(fc.integer({ min: -3, max: 2 }), {
            minLength: n * c * (p + 5) * (q + 5),
            maxLength: n * c * (p + 5) * (q + 5),
          }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(maps, async ({ size: [p, q], height, width, n, c, numbers }) => {
        const shape = [n, height, width, c];
        const x = value(shape, numbers.slice(0, count(shape)));
        const pooled = [n, Math.floor(height / p), Math.floor(width / q), c];
        const decoded = value(
          pooled,
          Array.from({ length: count(pooled) }, (_, at) => at + 1),
        );
        const y = await run(engine, { x, decoded }, (t) => {
          const { what, switches } = maxPool(t.x, [p, q]);
          return { what, unpooled: unpool(t.decoded, switches), taken: takeAt(t.x, switches) };
        });
        const expected = poolAndUnpool(x, [p, q], decoded);
        expect(y).toEqual({ what: expected.what, unpooled: expected.unpooled, taken: expected.what });
      }),
      { numRuns: 25, seed: 20150608 },
    );
  });
});
