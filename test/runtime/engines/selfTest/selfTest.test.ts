/** The self-test passes every engine that is right, and sees what is wrong with one that is not. */
import { type Engine, selfTest } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { engineOf, enginesUnderTest } from "../../../support/engines.js";

/** An engine whose executables' outputs are changed on their way. */
function changed(engine: Engine, change: (name: string, data: Float32Array) => Float32Array): Engine {
  return {
    ...engine,
    async compile(program) {
      const executable = await engine.compile(program);
      return {
        run: async (state, feeds) =>
          Object.fromEntries(
            Object.entries(await executable.run(state, feeds)).map(([name, data]) => [
              name,
              change(name, data),
            ]),
          ),
        dispose: () => executable.dispose(),
      };
    },
  };
}

/** The same numbers but for one. */
function withNumber(data: Float32Array, at: number, number: number): Float32Array {
  return data.map((old, place) => (place === at ? number : old));
}

describe("the self-test", () => {
  it.each(enginesUnderTest)("passes %s", async (name) => {
    expect(await selfTest(await engineOf(name))).toEqual([]);
  });

  it("sees one wrong number among hundreds", async () => {
    const engine = await engineOf("tfjs");
    for (const place of [1, 100, 719]) {
      const wrong = changed(engine, (name, data) =>
        name === "conv2d" ? withNumber(data, place, (data[place] ?? 0) + 0.5) : data,
      );
      expect(await selfTest(wrong)).toEqual([expect.stringMatching(/^op conv2d is off by [\d.]+ %$/)]);
    }
  });

  it("sees a NaN, numbers in another order, missing numbers and missing results", async () => {
    const engine = await engineOf("tfjs");
    const faults = (name: string, change: (data: Float32Array) => Float32Array) =>
      selfTest(changed(engine, (found, data) => (found === name ? change(data) : data)));
    expect(await faults("loss", (data) => withNumber(data, 0, NaN))).toEqual([
      "training step: loss is not a number, or of another size",
    ]);
    expect(await faults("unpool", (data) => data.toReversed())).toEqual([
      expect.stringContaining("op unpool is off by"),
    ]);
    expect(await faults("relu", (data) => data.subarray(1))).toEqual([
      "op relu is not a number, or of another size",
    ]);
    const without: Engine = {
      ...engine,
      compile: (program) =>
        engine.compile({
          ...program,
          outputs: new Map([...program.outputs].filter(([name]) => name !== "exp")),
        }),
    };
    expect(await selfTest(without)).toEqual(["op exp is missing"]);
  });

  it("sees an engine that does not update its states", async () => {
    const engine = await engineOf("tfjs");
    const idle: Engine = {
      ...engine,
      compile: (program) => engine.compile({ ...program, updates: new Map() }),
    };
    const faults = await selfTest(idle);
    expect(faults).toHaveLength(20);
    for (const fault of faults) expect(fault).toMatch(/^training step: new .* is off by \d/);
  });

  it("takes an engine that throws for one that fails", async () => {
    const engine = await engineOf("tfjs");
    const broken: Engine = { ...engine, compile: () => Promise.reject(new Error("no such kernel")) };
    expect(await selfTest(broken)).toEqual(["it failed: no such kernel"]);
  });
});
