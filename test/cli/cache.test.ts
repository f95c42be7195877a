/** `swwae cache`: what is kept of decoded pictures, listed and cleaned; and a training that makes it. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

it("lists the packs that a training made, and cleans them", async () => {
  const cwd = temporaryFolder();
  const env = { SWWAE_IMAGES_CACHE: join(cwd, "packs") };
  for (const [label, name] of ["black", "white"].entries()) {
    mkdirSync(join(cwd, "set", name), { recursive: true });
    for (let index = 0; index < 30; index++) {
      const background = { r: 255 * label, g: index, b: 0 };
      const picture = sharp({ create: { width: 9, height: 9, channels: 3, background } });
      await picture.png().toFile(join(cwd, "set", name, `${index}.png`));
    }
  }
  writeFileSync(join(cwd, "tiny.swwae"), tinySpec);
  const train = ["train", "tiny.swwae", "--data", "set", "--epochs", "1", "--engine", "onnx"];
  const refused = await runCli(train, { cwd, env });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/hint: write `validation 10` in the experiment, or give --validation 10/);
  const trained = await runCli([...train, "--validation", "10"], { cwd, env });
  expect(trained.code, trained.stderr).toBe(0);
  expect(trained.stdout).toMatch(/^waited for data +\d+\.\d\d % of the time$/m);
  expect(readdirSync(join(cwd, "packs"))).toHaveLength(1);
  expect((await runCli(["cache"], { cwd, env })).stdout).toMatch(/ in 1 file in /);
  const { packs } = JSON.parse((await runCli(["cache", "--json"], { cwd, env })).stdout) as {
    packs: { bytes: number; isWhole: boolean }[];
  };
  expect(packs).toMatchObject([{ isWhole: true }]);
  expect((await runCli(["cache", "clean"], { cwd, env })).stdout).toMatch(/^deleted 1 file, /);
  expect(readdirSync(join(cwd, "packs"))).toEqual([]);
  expect((await runCli(["cache", "wipe"], { cwd, env })).code).toBe(2);
});
