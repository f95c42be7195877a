/** How `auto` chooses: what throws, is something else, or computes wrong numbers is passed over, and each time it is said why. */
import {
  chooseEngine,
  type ChosenEngine,
  createEngine,
  type Engine,
  type EngineName,
  type EngineOptions,
  NoEngineError,
} from "swwae/runtime";
import { describe, expect, it } from "vitest";

type Start = (options: EngineOptions) => Promise<Engine>;

/** Right numbers for as long as the test lasts: the slow engine under another name. */
const right =
  (name: string): Start =>
  async () => ({ ...(await createEngine("tfjs")), name });

/** TensorFlow on a processor without bfloat16. */
const withoutBf16: Start = async (options) => ({
  ...(await right("tensorflow")(options)),
  precisionReason: "this processor has none",
});

const missing: Start = () => Promise.reject(new Error("its library is not installed"));

/** An engine whose every result is off by as much. */
const wrong =
  (name: string, by: number, onDispose = () => {}): Start =>
  async () => {
    const engine = await createEngine("tfjs");
    return {
      ...engine,
      name,
      async compile(program) {
        const executable = await engine.compile(program);
        return {
          ...executable,
          dispose: () => executable.dispose(),
          run: async (state, feeds) =>
            Object.fromEntries(
              Object.entries(await executable.run(state, feeds)).map(([output, data]) => [
                output,
                data.map((number) => number + by),
              ]),
            ),
        };
      },
      dispose: async () => onDispose(),
    };
  };

function choose(engines: Partial<Record<EngineName, Start>>): Promise<ChosenEngine> {
  return chooseEngine({ start: (name, options) => (engines[name] ?? missing)(options) });
}

describe("the engine of auto", () => {
  it("is onnx where that passes, and no other is started", async () => {
    const { engine, name, reasons } = await choose({ onnx: right("onnx") });
    expect({ name, engine: engine.name }).toEqual({ name: "onnx", engine: "onnx" });
    expect(reasons).toEqual([{ name: "onnx", reason: "the fastest" }]);
  });

  it("is another where the library of the first does not load", async () => {
    const { name, reasons } = await choose({ "onnx-web": right("onnx-web") });
    expect(name).toBe("onnx-web");
    expect(reasons).toEqual([
      { name: "onnx", reason: "its library is not installed" },
      { name: "tensorflow", reason: "its library is not installed" },
      { name: "onnx-web", reason: "the fastest that runs here" },
    ]);
  });

  it("is none that gives wrong numbers; it is disposed of", async () => {
    let disposed = 0;
    const { name, reasons } = await choose({
      onnx: wrong("onnx", 0.01, () => (disposed += 1)),
      tensorflow: right("tensorflow"),
    });
    expect(name).toBe("tensorflow");
    expect(reasons[0]?.reason).toMatch(/^its self-test failed: op \w+ is off by [\d.]+ % \(and \d+ more\)$/);
    expect(disposed).toBe(1);
  });

  it("may round differently", async () => {
    expect((await choose({ onnx: wrong("onnx", 1e-6) })).name).toBe("onnx");
  });

  it("is none that turns out to be another than was asked for, even a right one", async () => {
    const { name, reasons } = await choose({
      onnx: right("tfjs"),
      tensorflow: right("tfjs"),
      "onnx-web": right("onnx-web"),
    });
    expect(name).toBe("onnx-web");
    expect(reasons.slice(0, 2)).toEqual([
      { name: "onnx", reason: "it turned out to be tfjs" },
      { name: "tensorflow", reason: "it turned out to be tfjs" },
    ]);
  });

  it("is never the slow one: where no other runs, that is an error which tells why", async () => {
    const failed = choose({ onnx: wrong("onnx", 1), tfjs: right("tfjs") });
    await expect(failed).rejects.toThrow(NoEngineError);
    await expect(failed).rejects.toThrow(
      /^no fast engine runs here: onnx: its self-test failed: .*; tensorflow: its library is not installed; onnx-web: its library is not installed$/,
    );
  });

  it("is started with the options that were given", async () => {
    const seen: EngineOptions[] = [];
    await chooseEngine({
      threads: 3,
      lowering: "reference",
      start: (_, options) => {
        seen.push(options);
        return right("onnx")(options);
      },
    });
    expect(seen).toEqual([{ threads: 3, lowering: "reference" }]);
  });

  it("is one that knows bf16 where that is asked for, tested in fp32", async () => {
    const seen: (string | undefined)[] = [];
    const bf16: Start = async (options) => {
      seen.push(options.precision);
      return { ...(await right("tensorflow")(options)), precision: options.precision ?? "fp32" };
    };
    const { name, engine, reasons } = await chooseEngine({
      precision: "bf16",
      start: (asked, options) => (asked === "tensorflow" ? bf16 : right(asked))(options),
    });
    expect({ name, precision: engine.precision, seen }).toEqual({
      name: "tensorflow",
      precision: "bf16",
      seen: [undefined, "bf16"],
    });
    expect(reasons).toEqual([{ name: "tensorflow", reason: "computes in bf16" }]);
  });

  it("is the fastest in fp32 where none can compute in bf16, and each says why", async () => {
    const { name, engine, reasons } = await chooseEngine({
      precision: "bf16",
      start: (asked, options) => (asked === "tensorflow" ? withoutBf16 : right(asked))(options),
    });
    expect({ name, precision: engine.precision }).toEqual({ name: "onnx", precision: "fp32" });
    expect(reasons).toEqual([
      { name: "tensorflow", reason: "this processor has none" },
      { name: "onnx", reason: "the fastest that runs here" },
    ]);
  });

  it("can be chosen here", async () => {
    const { engine, name, reasons } = await chooseEngine({ threads: 1 });
    expect(engine.name).toBe(name);
    expect(reasons.at(-1)?.name).toBe(name);
    await engine.dispose();
  });
});
