/** Receptive fields, held against what really happens when a pixel changes. */
import { inspectionProgram } from "swwae/runtime";
import { receptiveFields } from "swwae/compiler";
import { expect, it } from "vitest";
import { emitTypeScript } from "../../../src/compiler/emit/typescript/index.js";
import { compileSpec } from "../../support/compileSpec.js";
import { evaluateModule, modelsOf } from "../../support/evaluateModule.js";
import { parametersOf, runOnce } from "../../support/sessions.js";
import { normals } from "../../support/values.js";

const spec = `
model Odd {
  input 17x13x2
  encoder {
    stage lower { conv 4x3 3  relu  conv 2x2 4  relu  pool 2x3 }
    stage upper { conv 3x1 5  pool 2x1 }
    stage above { conv 1x3 2  relu }
    stage dense { dense 4 }
  }
  loss { L2rec 1 }
}`;

it("hold every pixel that a what depends on, and no other", async () => {
  const plan = compileSpec("odd.swwae", spec);
  const fields = receptiveFields(plan.models[0]!);
  expect(fields.get("lower")).toEqual({ kind: "window", size: [6, 6], stride: [2, 3], start: [-1, -1] });
  expect(fields.get("dense")).toEqual({ kind: "image" });

  // Without ReLU and with average pooling every dependence shows: soft whats of a tiny beta are means, and a large bias keeps ReLUs open.
  const linear = compileSpec("odd.swwae", spec.replace("loss", "where soft beta 0.001\n  loss"));
  const model = modelsOf(evaluateModule(await emitTypeScript(linear, { version: "0.0.0" }))).get("Odd")!;
  const states = parametersOf(model, 1);
  for (const [name, { data }] of states) if (name.endsWith("bias")) data.fill(50);
  const program = inspectionProgram(model, { batch: 1, outputs: ["what"] });
  const image = normals([1, 17, 13, 2], 1).data;
  const whats = async (changed: Float32Array) =>
    (await runOnce("tfjs", program, states, { image: changed })).outputs;
  const before = await whats(image);
  const seen = new Map(["lower", "upper", "above"].map((stage) => [stage, new Map<number, Set<string>>()]));
  for (let row = 0; row < 17; row++) {
    for (let column = 0; column < 13; column++) {
      const changed = image.slice();
      changed[(row * 13 + column) * 2] = 9;
      const after = await whats(changed);
      for (const [stage, cells] of seen) {
        const maps = program.outputs.get(`what:${stage}`)!.shape.at(-1)!;
        after[`what:${stage}`]!.forEach((value, at) => {
          if (value === before[`what:${stage}`]![at]) return;
          const cell = Math.floor(at / maps);
          cells.set(cell, (cells.get(cell) ?? new Set()).add(`${row} ${column}`));
        });
      }
    }
  }
  for (const [stage, cells] of seen) {
    const field = fields.get(stage)!;
    if (field.kind !== "window") throw new Error("a window is expected");
    const columns = program.outputs.get(`what:${stage}`)!.shape[2]!;
    for (const [cell, pixels] of cells) {
      const expected = new Set<string>();
      const top = field.start[0] + Math.floor(cell / columns) * field.stride[0];
      const left = field.start[1] + (cell % columns) * field.stride[1];
      for (let row = Math.max(0, top); row < Math.min(17, top + field.size[0]); row++)
        for (let column = Math.max(0, left); column < Math.min(13, left + field.size[1]); column++)
          expected.add(`${row} ${column}`);
      expect([...pixels].toSorted(), `${stage} ${cell}`).toEqual([...expected].toSorted());
    }
  }
});
