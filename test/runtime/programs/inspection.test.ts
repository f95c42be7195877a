/** Inspection programs: what and where of every stage, and the decoder from each stage alone. */
import { evaluationProgram, inspectionProgram, type InspectionOutput, type Model } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { enginesUnderTest } from "../../support/engines.js";
import { stackedModel, type ModelOptions } from "../../support/models.js";
import { feedsOf, parametersOf, runOnce } from "../../support/sessions.js";
import { normals, relativeDifference } from "../../support/values.js";

const options: ModelOptions = {
  input: [7, 6, 2],
  classes: 3,
  stages: [
    { channels: [3], kernel: [3, 3], pool: [2, 2] },
    { channels: [4], kernel: [3, 3], pool: [3, 1] },
  ],
  where: "hard",
  dropout: 0.5,
};
const inspect = (model: Model, ...outputs: InspectionOutput[]) =>
  inspectionProgram(model, { batch: 2, outputs });

describe("an inspection program", () => {
  it("gives what is asked for, in its shapes", () => {
    const all = inspect(stackedModel(options), "logits", "what", "where", "reconstructions", "borrowed");
    expect([...all.outputs].map(([name, { shape }]) => [name, shape])).toEqual([
      ["logits", [2, 3]],
      ["what:bottom", [2, 3, 3, 3]],
      ["what:middle", [2, 1, 3, 4]],
      ["x:bottom", [2, 3, 3, 3]],
      ["y:bottom", [2, 3, 3, 3]],
      ["x:middle", [2, 1, 3, 4]],
      ["y:middle", [2, 1, 3, 4]],
      ...["with", "without", "borrowed"].flatMap((kind) => [
        [`${kind}:bottom`, [2, 7, 6, 2]],
        [`${kind}:middle`, [2, 7, 6, 2]],
      ]),
    ]);
    expect(all.feeds.map(({ name }) => name)).toEqual(["image", "whereImage"]);
  });

  it("gives what the decoder rebuilds of every stage but the top one", () => {
    expect(
      [...inspect(stackedModel(options), "decoded").outputs].map(([name, { shape }]) => [name, shape]),
    ).toEqual([["decoded:bottom", [2, 3, 3, 3]]]);
  });

  it("gives no coordinates where no where is kept, and no logits without a classifier", () => {
    const program = inspect(stackedModel({ ...options, where: "none", classes: null }), "logits", "where");
    expect([...program.outputs]).toEqual([]);
  });

  it("keeps a stage that is called as a result is", () => {
    const model = stackedModel(options);
    const called: Model = {
      ...model,
      stages: ["image", "code"],
      encode: (p, image) => {
        const { bottom, middle, code } = model.encode(p, image) as unknown as Record<string, never>;
        return { image: bottom, codeStage: middle, code: code! };
      },
      decode: (p, code, where) => {
        const { image: bottom, code: middle } = where as Record<string, unknown>;
        const decoded = model.decode(p, code, { bottom, middle }) as unknown as Record<string, never>;
        return { imageStage: decoded["bottom"], image: decoded["image"]! };
      },
    };
    expect([...inspect(called, "what", "reconstructions").outputs.keys()]).toEqual([
      "what:image",
      "what:code",
      "with:image",
      "with:code",
      "without:image",
      "without:code",
    ]);
  });
});

describe.each(enginesUnderTest)("inspection on %s", (engine) => {
  const run = async (model: Model, outputs: InspectionOutput[], feeds: Record<string, Float32Array>) =>
    (await runOnce(engine, inspect(model, ...outputs), parametersOf(model, 1), feeds)).outputs;
  const image = normals([2, 7, 6, 2], 1, "image").data;
  const other = normals([2, 7, 6, 2], 2, "image").data;

  it.each(["hard", "soft", "none", "map"] as const)("decodes from every stage, where %s", async (where) => {
    const model = stackedModel({ ...options, where });
    const found = await run(model, ["logits", "reconstructions"], { image });

    const evaluation = evaluationProgram(model, { batch: 2, outputs: ["logits", "reconstruction"] });
    const expected = await runOnce(engine, evaluation, parametersOf(model, 1), { image });
    expect(relativeDifference(found["logits"]!, expected.outputs["logits"]!)).toBeLessThan(1e-5);
    expect(relativeDifference(found["with:middle"]!, expected.outputs["reconstruction"]!)).toBeLessThan(1e-5);

    // The lower stage alone is a model of one stage with the same weights; soft whats differ from those of "none".
    for (const kind of where === "soft" ? (["with"] as const) : (["with", "without"] as const)) {
      const alone = stackedModel({
        ...options,
        stages: options.stages.slice(0, 1),
        where: kind === "with" ? where : "none",
        classes: null,
      });
      const states = parametersOf(model, 1);
      // What is not known to lie in one of four cells is split among them; copied to them, where none was ever kept.
      const filter = states.get("decoder.bottom.conv1.kernel")!.data;
      if (kind === "without" && where === "hard") filter.forEach((tap, at) => (filter[at] = tap / 4));
      const program = evaluationProgram(alone, { batch: 2, outputs: ["reconstruction"] });
      const { outputs } = await runOnce(engine, program, states, { image });
      expect(relativeDifference(found[`${kind}:bottom`]!, outputs["reconstruction"]!)).toBeLessThan(1e-5);
    }
  });

  it("rebuilds what L2M compares", async () => {
    const model = stackedModel(options);
    const { "what:bottom": what, "decoded:bottom": decoded } = await run(model, ["what", "decoded"], {
      image,
    });
    const program = evaluationProgram(model, { batch: 2, outputs: ["terms"] });
    const labels = Float32Array.of(1, 0, 0, 0, 1, 0);
    const { outputs } = await runOnce(engine, program, parametersOf(model, 1), { image, labels });
    const squares = what!.reduce((sum, m, at) => sum + (m - decoded![at]!) ** 2, 0);
    expect(squares / what!.length).toBeCloseTo(outputs["L2M bottom"]![0]!, 5);
  });

  it("takes the wheres of another image", async () => {
    const model = stackedModel(options);
    const own = await run(model, ["reconstructions", "borrowed"], { image, whereImage: image });
    expect(relativeDifference(own["borrowed:bottom"]!, own["with:bottom"]!)).toBeLessThan(1e-6);
    const lent = await run(model, ["borrowed", "where"], { image, whereImage: other });
    expect(relativeDifference(lent["borrowed:bottom"]!, own["with:bottom"]!)).toBeGreaterThan(0.01);
  });

  it("tells where by coordinates in the region", async () => {
    const model = stackedModel(options);
    const { "x:bottom": x, "y:middle": y, "x:middle": narrow } = await run(model, ["where"], { image });
    expect(new Set(x)).toEqual(new Set([-1, 1]));
    expect([...y!].every((value) => [-1, 0, 1].includes(value))).toBe(true);
    expect(new Set(narrow)).toEqual(new Set([0]));
  });

  it("depends on nothing but the image", async () => {
    const program = inspect(stackedModel(options), "what");
    expect(Object.keys(feedsOf(program, { seed: 1 }))).toEqual(["image"]);
  });
});
