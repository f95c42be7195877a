import { describe, expect, it } from "vitest";
import { batchPart, joinBatch } from "../../../src/runtime/ops/batch.js";
import { matmul } from "../../../src/runtime/ops/matmul.js";
import { reshape } from "../../../src/runtime/ops/reshape.js";
import { constant, constantTensor } from "../../../src/runtime/ops/source.js";
import { expand, sum } from "../../../src/runtime/ops/sum.js";
import { add } from "../../../src/runtime/ops/add.js";
import { enginesUnderTest } from "../../support/engines.js";
import { run } from "../../support/runProgram.js";
import { value } from "../../support/values.js";

describe.each(enginesUnderTest)("sums, shapes and products on %s", (engine) => {
  it("sums along any axes", async () => {
    const x = value([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const y = await run(engine, { x }, (t) => ({
      all: sum(t.x),
      first: sum(t.x, [0]),
      middle: sum(t.x, [1]),
      last: sum(t.x, [2]),
      outer: sum(t.x, [0, 2]),
      leading: sum(t.x, [0, 1]),
    }));
    expect(y).toEqual({
      all: [78],
      first: [8, 10, 12, 14, 16, 18],
      middle: [5, 7, 9, 17, 19, 21],
      last: [6, 15, 24, 33],
      outer: [30, 48],
      leading: [22, 26, 30],
    });
  });

  it("stretches along axes", async () => {
    const x = value([2, 1], [1, 2]);
    const y = await run(engine, { x }, (t, graph) => ({
      wide: expand(t.x, [2, 3]),
      deep: expand(t.x, [2, 2, 2]),
      scalar: expand(add(constant(graph, 7), sum(t.x)), [2, 2]),
    }));
    expect(y).toEqual({
      wide: [1, 1, 1, 2, 2, 2],
      deep: [1, 1, 2, 2, 1, 1, 2, 2],
      scalar: [10, 10, 10, 10],
    });
  });

  it("keeps numbers in row-major order under another shape", async () => {
    const x = value([2, 3], [1, 2, 3, 4, 5, 6]);
    const y = await run(engine, { x }, (t) => ({
      columns: sum(reshape(t.x, [3, 2]), [0]),
      flat: reshape(t.x, [6]),
    }));
    expect(y).toEqual({ columns: [9, 12], flat: [1, 2, 3, 4, 5, 6] });
  });

  it("takes a batch apart and puts it together", async () => {
    const x = value([3, 2], [1, 2, 3, 4, 5, 6]);
    const map = value([2, 1, 2, 1], [1, 2, 3, 4]);
    const y = await run(engine, { x, map }, (t) => ({
      middle: batchPart(t.x, 1, 1),
      last: batchPart(t.x, 1, 2),
      turned: joinBatch([batchPart(t.x, 2, 1), batchPart(t.x, 0, 2)]),
      maps: joinBatch([batchPart(t.map, 1, 1), t.map]),
    }));
    expect(y).toEqual({
      middle: [3, 4],
      last: [3, 4, 5, 6],
      turned: [5, 6, 1, 2, 3, 4],
      maps: [3, 4, 1, 2, 3, 4],
    });
  });

  it("multiplies matrices, either factor as it lies or transposed", async () => {
    const a = value([2, 3], [1, 2, 3, 4, 5, 6]);
    const b = value([3, 2], [1, 0, 2, 1, 0, 3]);
    const at = value([3, 2], [1, 4, 2, 5, 3, 6]);
    const bt = value([2, 3], [1, 2, 0, 0, 1, 3]);
    const y = await run(engine, { a, b, at, bt }, (t) => ({
      plain: matmul(t.a, t.b),
      left: matmul(t.at, t.b, { transposeA: true, transposeB: false }),
      right: matmul(t.a, t.bt, { transposeA: false, transposeB: true }),
      both: matmul(t.at, t.bt, { transposeA: true, transposeB: true }),
    }));
    const product = [5, 11, 14, 23];
    expect(y).toEqual({ plain: product, left: product, right: product, both: product });
  });

  it("gives constants as they were written", async () => {
    const x = value([1, 2], [0, 100]);
    const y = await run(engine, { x }, (t, graph) => ({
      y: add(t.x, constantTensor(graph, [2, 1], [0.5, -3])),
      alone: constantTensor(graph, [3], [1, 2, 3]),
    }));
    expect(y).toEqual({ y: [0.5, 100.5, -3, 97], alone: [1, 2, 3] });
  });

  it("gives what it was fed where that is asked for, in an array of its own", async () => {
    const x = value([2], [1, 2]);
    const y = await run(engine, { x }, (t) => ({ x: t.x }));
    expect(y).toEqual({ x: [1, 2] });
  });
});
