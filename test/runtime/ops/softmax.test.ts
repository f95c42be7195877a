import { describe, expect, it } from "vitest";
import { logSoftmax } from "../../../src/runtime/ops/logSoftmax.js";
import { softmax } from "../../../src/runtime/ops/softmax.js";
import { enginesUnderTest } from "../../support/engines.js";
import { run } from "../../support/runProgram.js";
import { expectClose, value } from "../../support/values.js";

const [one, two, three] = [Math.exp(1), Math.exp(2), Math.exp(3)];

describe.each(enginesUnderTest)("softmax on %s", (engine) => {
  const x = value([2, 3], [1, 2, 3, 3, 1, 1]);

  it("normalises along the axis that it is given", async () => {
    const y = await run(engine, { x }, (t) => ({ rows: softmax(t.x, 1), columns: softmax(t.x, 0) }));
    const [first, second] = [one + two + three, three + one + one];
    expectClose(y["rows"] ?? [], [
      one / first,
      two / first,
      three / first,
      three / second,
      one / second,
      one / second,
    ]);
    const [outer, middle] = [one + three, two + one];
    expectClose(y["columns"] ?? [], [
      one / outer,
      two / middle,
      three / outer,
      three / outer,
      one / middle,
      one / outer,
    ]);
  });

  it("has a logarithm along the last axis", async () => {
    const y = await run(engine, { x }, (t) => ({ y: logSoftmax(t.x) }));
    const [first, second] = [Math.log(one + two + three), Math.log(three + one + one)];
    expectClose(y["y"] ?? [], [1 - first, 2 - first, 3 - first, 3 - second, 1 - second, 1 - second]);
  });

  it("does not overflow, whatever the size of the numbers", async () => {
    const large = value([3, 3], [1e4, 0, -1e4, -1e30, -1e30, -1e30, 500, 500, 499]);
    const y = await run(engine, { large }, (t) => ({ y: softmax(t.large, 1), log: logSoftmax(t.large) }));
    const rest = Math.exp(-1);
    expectClose(y["y"] ?? [], [
      1,
      0,
      0,
      1 / 3,
      1 / 3,
      1 / 3,
      1 / (2 + rest),
      1 / (2 + rest),
      rest / (2 + rest),
    ]);
    expect((y["log"] ?? []).every(Number.isFinite)).toBe(true);
    expectClose((y["log"] ?? []).slice(0, 3), [0, -1e4, -2e4]);
    expectClose((y["log"] ?? []).slice(6), [
      -Math.log(2 + rest),
      -Math.log(2 + rest),
      -1 - Math.log(2 + rest),
    ]);
  });
});
