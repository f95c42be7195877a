/** The verbs that show what a model is: their results, their exit codes, and what they say of a reference that cannot be. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";
import { brokenSpec, tinySpec } from "./specs.js";

const small = tinySpec.replace("Tiny", "Small").replace("conv 3x3 8", "conv 3x3 6");

function specFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "tiny.swwae"), tinySpec);
  writeFileSync(join(folder, "two.swwae"), tinySpec + small);
  writeFileSync(join(folder, "broken.swwae"), brokenSpec);
  writeFileSync(join(folder, "empty.swwae"), "");
  return folder;
}

describe("swwae summary", () => {
  it("shows all models of a file, or the one that is named, without colours", async () => {
    const cwd = specFolder();
    const all = await runCli(["summary", "two.swwae"], { cwd });
    expect({ code: all.code, stderr: all.stderr }).toEqual({ code: 0, stderr: "" });
    expect(all.stdout).toMatch(/^Tiny\n[^]*\nSmall\n[^]*\nMultiply-adds are/);
    expect(all.stdout).not.toContain(String.fromCodePoint(27));
    const one = await runCli(["summary", "two.swwae#Small"], { cwd });
    expect(one.stdout).toMatch(/^Small\n/);
    expect(one.stdout).not.toContain("Tiny");
  });

  it("prints JSON and nothing else with --json, for the batch that is asked for", async () => {
    const { code, stdout, stderr } = await runCli(["summary", "tiny.swwae", "--json", "--batch", "5"], {
      cwd: specFolder(),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      format: 1,
      file: "tiny.swwae",
      models: [{ name: "Tiny", batch: 5 }],
    });
  });

  it.each([
    ["two.swwae#Big", "two.swwae defines no model Big, but Tiny, Small\nhint: name one: two.swwae#Tiny"],
    ["empty.swwae", "empty.swwae defines no model"],
    ["empty.swwae#Any", "empty.swwae defines no model"],
    ["missing.swwae", "cannot read missing.swwae: there is no such file"],
    ["broken.swwae", "broken.swwae has 2 errors"],
  ])("says what is wrong with %s", async (reference, message) => {
    const { code, stdout, stderr } = await runCli(["summary", reference], { cwd: specFolder() });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
  });
});
