/** `swwae doctor` on this machine, and on machines where engines are missing or end their process. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Diagnosis } from "../../src/cli/doctor/diagnosis.js";
import { installedByNpm } from "../../src/runtime/engines/tensorflow/library/index.js";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { type CliResult, runCli } from "./runCli.js";

/** Runs the doctor with no TensorFlow in sight, after these fixtures. */
function doctor(args: readonly string[], ...preloaded: readonly string[]): Promise<CliResult> {
  const options = preloaded.map((name) => {
    const path = fileURLToPath(new URL(`../fixtures/engines/${name}.cjs`, import.meta.url));
    return `--require ${JSON.stringify(path)}`;
  });
  const env = { SWWAE_CACHE: temporaryFolder(), NODE_OPTIONS: options.join(" ") };
  return runCli(["doctor", ...args], { cwd: temporaryFolder(), env });
}

const diagnosisIn = ({ stdout }: CliResult): Diagnosis => JSON.parse(stdout) as Diagnosis;

const npms = installedByNpm() === undefined ? "" : " (skipped: npm installed a TensorFlow here)";

describe("swwae doctor", () => {
  it("finds the engines that come with npm's install right, and times them", async () => {
    const result = await doctor(["--seconds", "1", "--threads", "1", "--json"]);
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const { machine, engines, auto } = diagnosisIn(result);
    expect(auto).toBe("onnx");
    expect(machine).toMatchObject({ node: process.versions.node, nodeSupported: true, threads: 1 });
    for (const name of ["onnx", "onnx-web", "tfjs"]) {
      const engine = engines.find((candidate) => candidate.name === name);
      expect(engine, name).toMatchObject({
        status: "works",
        reason: null,
        selfTest: { ops: 30, faults: [] },
      });
      expect(engine?.library, name).toMatch(/^[@/a-z-]+ \d+\.\d+\.\d+$/);
      expect(engine?.speed?.imagesPerSecond, name).toBeGreaterThan(0);
      expect(engine?.speed?.memory, name).toBeGreaterThan(50e6);
    }
  });

  it("goes on where an engine ends its process", async () => {
    const result = await doctor(["--seconds", "0"], "nativeCrashes");
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(result.stdout).toMatch(/^✗ onnx +broken: its process ended with SIGILL/m);
    expect(result.stdout).toContain("Ready to train: --engine auto takes onnx-web.");
    expect(result.stdout).toMatch(/^ {2}npm ci +installs the package again: onnx/m);
  });

  it.skipIf(npms !== "")(`ends with 1 where only the slow engine is left${npms}`, async () => {
    const result = await doctor(["--seconds", "0"], "withoutNative", "withoutWebAssembly");
    expect(result, result.stderr).toMatchObject({ code: 1 });
    expect(result.stdout).toMatch(/^– onnx +not found: .*onnxruntime-node.*libonnxruntime\.so/m);
    expect(result.stdout).toMatch(/^✓ tfjs/m);
    expect(result.stdout).toContain("No training is possible");
    expect(result.stdout).toContain("npm ci --include=optional");
  });
});
