/** `swwae check`: its formats, and the fixes that it applies. */
import { chmodSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";
import { brokenSpec, tinySpec } from "./specs.js";

function specFolder(specs: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(specs)) writeFileSync(join(folder, name), text);
  return folder;
}

const misspelt = tinySpec.replace("relu", "rellu").replace("where hard", "where harrd");

/** Checks a sound and a broken spec. */
function check(...args: string[]) {
  const cwd = specFolder({ "tiny.swwae": tinySpec, "broken.swwae": brokenSpec });
  return runCli(["check", "tiny.swwae", "broken.swwae", ...args], { cwd });
}

describe("swwae check --format", () => {
  it("sarif prints one log for all files", async () => {
    const { code, stdout, stderr } = await check("--format", "sarif");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const log = JSON.parse(stdout) as { version: string; runs: { results: { ruleId: string }[] }[] };
    expect(log.version).toBe("2.1.0");
    expect(log.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(["SW0312", "SW0501"]);
  });

  it("github prints one annotation a line, and no count that would be read as one", async () => {
    const { code, stdout } = await check("--format=github");
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error file=broken\.swwae,line=4,.*title=SW0312::.*\n::error .*title=SW0501::.*\n$/,
    );
  });

  it("json is what --json prints", async () => {
    const [long, short] = await Promise.all([check("--format", "json"), check("--json")]);
    expect(long).toEqual(short);
    expect(JSON.parse(long.stdout)).toMatchObject({ errors: 2, files: [{ fixed: [] }, { fixed: [] }] });
  });

  it("knows no other, and not two at once", async () => {
    expect(await check("--format", "xml")).toMatchObject({ code: 2, stdout: "" });
    const both = await check("--format", "sarif", "--json");
    expect(both).toMatchObject({ code: 2, stdout: "" });
    expect(both.stderr).toContain("cannot be used with");
  });
});

describe("swwae check --fix", () => {
  it("mends what is plainly meant, writes the file and says what it did", async () => {
    const folder = specFolder({ "a.swwae": misspelt });
    const { code, stdout } = await runCli(["check", "a.swwae", "--fix"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toBe(
      "fixed a.swwae: unknown layer `rellu` (relu)\n" +
        "fixed a.swwae: unknown kind of where `harrd` (hard)\n" +
        "1 model in 1 file, no mistakes, 2 fixed\n",
    );
    expect(readFileSync(join(folder, "a.swwae"), "utf8")).toBe(tinySpec);
  });

  it("leaves decisions to the user, reports them and exits with 1", async () => {
    const folder = specFolder({ "broken.swwae": brokenSpec });
    const { code, stdout } = await runCli(["check", "broken.swwae", "--fix"], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toContain("error SW0312");
    expect(stdout).not.toContain("fixed");
    expect(readFileSync(join(folder, "broken.swwae"), "utf8")).toBe(brokenSpec);
  });

  it("decides with --fix-all, and tells so in JSON", async () => {
    const folder = specFolder({ "a.swwae": brokenSpec.replace("where firm", "where harrd") });
    const { code, stdout } = await runCli(["check", "a.swwae", "--fix-all", "--json"], { cwd: folder });
    expect(code).toBe(0);
    const { files } = JSON.parse(stdout) as {
      files: { diagnostics: unknown[]; fixed: { code: string }[] }[];
    };
    expect(files[0]?.diagnostics).toEqual([]);
    expect(files[0]?.fixed.map(({ code }) => code)).toEqual(["SW0501", "SW0312"]);
    expect(readFileSync(join(folder, "a.swwae"), "utf8")).toContain("pool 28x28");
  });

  it("does not touch a file without fixes, and keeps a link a link", async () => {
    const folder = specFolder({ "sound.swwae": tinySpec, "a.swwae": misspelt });
    chmodSync(join(folder, "sound.swwae"), 0o444);
    symlinkSync("a.swwae", join(folder, "link.swwae"));
    const { code } = await runCli(["check", "sound.swwae", "link.swwae", "--fix"], { cwd: folder });
    expect(code).toBe(0);
    expect(lstatSync(join(folder, "link.swwae")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "a.swwae"), "utf8")).toBe(tinySpec);
  });
});
