/** The templates of `swwae init`: each is a spec without mistakes that trains as its page says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "swwae/compiler";
import { Trainer } from "swwae/training";
import { expect, it } from "vitest";
import { emitTypeScript } from "../../../src/compiler/emit/typescript/index.js";
import { templates } from "../../../src/cli/templates/templates.js";
import { compileSpec } from "../../support/compileSpec.js";
import { engineOf } from "../../support/engines.js";
import { evaluateModule, modelsOf } from "../../support/evaluateModule.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { normals } from "../../support/values.js";
import { runCli } from "../runCli.js";

it.each(templates)("$name checks without a mistake", ({ name, model, spec }) => {
  const { plan, diagnostics } = compile({ path: `${name}.swwae`, text: spec });
  expect(diagnostics).toEqual([]);
  expect(plan.models.map((one) => one.name)).toEqual([model]);
});

it.each(templates)(
  "$name is written with a page that says how to train it",
  async ({ name, spec, training }) => {
    const cwd = temporaryFolder();
    const written = await runCli(["init", "nets", "--template", name], { cwd });
    expect(written.stdout).toContain(`Now try: swwae train nets/${name}.swwae ${training}\n`);
    expect(readFileSync(join(cwd, `nets/${name}.swwae`), "utf8")).toBe(spec);
    expect(readFileSync(join(cwd, `nets/${name}.md`), "utf8")).toContain(
      `train nets/${name}.swwae ${training}`,
    );
  },
);

it.each(templates)("$name learns from images of MNIST's size", async ({ name, model, spec }) => {
  const plan = compileSpec(`${name}.swwae`, spec);
  const module = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" }))).get(model);
  if (module === undefined) throw new Error(`no model ${model} was generated`);
  expect(module.input).toEqual([28, 28, 1]);
  const trainer = await Trainer.create(module, {
    engine: await engineOf("onnx"),
    mode: module.classes === null ? "unsupervised" : "semi-supervised",
    optimizer: { kind: "adam" },
    batch: 2,
    seed: 1,
  });
  const images = Float32Array.from(normals([2, 28, 28, 1], 4).data, Math.abs);
  const steps = [];
  for (let step = 0; step < 6; step += 1) steps.push(await trainer.step(images, Int32Array.of(3, -1), 0.002));
  expect(steps.at(-1)?.loss).toBeLessThan(steps[0]?.loss ?? 0);
  await trainer.dispose();
});

it("knows no other template", async () => {
  const { code, stderr } = await runCli(["init", "--template", "cifar"], { cwd: temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain("Expected digits, mnist, notation, bottleneck or soft.");
});
