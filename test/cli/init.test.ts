/** `swwae init`: a starter spec that checks, and that nothing is overwritten. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";

describe("swwae init", () => {
  it("writes a spec without mistakes and a page whose commands name it", async () => {
    const cwd = temporaryFolder();
    const { code, stdout } = await runCli(["init", "specs"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("written  specs/digits.swwae\nwritten  specs/digits.md\n");
    expect(readFileSync(join(cwd, "specs/digits.md"), "utf8")).toContain("swwae check specs/digits.swwae");
    expect((await runCli(["check", "specs/digits.swwae"], { cwd })).stdout).toBe(
      "1 model in 1 file, no mistakes\n",
    );
  });

  it.each(["digits.swwae", "digits.md"])("writes nothing where %s is there already", async (name) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, name), "mine");
    const { code, stderr } = await runCli(["init"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(`${name} exists already, and nothing is overwritten`);
    expect(readFileSync(join(cwd, name), "utf8")).toBe("mine");
    expect(["digits.swwae", "digits.md"].filter((file) => existsSync(join(cwd, file)))).toEqual([name]);
  });

  it("prints JSON with --json", async () => {
    const { stdout } = await runCli(["init", "--json"], { cwd: temporaryFolder() });
    expect(JSON.parse(stdout)).toEqual({ files: ["digits.swwae", "digits.md"] });
  });
});
