/** NaN and the infinities: a number that is none stays none on every engine, so that a training that has gone wrong shows it. */
import { describe, expect, it } from "vitest";
import { exp } from "../../../src/runtime/ops/exp.js";
import { maximum } from "../../../src/runtime/ops/maximum.js";
import { positive } from "../../../src/runtime/ops/positive.js";
import { relu } from "../../../src/runtime/ops/relu.js";
import { squareRoot } from "../../../src/runtime/ops/squareRoot.js";
import { divide } from "../../../src/runtime/ops/divide.js";
import { sum } from "../../../src/runtime/ops/sum.js";
import { enginesUnderTest } from "../../support/engines.js";
import { run } from "../../support/runProgram.js";
import { value } from "../../support/values.js";

const inputs = {
  x: value([6], [NaN, Infinity, -Infinity, 0, 3e38, -1]),
  zeros: value([6], [0, 0, 0, 0, 0, 0]),
};

describe.each(enginesUnderTest)("on %s", (engine) => {
  it("NaN and infinities go through every op that they meet", async () => {
    const found = await run(engine, inputs, ({ x, zeros }) => ({
      relu: relu(x),
      maximum: maximum(x, zeros),
      maximumTurned: maximum(zeros, x),
      exp: exp(x),
      squareRoot: squareRoot(x),
      divide: divide(x, zeros),
      sum: sum(x),
    }));
    const large = Math.fround(3e38);
    const upwards = [NaN, Infinity, 0, 0, large, 0];
    expect(found["relu"]).toEqual(upwards);
    expect(found["maximum"]).toEqual(upwards);
    expect(found["maximumTurned"]).toEqual(upwards);
    expect(found["exp"]?.slice(0, 5)).toEqual([NaN, Infinity, 0, 1, Infinity]);
    expect(found["squareRoot"]?.slice(0, 4)).toEqual([NaN, Infinity, NaN, 0]);
    expect(found["divide"]).toEqual([NaN, Infinity, -Infinity, NaN, Infinity, -Infinity]);
    expect(found["sum"]).toEqual([NaN]);
  });

  it("what is above zero is so by however much, and infinity too", async () => {
    const { y } = await run(engine, inputs, ({ x }) => ({ y: positive(x) }));
    expect(y?.slice(1)).toEqual([1, 0, 0, 1, 0]);
  });
});
