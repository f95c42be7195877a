/** The inspector on a model: the same numbers in one batch and in many. */
import { Inspector } from "swwae/training";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barModel } from "../../support/bars.js";
import { engineOf } from "../../support/engines.js";
import { parametersOf } from "../../support/sessions.js";
import { normals, relativeDifference } from "../../support/values.js";

const model = barModel();
const images = normals([7, 6, 6, 1], 1).data;
const range = (from: number, to: number) => images.slice(from * 36, to * 36);
let inspector: Inspector;
let state: Awaited<ReturnType<Awaited<ReturnType<typeof engineOf>>["createState"]>>;

beforeAll(async () => {
  const engine = await engineOf("onnx");
  state = await engine.createState(parametersOf(model, 1));
  inspector = new Inspector(model, { engine, state, batch: 3 });
});
afterAll(async () => {
  await inspector.dispose();
  await state.dispose();
});

describe("an inspector", () => {
  it("surveys in batches what it inspects at once", async () => {
    const { logits, stages } = await inspector.inspect(images);
    const survey = await inspector.survey(7, range, 2);
    expect(relativeDifference(survey.logits!, logits!)).toBeLessThan(1e-5);
    const { what, shape } = stages[0]!;
    expect(shape).toEqual([3, 3, 8]);
    for (const [best] of survey.strongest.get("bottom")!.activations) {
      if (best === undefined) continue;
      const largest = Math.max(...what.filter((_, at) => at % 8 === best.map));
      expect(best.value).toBeCloseTo(largest, 5);
      expect(what[(best.image * 9 + best.cell) * 8 + best.map]).toBeCloseTo(largest, 5);
    }
    expect((await inspector.survey(7, range, 0)).strongest.size).toBe(0);
  });

  it("lends wheres", async () => {
    const lent = await inspector.inspect(range(0, 2), range(2, 4));
    const own = await inspector.inspect(range(0, 2), range(0, 2));
    const [stage] = lent.stages;
    expect(own.stages[0]!.withOtherWhere).toEqual(own.stages[0]!.withWhere);
    expect(stage!.withOtherWhere).not.toEqual(stage!.withWhere);
  });

  it("rebuilds every stage but the one whose what is the code", async () => {
    expect(await inspector.rebuild(images)).toEqual([]);
  });

  it("projects each activation by itself, in its receptive field alone", async () => {
    const survey = await inspector.survey(7, range, 9);
    const activations = survey.strongest.get("bottom")!.activations.flat();
    const imageOf = (index: number) => range(index, index + 1);
    const all = await inspector.project("bottom", activations, imageOf);
    expect(activations.length).toBeGreaterThan(36); // more than one run
    for (const [row, activation] of activations.entries()) {
      const projection = all.subarray(row * 36, (row + 1) * 36);
      const alone = await inspector.project("bottom", [activation], imageOf);
      expect(relativeDifference(projection, alone)).toBeLessThan(1e-5);
      const [top, left] = [2 * Math.floor(activation.cell / 3) - 1, 2 * (activation.cell % 3) - 1];
      projection.forEach((value, at) => {
        const [y, x] = [Math.floor(at / 6), at % 6];
        if (y < top || y > top + 3 || x < left || x > left + 3) expect(value).toBe(0);
      });
    }
  });

  it("knows its stages", () => {
    expect(() => inspector.shapeOf("nowhere")).toThrow(/has no stage nowhere/);
  });
});
