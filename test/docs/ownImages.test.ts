/**
 * The walk-through of docs/own-images.md, repeated with the very script and spec that stand there. It needs the folder of the npm
 * package emoji-datasource-twitter, some 70 MB, and half a minute: SWWAE_EMOJI=…/emoji-datasource-twitter npx vitest run test/docs
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compileSpec } from "../support/compileSpec.js";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "../cli/runCli.js";
import { environmentVariable } from "../support/environment.js";

const page = readFileSync(fileURLToPath(new URL("../../docs/own-images.md", import.meta.url)), "utf8");
const emoji = environmentVariable("SWWAE_EMOJI");

/** The first block of a language on the page. */
function block(language: string): string {
  const found = new RegExp("```" + language + "\\n([^]*?)```").exec(page)?.[1];
  if (found === undefined) throw new Error(`the page has no block of ${language}`);
  return found;
}

describe("the walk-through with images of one's own", () => {
  it("shows a spec without a mistake", () => {
    const { experiments } = compileSpec("emoji.swwae", block("swwae"));
    expect(experiments.map(({ name }) => name)).toEqual(["FewLabels", "LabelsAlone"]);
  });

  it.skipIf(emoji === undefined)(
    "goes from init to a report and predictions (needs SWWAE_EMOJI)",
    async () => {
      const cwd = temporaryFolder();
      const run = async (...args: readonly string[]) => {
        const result = await runCli(args, { cwd });
        expect(result.code, `${args.join(" ")}\n${result.stderr}`).toBe(0);
        return result.stdout;
      };
      mkdirSync(join(cwd, "node_modules"));
      symlinkSync(resolve(emoji ?? ""), join(cwd, "node_modules/emoji-datasource-twitter"), "junction");
      writeFileSync(join(cwd, "sort.mjs"), block("js"));
      expect(spawnSync(process.execPath, ["sort.mjs"], { cwd, encoding: "utf8" })).toMatchObject({
        status: 0,
      });
      for (const folder of ["test/flags", "train/flags", "train/unlabelled"]) {
        const count = readdirSync(join(cwd, "emoji", folder)).length;
        expect(page, folder).toContain(`emoji/${folder} ${count}`);
      }

      await run("init");
      expect(existsSync(join(cwd, "digits.swwae"))).toBe(true);
      writeFileSync(join(cwd, "emoji.swwae"), block("swwae"));
      await run("check", "emoji.swwae");
      const trained = await run("train", "emoji.swwae#FewLabels", "--json");
      const { test } = JSON.parse(trained) as { test: { errorRate: number } };
      // Four of five would be wrong by chance.
      expect(test.errorRate).toBeLessThan(0.45);
      const folder = join("runs", readdirSync(join(cwd, "runs"))[0] ?? "");
      expect(existsSync(join(cwd, folder, "report.html"))).toBe(true);

      const [titles, ...lines] = (await run("predict", folder, "emoji/test/vehicles", "--top", "2"))
        .trim()
        .split("\n");
      expect(titles).toBe("file,class,probability,class_2,probability_2");
      expect(lines).toHaveLength(readdirSync(join(cwd, "emoji/test/vehicles")).length);
      for (const line of lines) expect(line.split(",")[1]).toMatch(/^(animals|flags|food|smileys|vehicles)$/);
      await run("inspect", folder, "emoji/test/smileys/1f601.png", "--out", "look.png");
      expect(existsSync(join(cwd, "look.png"))).toBe(true);
    },
    300_000,
  );
});
