/**
 * The kernels of maps in bfloat16: on whole numbers of few bits, which it holds exactly, nothing may differ from single precision, and
 * on others little.
 */
import * as fc from "fast-check";
import { gradientProgram, type Shape, type TensorValue } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { call, type PoolSize } from "../../../../src/runtime/graph/graph.js";
import { add } from "../../../../src/runtime/ops/add.js";
import { conv2d, conv2dKernelGradientOp } from "../../../../src/runtime/ops/conv2d.js";
import { maxPool } from "../../../../src/runtime/ops/maxPool.js";
import { relu } from "../../../../src/runtime/ops/relu.js";
import { sum } from "../../../../src/runtime/ops/sum.js";
import { takeAt, unpool } from "../../../../src/runtime/ops/unpool.js";
import { type EngineUnderTest, hasBfloat16, withoutBfloat16 } from "../../../support/engines.js";
import { kinds, wheres } from "../../../support/modelKinds.js";
import { stackedModel } from "../../../support/models.js";
import { run } from "../../../support/runProgram.js";
import { feedsOf, parametersOf, runOnce, statesOf } from "../../../support/sessions.js";
import { count, relativeDifference, value } from "../../../support/values.js";

const channels = 3;

/** One tap, of weight 1 from each channel to itself: behind a convolution, maps are held in bfloat16. */
const identity = value(
  [1, 1, channels, channels],
  Array.from({ length: channels ** 2 }, (_, at) => (at % (channels + 1) === 0 ? 1 : 0)),
);

function wholeNumbers(shape: Shape): fc.Arbitrary<TensorValue> {
  const length = count(shape);
  return fc
    .array(fc.integer({ min: -3, max: 3 }), { minLength: length, maxLength: length })
    .map((numbers) => value(shape, numbers));
}

interface Case {
  readonly pool: PoolSize;
  readonly x: TensorValue;
  readonly bias: TensorValue;
  readonly decoded: TensorValue;
  readonly gradient: TensorValue;
}

const side = fc.integer({ min: 4, max: 9 });
const pools = fc.constantFrom<PoolSize>([2, 2], [4, 2], [1, 4], [3, 3], [2, 3]);

const cases: fc.Arbitrary<Case> = fc
  .record({ n: fc.integer({ min: 1, max: 3 }), height: side, width: side, pool: pools })
  .chain(({ n, height, width, pool }) => {
    const map = [n, height, width, channels];
    const pooled = [n, Math.floor(height / pool[0]), Math.floor(width / pool[1]), channels];
    return fc.record({
      pool: fc.constant(pool),
      x: wholeNumbers(map),
      bias: wholeNumbers([channels]),
      decoded: wholeNumbers(pooled),
      gradient: wholeNumbers(map),
    });
  });

/** A stage and its mirror image, and what the gradient of unpooling takes. */
function stageOn(engine: EngineUnderTest, { pool, x, bias, decoded, gradient }: Case) {
  return run(engine, { x, bias, decoded, gradient, identity }, (t) => {
    const map = relu(add(conv2d(t.x, t.identity), t.bias));
    const { what, switches } = maxPool(map, pool);
    const unpooled = unpool(conv2d(t.decoded, t.identity), switches);
    const taken = takeAt(conv2d(t.gradient, t.identity), switches);
    return { map, what, unpooled, taken };
  });
}

describe.skipIf(!hasBfloat16)(`maps in bfloat16${withoutBfloat16}`, () => {
  it("are biased, rectified, pooled and unpooled as in single precision", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (stage) => {
        expect(await stageOn("tensorflow (bf16)", stage)).toEqual(await stageOn("onnx (reference)", stage));
      }),
      { numRuns: 30 },
    );
  });

  it.each([Number.NaN, Infinity, -Infinity])(
    "become NaN, all of them, where the data hold %d",
    async (wrong) => {
      const shape = [1, 4, 4, channels];
      const numbers = Float32Array.from({ length: count(shape) }, (_, at) => (at === channels ? wrong : -1));
      const { map, what, unpooled } = await stageOn("tensorflow (bf16)", {
        pool: [2, 2],
        x: value(shape, numbers),
        bias: value([channels], [0, 0, 0]),
        decoded: value([1, 2, 2, channels], new Float32Array(4 * channels)),
        gradient: value(shape, numbers),
      });
      expect([...(map ?? []), ...(what ?? []), ...(unpooled ?? [])].every(Number.isNaN)).toBe(true);
    },
  );

  it("are summed in single precision: a bias gets more than 256 ones, with and without its kernel", async () => {
    const shape = [4, 10, 10, channels];
    const x = value(shape, new Float32Array(count(shape)).fill(1));
    const { alone } = await run("tensorflow (bf16)", { x, identity }, (t) => ({
      alone: sum(conv2d(t.x, t.identity), [0, 1, 2]),
    }));
    expect(alone).toEqual([400, 400, 400]);
    const { bias, kernel } = await run("tensorflow (bf16)", { x, identity }, (t) => {
      const dy = conv2d(t.x, t.identity);
      return {
        bias: sum(dy, [0, 1, 2]),
        kernel: call(conv2dKernelGradientOp, [conv2d(t.x, t.identity), dy], { kernel: [1, 1] }),
      };
    });
    expect(bias).toEqual([400, 400, 400]);
    expect(kernel).toEqual(Array.from({ length: channels ** 2 }, () => 400));
  });

  it.each(
    Object.entries(kinds).flatMap(([kind, options]) => wheres.map((where) => ({ kind, where, options }))),
  )(
    "give nearly the losses and gradients of single precision: $kind, where $where",
    async ({ options, where }) => {
      const model = stackedModel({ ...options, where });
      const program = gradientProgram(model, { batch: 8, mode: "semi-supervised" });
      const feeds = feedsOf(program, { seed: 2, labelled: 0.5 });
      const states = statesOf(program, parametersOf(model, 1));
      const expected = (await runOnce("tensorflow", program, states, feeds)).outputs;
      const found = (await runOnce("tensorflow (bf16)", program, states, feeds)).outputs;
      for (const term of ["loss", "NLL", "L2rec"]) {
        expect(relativeDifference(found[term] ?? [], expected[term] ?? []), term).toBeLessThan(0.01);
      }
      // As one long list: a switch that rounding moves changes some of them altogether.
      const names = Object.keys(expected).filter((name) => name.startsWith("gradient:"));
      const [gradient = [], exact = []] = [found, expected].map((outputs) =>
        names.flatMap((name) => [...(outputs[name] ?? [])]),
      );
      expect(exact.length).toBeGreaterThan(100);
      expect(lengthOf(gradient.map((number, at) => number - (exact[at] ?? 0)))).toBeLessThan(
        0.1 * lengthOf(exact),
      );
    },
  );
});

/** √Σ x² */
function lengthOf(numbers: readonly number[]): number {
  return Math.hypot(...numbers);
}
