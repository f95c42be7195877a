/** What and where of a pooling, end to end through unpooling and coordinates: Fig. 1(a) and Sec. 3.1 of the paper. */
import { coordinates, pool, unpool, type PoolOptions, type Tensor, type TensorValue } from "swwae/runtime";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differentiate } from "../../../src/runtime/graph/differentiate.js";
import { sum } from "../../../src/runtime/ops/sum.js";
import { enginesUnderTest, type EngineUnderTest } from "../../support/engines.js";
import { poolAndUnpool } from "../../support/reference.js";
import { run } from "../../support/runProgram.js";
import { count, expectClose, image, normals, value } from "../../support/values.js";

type Map = Tensor<["n", number, number, number]>;

/** Pools a map, reads its where, and unpools another what (the decoder's) there. */
async function poolAndBack(
  engine: EngineUnderTest,
  map: TensorValue,
  decoded: TensorValue,
  options: PoolOptions<number, number>,
): Promise<{ what: number[]; x: number[]; y: number[]; unpooled: number[] }> {
  const {
    what = [],
    x = [],
    y = [],
    unpooled = [],
  } = await run(engine, { map, decoded }, (t): Record<string, Tensor> => {
    const { what, where } = pool(t.map as Map, options);
    const at = coordinates(where);
    const back = unpool(t.decoded as Map, where);
    return at === null ? { what, unpooled: back } : { what, x: at.x, y: at.y, unpooled: back };
  });
  return { what, x, y, unpooled };
}

const upperRegion = image([
  [2, 9, 1],
  [7, 3, 4],
  [8, 6, 0],
]);
const lowerRegion = image([
  [4, 1, 5],
  [1, 6, 4],
  [9, 2, 3],
]);
const none = image([[0]]);

function soft(beta: number, size: readonly [number, number] = [3, 3]): PoolOptions<number, number> {
  return { size, where: "soft", beta };
}

function total(numbers: ArrayLike<number>): number {
  return Array.from(numbers).reduce((a, b) => a + b, 0);
}

describe.each(enginesUnderTest)("hard where on %s", (engine) => {
  const hard = { size: [3, 3], where: "hard" } as const;

  it("is that of Fig. 1(a), upper region", async () => {
    const found = await poolAndBack(engine, upperRegion, image([[7.8]]), hard);
    const what = Math.fround(7.8);
    expect(found).toEqual({ what: [9], x: [0], y: [1], unpooled: [0, what, 0, 0, 0, 0, 0, 0, 0] });
  });

  it("is that of Fig. 1(a), lower region", async () => {
    const found = await poolAndBack(engine, lowerRegion, image([[8.9]]), hard);
    const what = Math.fround(8.9);
    expect(found).toEqual({ what: [9], x: [-1], y: [-1], unpooled: [0, 0, 0, 0, 0, 0, what, 0, 0] });
  });

  it("is the first cell of a region of zeros", async () => {
    const found = await poolAndBack(
      engine,
      image([
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]),
      image([[5]]),
      hard,
    );
    expect(found).toEqual({ what: [0], x: [-1], y: [1], unpooled: [5, 0, 0, 0, 0, 0, 0, 0, 0] });
  });

  it("has coordinates −1 and 1 where a region is two cells wide, and 0 where it is one", async () => {
    const row = await poolAndBack(engine, image([[1, 2, 4, 3]]), image([[10, 20]]), {
      size: [1, 2],
      where: "hard",
    });
    expect(row).toEqual({ what: [2, 4], x: [1, -1], y: [0, 0], unpooled: [0, 10, 20, 0] });
    const column = await poolAndBack(engine, image([[1], [2], [4], [3]]), image([[10], [20]]), {
      size: [2, 1],
      where: "hard",
    });
    expect(column).toEqual({ what: [2, 4], x: [0, 0], y: [-1, 1], unpooled: [0, 10, 20, 0] });
  });

  it("divides rectangular regions in equal steps", async () => {
    // A region of 2×4: x in steps of 2/3, y is 1 above and −1 below.
    const map = image([
      [0, 0, 0, 0, 0, 5, 0, 0],
      [0, 0, 7, 0, 0, 0, 0, 0],
    ]);
    const found = await poolAndBack(engine, map, image([[10, 20]]), { size: [2, 4], where: "hard" });
    expectClose(found.x, [1 / 3, -1 / 3], 1e-6);
    expect(found.y).toEqual([-1, 1]);
    expect(found.unpooled).toEqual([0, 0, 0, 0, 0, 20, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0]);
  });

  it("pools by 1×1 to the map itself", async () => {
    const map = image([[1, -2, 0]]);
    const found = await poolAndBack(engine, map, image([[7, 8, 9]]), { size: [1, 1], where: "hard" });
    expect(found).toEqual({ what: [1, -2, 0], x: [0, 0, 0], y: [0, 0, 0], unpooled: [7, 8, 9] });
  });

  it("agrees with plain loops over regions that divide the map and regions that do not", async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }));
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 0, max: 1000 }), async ([p, q], seed) => {
        const map = normals([2, 7, 5, 2], seed);
        const pooled = [2, Math.floor(7 / p), Math.floor(5 / q), 2];
        const decoded = value(
          pooled,
          Array.from({ length: count(pooled) }, (_, at) => at + 1),
        );
        const found = await poolAndBack(engine, map, decoded, { size: [p, q], where: "hard" });
        const expected = poolAndUnpool(map, [p, q], decoded);
        expect(found.what).toEqual(expected.what);
        expect(found.unpooled).toEqual(expected.unpooled);
        expectClose(found.x, expected.x, 1e-6);
        expectClose(found.y, expected.y, 1e-6);
      }),
      { numRuns: 12, seed: 3 },
    );
  });
});

