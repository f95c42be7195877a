/** Convolution and dense layers with their biases, flattening and its inverse. */
import { conv, dense, feed, flatten, Graph, ShapeError, unflatten, type Tensor } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { enginesUnderTest } from "../../support/engines.js";
import { run } from "../../support/runProgram.js";
import { image, value } from "../../support/values.js";

type Map = Tensor<["n", number, number, number]>;

describe.each(enginesUnderTest)("layers on %s", (engine) => {
  it("add a bias to each channel of a convolution", async () => {
    const x = image([[1, 2]]);
    const kernel = value([1, 1, 1, 2], [1, 10]);
    const bias = value([2], [0.5, -0.5]);
    const { y } = await run(engine, { x, kernel, bias }, (t) => ({
      y: conv(t.x as Map, {
        kernel: t.kernel as Tensor<[1, 1, number, number]>,
        bias: t.bias as Tensor<[number]>,
      }),
    }));
    expect(y).toEqual([1.5, 9.5, 2.5, 19.5]);
  });

  it("add a bias to each unit of a dense layer", async () => {
    const x = value([2, 2], [1, 2, 3, 4]);
    const kernel = value([2, 3], [1, 0, 2, 0, 1, 2]);
    const bias = value([3], [10, 20, 30]);
    const { y } = await run(engine, { x, kernel, bias }, (t) => ({
      y: dense(t.x as Tensor<["n", number]>, {
        kernel: t.kernel as Tensor<[number, number]>,
        bias: t.bias as Tensor<[number]>,
      }),
    }));
    expect(y).toEqual([11, 22, 36, 13, 24, 44]);
  });

  it("flatten maps row-major, and back", async () => {
    const x = value([2, 1, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
    const found = await run(engine, { x }, (t) => {
      const flat = flatten(t.x as Map);
      expect(flat.shape).toEqual([2, 4]);
      const back = unflatten(flat, [1, 2, 2]);
      expect(back.shape).toEqual([2, 1, 2, 2]);
      return { flat, back };
    });
    expect(found).toEqual({ flat: [1, 2, 3, 4, 5, 6, 7, 8], back: [1, 2, 3, 4, 5, 6, 7, 8] });
  });
});

describe("layers", () => {
  it("refuse kernels that do not fit", () => {
    const graph = new Graph(true);
    const x = feed(graph, "x", [2, 3]) as Tensor<["n", number]>;
    const kernel = feed(graph, "kernel", [4, 5]) as Tensor<[number, number]>;
    const bias = feed(graph, "bias", [5]) as Tensor<[number]>;
    expect(() => dense(x, { kernel, bias })).toThrow(ShapeError);
    expect(() => dense(x, { kernel, bias })).toThrow("matmul cannot multiply [2, 3] by [4, 5]");
    expect(() => flatten(x as unknown as Map)).toThrow(
      "flatten needs a map [n, height, width, channels], not [2, 3]",
    );
    expect(() => unflatten(x, [2, 2, 1])).toThrow("reshape cannot make [2, 2, 2, 1] of [2, 3]");
  });
});
