/** What the doctor advises. */
import { describe, expect, it } from "vitest";
import { adviseOn } from "../../../src/cli/doctor/advice.js";
import type { EngineReport, MachineReport } from "../../../src/cli/doctor/diagnosis.js";
import { engineLines } from "../../../src/cli/doctor/renderDiagnosis.js";
import picocolors from "picocolors";

const machine: MachineReport = {
  swwae: "0.1.0",
  node: "20.20.0",
  nodeSupported: true,
  platform: "linux x64",
  processor: "a processor",
  threads: 2,
  memory: 16 * 1024 ** 3,
  freeMemory: 8 * 1024 ** 3,
  memoryLimit: null,
};

const selfTest = { ops: 30, stepTensors: 24, faults: [], seconds: 0.1 };

function engine(name: EngineReport["name"], imagesPerSecond: number | null): EngineReport {
  const library = "library 1.0.0";
  if (imagesPerSecond === null)
    return { name, status: "not found", reason: "gone", library: null, selfTest: null, speed: null };
  const speed = { imagesPerSecond, batch: 64, steps: 10, seconds: 5, memory: 3e8 };
  return { name, status: "works", reason: null, library, selfTest, speed };
}

const commands = (...args: Parameters<typeof adviseOn>) => adviseOn(...args).map(({ command }) => command);

describe("advice", () => {
  it("is none where the fastest engine is taken and all are there", () => {
    const engines = [
      engine("onnx", 900),
      engine("tensorflow", 700),
      engine("onnx-web", 300),
      engine("tfjs", 0.5),
    ];
    expect(adviseOn(machine, engines, "onnx")).toEqual([]);
  });

  it("names the setup of TensorFlow where it can be built", () => {
    const engines = [engine("onnx", 900), engine("tensorflow", null)];
    expect(commands(machine, engines, "onnx")).toEqual(["npx swwae setup tensorflow"]);
    expect(commands({ ...machine, platform: "darwin arm64" }, engines, "onnx")).toEqual([]);
  });

  it("names an engine that was clearly faster than the one that is taken, and no close second", () => {
    const engines = [engine("onnx", 500), engine("tensorflow", 900)];
    expect(adviseOn(machine, engines, "onnx")).toEqual([
      {
        command: "--engine tensorflow",
        reason: "was 1.8 × as fast here as onnx, which --engine auto takes",
      },
    ]);
    expect(adviseOn(machine, [engine("onnx", 500), engine("tensorflow", 550)], "onnx")).toEqual([]);
  });

  it("cares for WebAssembly only where nothing native runs", () => {
    const without = [engine("onnx", null), engine("tensorflow", 900), engine("onnx-web", null)];
    expect(commands(machine, without, "tensorflow")).toEqual(["npm ci"]);
    expect(commands(machine, without, null)).toEqual(["npm ci", "npm ci --include=optional"]);
  });

  it("speaks of memory where a container leaves little, and of a Node that is too old", () => {
    const engines = [engine("onnx", 500)];
    const poor = { ...machine, memoryLimit: 5e8, node: "18.0.0", nodeSupported: false };
    expect(adviseOn(poor, engines, "onnx").map(({ reason }) => reason)).toEqual([
      "Node 18.0.0 is older than what swwae runs on: install Node 20 or newer",
      "there is little memory; smaller batches need less of it",
    ]);
  });
});

it("an engine that computes wrong numbers is shown with all of them", () => {
  const faults = ["op unpool is off by 120 %", "training step: loss is off by 3.1 %"];
  const report: EngineReport = {
    ...engine("onnx-web", 100),
    status: "wrong",
    reason: faults[0] ?? null,
    selfTest: { ...selfTest, faults },
    speed: null,
  };
  expect(engineLines(report, picocolors.createColors(false))).toEqual([
    "✗ onnx-web    library 1.0.0: computes wrong numbers",
    "              op unpool is off by 120 %",
    "              training step: loss is off by 3.1 %",
  ]);
});