describe.each(enginesUnderTest)("soft where on %s", (engine) => {
  it("weighs cells by the softmax of β times their numbers", async () => {
    const { what, x, y } = await poolAndBack(engine, lowerRegion, none, soft(1));
    expectClose([...what, ...x, ...y], [8.708, -0.902, -0.901], 5e-4);
  });

  it("comes to the hard one for large β", async () => {
    for (const beta of [10, 100]) {
      const lower = await poolAndBack(engine, lowerRegion, none, soft(beta));
      expectClose([...lower.what, ...lower.x, ...lower.y], [9, -1, -1], 1e-6);
      const upper = await poolAndBack(engine, upperRegion, none, soft(beta));
      expectClose([...upper.what, ...upper.x, ...upper.y], [9, 0, 1], 2e-3);
    }
  });

  it("is mean pooling at the centre for β = 0", async () => {
    const { what, x, y } = await poolAndBack(engine, lowerRegion, none, soft(0));
    expectClose([...what, ...x, ...y], [35 / 9, 0, 0], 1e-6);
  });

  it("is the centre of a region of zeros", async () => {
    const zeros = image([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    const found = await poolAndBack(engine, zeros, image([[5]]), soft(100));
    expectClose([...found.what, ...found.x, ...found.y], [0, 0, 0], 1e-6);
    expectClose(found.unpooled, [0, 0, 0, 0, 5, 0, 0, 0, 0], 1e-5);
  });

  it("does not overflow where exp(β z) would", async () => {
    const map = image([
      [900, -900, 12],
      [899, 20, -1e6],
      [0, 3, 900.5],
    ]);
    for (const beta of [100, 1000]) {
      const found = await poolAndBack(engine, map, image([[5]]), soft(beta));
      expectClose([...found.what, ...found.x, ...found.y], [900.5, 1, -1], 1e-6);
      expectClose(found.unpooled, [0, 0, 0, 0, 0, 0, 0, 0, 5], 1e-6);
    }
  });

  it("lets gradient through both halves: ∂m/∂z = w (1 + β (z − m)), ∂p/∂z = β w (c − p)", async () => {
    const beta = 0.7;
    const found = await run(engine, { map: lowerRegion }, (t) => {
      const { what, where } = pool(t.map as Map, soft(beta));
      const at = coordinates(where) ?? { x: what, y: what };
      const slope = (half: Tensor): Tensor => differentiate(sum(half), [t.map])[0] ?? half;
      return { what, x: at.x, y: at.y, dWhat: slope(what), dX: slope(at.x), dY: slope(at.y) };
    });
    const z = [...lowerRegion.data];
    const [m = NaN, px = NaN, py = NaN] = [found["what"]?.[0], found["x"]?.[0], found["y"]?.[0]];
    const exponentials = z.map((number) => Math.exp(beta * number));
    const w = exponentials.map((number) => number / total(exponentials));
    expectClose(
      found["dWhat"] ?? [],
      z.map((number, cell) => (w[cell] ?? NaN) * (1 + beta * (number - m))),
      1e-5,
    );
    const towards = (p: number, coordinate: (cell: number) => number): number[] =>
      w.map((weight, cell) => beta * weight * (coordinate(cell) - p));
    expectClose(
      found["dX"] ?? [],
      towards(px, (cell) => (cell % 3) - 1),
      1e-5,
    );
    expectClose(
      found["dY"] ?? [],
      towards(py, (cell) => 1 - Math.floor(cell / 3)),
      1e-5,
    );
  });

  it("shares a what bilinearly among the cells around its coordinates", async () => {
    // β = 0 puts both coordinates at 0: between the two columns, on the middle one of three rows.
    const map = image([
      [3, 1],
      [4, 1],
      [5, 9],
    ]);
    const found = await poolAndBack(engine, map, image([[8]]), soft(0, [3, 2]));
    expectClose(found.unpooled, [0, 0, 4, 4, 0, 0], 1e-6);
  });

  it("places by (p + 1)(k − 1)/2 counted from the left and from the top", async () => {
    // Weights 1/4 and 3/4: p = ±1/2 on an axis of two cells, so u = 1/4 from the heavier cell.
    const quarter = Math.log(3);
    const row = await poolAndBack(engine, image([[0, quarter]]), image([[8]]), soft(1, [1, 2]));
    expectClose([...row.x, ...row.y], [0.5, 0], 1e-6);
    expectClose(row.unpooled, [2, 6], 1e-5);
    const column = await poolAndBack(engine, image([[0], [quarter]]), image([[8]]), soft(1, [2, 1]));
    expectClose([...column.x, ...column.y], [0, -0.5], 1e-6);
    expectClose(column.unpooled, [2, 6], 1e-5);
  });

  it("conserves every what, and pools by 1×1 to the map itself", async () => {
    const map = normals([2, 7, 5, 3], 11);
    const decoded = normals([2, 3, 2, 3], 12);
    const found = await poolAndBack(engine, map, decoded, soft(3, [2, 2]));
    expect(total(found.unpooled)).toBeCloseTo(total(decoded.data), 4);
    const single = await poolAndBack(engine, image([[1, -2, 0]]), image([[7, 8, 9]]), soft(100, [1, 1]));
    expect(single).toEqual({ what: [1, -2, 0], x: [0, 0, 0], y: [0, 0, 0], unpooled: [7, 8, 9] });
  });

  it("unpools like the hard one where β leaves no doubt", async () => {
    const numbers = Array.from({ length: 2 * 6 * 6 * 2 }, (_, at) => ((at * 37) % 144) / 4);
    const map = value([2, 6, 6, 2], numbers);
    const decoded = normals([2, 2, 3, 2], 5);
    const hardly = await poolAndBack(engine, map, decoded, { size: [3, 2], where: "hard" });
    const softly = await poolAndBack(engine, map, decoded, soft(1000, [3, 2]));
    for (const part of ["what", "x", "y", "unpooled"] as const) expectClose(softly[part], hardly[part], 1e-5);
  });
});

describe.each(enginesUnderTest)("no where on %s", (engine) => {
  it("keeps the maximum, has no coordinates, and copies to every cell", async () => {
    const found = await poolAndBack(engine, lowerRegion, image([[8.5]]), { size: [3, 3], where: "none" });
    expect(found).toEqual({ what: [9], x: [], y: [], unpooled: Array.from({ length: 9 }, () => 8.5) });
  });

  it("leaves rows and columns that fill no region at 0", async () => {
    const map = image([
      [1, 2, 9],
      [4, 3, 9],
      [9, 9, 9],
    ]);
    const found = await poolAndBack(engine, map, image([[8]]), { size: [2, 2], where: "none" });
    expect(found).toEqual({ what: [4], x: [], y: [], unpooled: [8, 8, 0, 8, 8, 0, 0, 0, 0] });
  });
});

describe.each(enginesUnderTest)("the whole map on %s", (engine) => {
  it("crosses beside the maximum, has no coordinates, and is added to what is copied to every cell", async () => {
    const map = image([
      [1, 2, 9],
      [4, 3, 9],
      [9, 9, 9],
    ]);
    const found = await poolAndBack(engine, map, image([[8]]), { size: [2, 2], where: "map" });
    expect(found).toEqual({ what: [4], x: [], y: [], unpooled: [9, 10, 9, 12, 11, 9, 9, 9, 9] });
  });
});
