/** The check in a process of its own: what it says of a TensorFlow that works, of one that does not, and of one that crashes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { locateTensorflow } from "../../../src/runtime/engines/tensorflow/library/index.js";
import { runProgram } from "../../../src/setup/runProgram.js";
import { resourcesIn } from "../../../src/setup/tensorflow/resources.js";
import { verifyTensorflow } from "../../../src/setup/tensorflow/verify.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const program = resourcesIn(fileURLToPath(new URL("../../..", import.meta.url))).selfCheck;
const check = { program, expectedVersion: null, hint: "build it again" };

/** A self-check that does something else. */
function programOf(script: string): string {
  const path = join(temporaryFolder(), "check.mjs");
  writeFileSync(path, script);
  return path;
}

describe("a TensorFlow that is checked", () => {
  const location = locateTensorflow();
  const reason = location === undefined ? " (skipped: no native TensorFlow; npx swwae setup tensorflow)" : "";
  it.skipIf(location === undefined)(`tells its version where it works${reason}`, async () => {
    if (location === undefined) return;
    expect(await verifyTensorflow(location, check)).toMatch(/^\d+\.\d+\.\d+$/);
    await expect(verifyTensorflow(location, { ...check, expectedVersion: "0.0.0" })).rejects.toThrow(
      `the TensorFlow in ${location.path} does not work: the library's version is `,
    );
  });

  const privately = location?.kind === "private" ? "" : " (skipped: no TensorFlow was set up)";
  it.skipIf(privately !== "")(`is loaded without a word, where it was built here${privately}`, async () => {
    const { stderr } = await runProgram(process.execPath, [program, "private", location?.path ?? ""]);
    expect(stderr).toBe("");
  });

  it("is refused with its own words where it cannot be loaded", async () => {
    const path = temporaryFolder();
    mkdirSync(join(path, "lib/napi-v8"), { recursive: true });
    writeFileSync(join(path, "lib/napi-v8/tfjs_binding.node"), "no library");
    await expect(verifyTensorflow({ kind: "private", path }, check)).rejects.toThrow(
      /^the TensorFlow in .* does not work: .*tfjs_binding\.node: file too short$/,
    );
  });

  it("is refused where it ends the process, with a word or without", async () => {
    const place = { kind: "private", path: "/somewhere" } as const;
    const speaking = programOf("console.error('illegal'); process.exit(132)");
    await expect(verifyTensorflow(place, { ...check, program: speaking })).rejects.toThrow(
      "the TensorFlow in /somewhere ends the process that loads it: illegal",
    );
    const silent = programOf("process.kill(process.pid, 'SIGKILL')");
    await expect(verifyTensorflow(place, { ...check, program: silent })).rejects.toThrow(
      "ends the process that loads it: no word of why; does the processor have AVX?",
    );
  });
});
