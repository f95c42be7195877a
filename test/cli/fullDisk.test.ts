/** A disk that fills while a training writes: what was written stays sound, and with room again the training goes on to the same weights. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSafetensors } from "swwae/training";
import { afterAll, expect, it } from "vitest";
import { runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

const folder = mkdtempSync(join(tmpdir(), "swwae-test-"));
const disk = join(folder, "disk");
mkdirSync(disk);
const mount = (...options: readonly string[]) => spawnSync("mount", options).status === 0;
const isMounted = process.platform === "linux" && mount("-t", "tmpfs", "-o", "size=224k", "tmpfs", disk);
afterAll(() => {
  if (isMounted) spawnSync("umount", [disk]);
  rmSync(folder, { recursive: true, force: true });
});

const title = "loses nothing written before, and is gone on with";
it.runIf(isMounted)(
  isMounted ? title : `${title} (skipped: a small file system cannot be mounted here)`,
  { timeout: 120_000 },
  async () => {
    writeFileSync(join(folder, "tiny.swwae"), tinySpec);
    const settings = ["--limit", "640", "--labels", "100", "--validation", "50", "--threads", "1"];
    const train = ["train", "tiny.swwae", ...settings, "--epochs", "30", "--checkpoint-every", "3"];
    const full = await runCli([...train, "--out", "disk"], { cwd: folder });
    expect(full).toMatchObject({ code: 1, stdout: "" });
    expect(full.stderr).toMatch(/cannot write disk\/\S+: no space is left on the device \(ENOSPC\)/);
    const [name = ""] = readdirSync(disk);
    const last = join(disk, name, "checkpoints", "last.safetensors");
    const { metadata } = decodeSafetensors(readFileSync(last), last);
    expect(Number(metadata["step"])).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(join(disk, name, "run.json"), "utf8"))).toMatchObject({ model: "Tiny" });
    const left = readdirSync(join(disk, name, "checkpoints"));
    expect(left.filter((file) => file.endsWith(".tmp"))).toEqual([]);

    expect(mount("-o", "remount,size=64m", disk)).toBe(true);
    expect(await runCli(["resume", join("disk", name)], { cwd: folder })).toMatchObject({ code: 0 });
    expect(await runCli([...train, "--out", "whole"], { cwd: folder })).toMatchObject({ code: 0 });
    const [whole = ""] = readdirSync(join(folder, "whole"));
    const expected = readFileSync(join(folder, "whole", whole, "checkpoints", "last.safetensors"));
    expect(readFileSync(last).equals(expected)).toBe(true);
  },
);
