/** bfloat16 on the native TensorFlow: where it is worth asking for, and that it computes what fp32 does, to its own few digits. */
import { createEngine, gradientProgram, initialise, trainingProgram } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { precisionFor } from "../../../../src/runtime/engines/tensorflow/precision.js";
import { hasTensorflow, withoutTensorflow } from "../../../support/engines.js";
import { stackedModel } from "../../../support/models.js";
import { feedsOf, parametersOf, statesOf } from "../../../support/sessions.js";

const processor = (flags: string) => () => `processor\t: 0\nflags\t\t: fpu ${flags} sse\n\nprocessor\t: 1\n`;

describe("the precision of the engine tensorflow", () => {
  it.each(["amx_bf16", "avx512_bf16"])("is bf16 where it is asked for and the processor has %s", (flag) => {
    expect(precisionFor("bf16", processor(flag))).toEqual({ precision: "bf16" });
  });

  it("is fp32 where it is not asked for", () => {
    expect(precisionFor("fp32", processor("amx_bf16"))).toEqual({ precision: "fp32" });
    expect(precisionFor(undefined, processor("amx_bf16"))).toEqual({ precision: "fp32" });
  });

  it.each(["avx512f avx512_bf16x", ""])("is fp32 on a processor with %j alone, and says why", (flags) => {
    expect(precisionFor("bf16", processor(flags))).toEqual({
      precision: "fp32",
      precisionReason: "this processor has no instructions for bfloat16 (amx_bf16 or avx512_bf16)",
    });
  });
});

const model = stackedModel({
  input: [12, 12, 1],
  classes: 4,
  stages: [
    { channels: [8], kernel: [3, 3], pool: [2, 2] },
    { channels: [8], kernel: [3, 3], pool: [2, 2] },
  ],
  where: "hard",
});

// The kernels themselves compute in bfloat16 on any processor, if slowly; only asking for them needs the right one.
const canAsk = hasTensorflow && precisionFor("bf16").precision === "bf16";
const skipped = withoutTensorflow || (canAsk ? "" : " (skipped: this processor has no bfloat16)");

describe.skipIf(!canAsk)(`in bf16${skipped}`, () => {
  it("terms are those of fp32 to two digits, gradients point the same way", async () => {
    const program = gradientProgram(model, { batch: 8, mode: "semi-supervised" });
    const feeds = feedsOf(program, { seed: 2, labelled: 0.5 });
    const run = async (precision: "fp32" | "bf16") => {
      const engine = await createEngine("tensorflow", { threads: 1, precision });
      expect(engine.precision).toBe(precision);
      const executable = await engine.compile(program);
      const state = await engine.createState(statesOf(program, parametersOf(model, 1)));
      const outputs = await executable.run(state, feeds);
      await executable.dispose();
      return outputs;
    };
    const [exact, rounded] = [await run("fp32"), await run("bf16")];
    expect(rounded).not.toEqual(exact);
    for (const [name, numbers] of Object.entries(exact)) {
      const other = rounded[name] ?? new Float32Array();
      if (numbers.length === 1)
        expect(Math.abs((other[0] ?? NaN) / (numbers[0] ?? NaN) - 1), name).toBeLessThan(0.02);
      // A switch that rounding moves takes a share of the gradient with it; the whole still points the same way.
      else expect(cosine(numbers, other), name).toBeGreaterThan(0.95);
    }
  });

  it("a training comes to the same loss, and its parameters are kept in 32 bits", async () => {
    const program = trainingProgram(model, {
      batch: 8,
      mode: "semi-supervised",
      optimizer: { kind: "adam" },
    });
    const train = async (precision: "fp32" | "bf16") => {
      const engine = await createEngine("tensorflow", { threads: 1, precision });
      const executable = await engine.compile(program);
      const state = await engine.createState(statesOf(program, initialise(model, 3)));
      const losses: number[] = [];
      for (let step = 1; step <= 60; step += 1) {
        const feeds = feedsOf(program, { seed: 10 + (step % 4), step, rate: 0.003, labelled: 0.5 });
        losses.push((await executable.run(state, feeds))["loss"]?.[0] ?? NaN);
      }
      const kernel = (await state.read()).get("encoder.bottom.conv1.kernel")?.data ?? new Float32Array();
      await executable.dispose();
      return { losses, kernel };
    };
    const [exact, rounded] = [await train("fp32"), await train("bf16")];
    expect(exact.losses.at(-1)).toBeLessThan(0.8 * (exact.losses[0] ?? NaN));
    const ratio = (rounded.losses.at(-1) ?? NaN) / (exact.losses.at(-1) ?? NaN);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
    // A bfloat16 has its last 16 bits empty.
    const bits = new Uint32Array(rounded.kernel.buffer, rounded.kernel.byteOffset, rounded.kernel.length);
    expect(bits.some((number) => (number & 0xffff) !== 0)).toBe(true);
  });
});

/** Of the angle between two vectors. */
function cosine(a: Float32Array, b: Float32Array): number {
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? NaN), 0);
}
