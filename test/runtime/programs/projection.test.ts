/** Projections of activations to pixels, against numbers that were worked out by hand. */
import {
  conv,
  dense,
  flatten,
  pool,
  projectionProgram,
  relu,
  zeros,
  type Model,
  type Tensor,
  type TensorValue,
} from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { enginesUnderTest } from "../../support/engines.js";
import { stackedModel } from "../../support/models.js";
import { parametersOf, runOnce } from "../../support/sessions.js";
import { relativeDifference, value } from "../../support/values.js";

type Kernel = Tensor<readonly [number, number, number, number]>;
type Bias = Tensor<readonly [number]>;

/**
 * Two stages over a row of eight pixels: a filter of three taps, ReLU, pooling by two; a filter of one tap on two channels,
 * ReLU, pooling by two. The decoder is not asked.
 */
const byHand: Model = {
  name: "ByHand",
  input: [1, 8, 1],
  classes: null,
  stages: ["lower", "upper"],
  parameters: {
    lower: { kernel: zeros([1, 3, 1, 2]), bias: zeros([2]) },
    upper: { kernel: zeros([1, 1, 2, 1]), bias: zeros([1]) },
  },
  encode(p, image) {
    const { lower: l, upper: u } = p as unknown as Record<string, { kernel: Kernel; bias: Bias }>;
    const x = image as Tensor<readonly ["n", number, number, number]>;
    const lower = pool(relu(conv(x, l!)), { size: [1, 2], where: "hard" });
    const upper = pool(relu(conv(lower.what as typeof x, u!)), { size: [1, 2], where: "hard" });
    return { lower, upper, code: upper.what };
  },
  decode: (_p, code) => ({ image: code }),
  classify: null,
  reconstruct: (_p, image) => image,
  loss: () => [],
};
const weights = new Map<string, TensorValue>([
  // Channel 0 takes the pixel and half of its right neighbour; channel 1 the left neighbour less the pixel.
  ["lower.kernel", value([1, 3, 1, 2], [0, 1, 1, -1, 0.5, 0])],
  ["lower.bias", value([2], [0.25, 0])],
  ["upper.kernel", value([1, 1, 2, 1], [2, -1])],
  ["upper.bias", value([1], [0.5])],
]);
//                              pixels  0  1  2  3  4  5  6  7
const image = Float32Array.from([0, 4, 0, 0, 0, 0, 2, 0]);
// channel 0 before pooling:  2¼ 4¼  ¼  ¼  ¼ 1¼ 2¼  ¼   → switches at 1, 2, 5, 6
// channel 1 before pooling:   0  0  4  0  0  0  0  2   → switches at 0, 2, 4, 7
// upper before pooling: 2·4¼ + ½, (2·¼ − 4 + ½ → 0), 2·1¼ + ½, 2·2¼ − 2 + ½ → 9, 0, 3, 3; switches at 0 and at 2

describe.each(enginesUnderTest)("a projection on %s", (engine) => {
  const project = async (stage: string, signal: number[]) => {
    const program = projectionProgram(byHand, { batch: 1, stage });
    const { outputs } = await runOnce(engine, program, weights, { image, signal: Float32Array.from(signal) });
    return [...outputs["projection"]!].map((number) => number + 0);
  };

  it("goes to the switch and through the filter turned around", async () => {
    // The lower what is [pooled position, channel]: channel 0 at position 0 came from pixel 1.
    expect(await project("lower", [4.25, 0, 0, 0, 0, 0, 0, 0])).toEqual([0, 4.25, 2.125, 0, 0, 0, 0, 0]);
    // Channel 1 at position 1 came from pixel 2: its left neighbour for it, itself against it.
    expect(await project("lower", [0, 0, 0, 4, 0, 0, 0, 0])).toEqual([0, 4, -4, 0, 0, 0, 0, 0]);
  });

  it("rectifies what comes down, whatever went up", async () => {
    // From upper position 0 to its switch 0, times the filter [2, −1]: channel 0 gets 18, channel 1 would get −9 and is
    // rectified to 0. Channel 0 goes to pixel 1.
    expect(await project("upper", [9, 0])).toEqual([0, 18, 9, 0, 0, 0, 0, 0]);
    // A signal below 0 dies at the first ReLU that it meets.
    expect(await project("upper", [-9, 0])).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    // Position 1: switch at 2 (the first of equals), and from there to pixel 5.
    expect(await project("upper", [0, 3])).toEqual([0, 0, 0, 0, 0, 6, 3, 0]);
  });
});

describe("the rules of a projection", () => {
  it("let a signal through a ReLU that let nothing up", async () => {
    // An image of zeros and no bias: every ReLU gives 0, through which no gradient goes; the projection does.
    const dark = new Map(
      [...weights].map(([name, { shape, data }]) => [
        name,
        value(shape, name.endsWith("bias") ? data.map(() => 0) : data),
      ]),
    );
    const program = projectionProgram(byHand, { batch: 1, stage: "lower" });
    const feeds = { image: new Float32Array(8), signal: Float32Array.from([1, 0, 0, 0, 0, 0, 0, 0]) };
    const { outputs } = await runOnce("tfjs", program, dark, feeds);
    expect([...outputs["projection"]!]).toEqual([1, 0.5, 0, 0, 0, 0, 0, 0]);
  });

  it("hand down by the softmax of a soft pooling", async () => {
    const one = { channels: [1], kernel: [1, 1], pool: [1, 2] } as const;
    const model = stackedModel({ input: [1, 2, 1], classes: null, stages: [one], where: "soft", beta: 1 });
    const program = projectionProgram(model, { batch: 1, stage: "bottom" });
    const states = parametersOf(model, 1);
    const [kernel] = states.get("encoder.bottom.conv1.kernel")!.data;
    states.set("encoder.bottom.conv1.bias", value([1], [10])); // both cells above 0, ln 3 apart
    const feeds = {
      image: Float32Array.from([0, Math.log(3) / kernel!]),
      signal: Float32Array.from([1]),
    };
    const { outputs } = await runOnce("tfjs", program, states, feeds);
    const down = Math.sign(kernel!) * Math.abs(kernel!);
    expect(relativeDifference(outputs["projection"]!, [down / 4, (3 * down) / 4])).toBeLessThan(1e-4);
  });

  it("go through dense layers", () => {
    const behindDense: Model = {
      ...byHand,
      stages: ["only"],
      parameters: { kernel: zeros([8, 3]), bias: zeros([3]) },
      encode(p, image) {
        const vector = flatten(image as Tensor<readonly ["n", 1, 8, 1]>);
        const what = relu(dense(vector, p as unknown as { kernel: Tensor<[8, 3]>; bias: Tensor<[3]> }));
        return { only: { what }, code: what };
      },
    };
    const { feeds, outputs } = projectionProgram(behindDense, { batch: 2, stage: "only" });
    expect(outputs.get("projection")!.shape).toEqual([2, 1, 8, 1]);
    expect(feeds.find(({ name }) => name === "signal")!.shape).toEqual([2, 3]);
  });
});
