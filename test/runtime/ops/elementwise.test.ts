import { describe, expect, it } from "vitest";
import { add } from "../../../src/runtime/ops/add.js";
import { divide } from "../../../src/runtime/ops/divide.js";
import { exp } from "../../../src/runtime/ops/exp.js";
import { maximum } from "../../../src/runtime/ops/maximum.js";
import { multiply, scale } from "../../../src/runtime/ops/multiply.js";
import { positive } from "../../../src/runtime/ops/positive.js";
import { relu } from "../../../src/runtime/ops/relu.js";
import { squareRoot } from "../../../src/runtime/ops/squareRoot.js";
import { subtract } from "../../../src/runtime/ops/subtract.js";
import { enginesUnderTest } from "../../support/engines.js";
import { run } from "../../support/runProgram.js";
import { expectClose, value } from "../../support/values.js";

describe.each(enginesUnderTest)("elementwise ops on %s", (engine) => {
  const a = value([2, 3], [1, -2, 3, -4, 5, 6]);
  const b = value([2, 3], [2, 4, -3, -8, 0.5, 6]);

  it("computes number by number", async () => {
    const y = await run(engine, { a, b }, (t) => ({
      add: add(t.a, t.b),
      subtract: subtract(t.a, t.b),
      multiply: multiply(t.a, t.b),
      divide: divide(t.a, t.b),
      maximum: maximum(t.a, t.b),
      scale: scale(t.a, 0.5),
    }));
    expect(y).toEqual({
      add: [3, 2, 0, -12, 5.5, 12],
      subtract: [-1, -6, 6, 4, 4.5, 0],
      multiply: [2, -8, -9, 32, 2.5, 36],
      divide: [0.5, -0.5, -1, 0.5, 10, 1],
      maximum: [2, 4, 3, -4, 5, 6],
      scale: [0.5, -1, 1.5, -2, 2.5, 3],
    });
  });

  it("stretches missing axes and axes of size 1, on either side", async () => {
    const row = value([3], [10, 20, 30]);
    const column = value([2, 1], [100, 200]);
    const y = await run(engine, { a, row, column }, (t) => ({
      row: add(t.a, t.row),
      left: subtract(t.row, t.a),
      column: multiply(t.a, t.column),
      both: add(t.column, t.row),
      scalar: maximum(t.a, scale(t.row, 0)),
    }));
    expect(y).toEqual({
      row: [11, 18, 33, 6, 25, 36],
      left: [9, 22, 27, 14, 15, 24],
      column: [100, -200, 300, -800, 1000, 1200],
      both: [110, 120, 130, 210, 220, 230],
      scalar: [1, 0, 3, 0, 5, 6],
    });
  });

  it("cuts at zero: relu keeps what is positive, and positive says where that is", async () => {
    const x = value([6], [-1, -1e-30, 0, -0, 1e-30, 7]);
    const y = await run(engine, { x }, (t) => ({ relu: relu(t.x), positive: positive(t.x) }));
    expect(y["positive"]).toEqual([0, 0, 0, 0, 1, 1]);
    expect(y["relu"]).toEqual([0, 0, 0, 0, Math.fround(1e-30), 7]);
  });

  it("computes exponentials and square roots", async () => {
    const x = value([4], [0, 1, 2.25, 4]);
    const y = await run(engine, { x }, (t) => ({ exp: exp(t.x), squareRoot: squareRoot(t.x) }));
    expectClose(y["exp"] ?? [], [1, Math.E, Math.exp(2.25), Math.exp(4)], 1e-6);
    expect(y["squareRoot"]).toEqual([0, 1, 1.5, 2]);
  });
});
