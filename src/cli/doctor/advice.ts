/** What would make trainings possible, or faster, on a machine that was examined. */
import type { EngineName } from "../../runtime/index.js";
import type { Advice, EngineReport, MachineReport } from "./diagnosis.js";

/** An engine that is faster by less than this is not worth a word: the next measurement may say otherwise. */
const worthChanging = 1.15;

/** What the yardstick net, a batch of 64, needs at least, in bytes, with the training images beside it. */
const scarceMemory = 1024 ** 3;

/** What to do, the most useful first. `auto` is the engine that `--engine auto` takes. */
export function adviseOn(
  machine: MachineReport,
  engines: readonly EngineReport[],
  auto: EngineName | null,
): Advice[] {
  return [
    ...nodeAdvice(machine),
    ...engines.flatMap((engine) => missingAdvice(engine, machine, auto)),
    ...fasterAdvice(engines, auto),
    ...memoryAdvice(machine),
  ];
}

function nodeAdvice({ node, nodeSupported }: MachineReport): Advice[] {
  if (nodeSupported) return [];
  return [
    { command: null, reason: `Node ${node} is older than what swwae runs on: install Node 20 or newer` },
  ];
}

function missingAdvice(
  { name, status }: EngineReport,
  { platform }: MachineReport,
  auto: EngineName | null,
): Advice[] {
  if (status === "works") return [];
  switch (name) {
    case "onnx":
      return [
        {
          command: "npm ci",
          reason:
            "installs the package again: onnx, the engine that is fastest on most machines, needs onnxruntime-node",
        },
      ];
    case "onnx-web":
      // Nobody needs it where the native library runs.
      if (auto !== null) return [];
      return [
        {
          command: "npm ci --include=optional",
          reason: "onnx-web runs wherever Node does; it needs onnxruntime-web",
        },
      ];
    case "tensorflow":
      if (platform !== "linux x64") return [];
      return [
        {
          command: "npx swwae setup tensorflow",
          reason:
            "adds the native TensorFlow (--dry-run says what it would download); which engine is faster depends on the machine",
        },
      ];
    case "tfjs":
      return [];
  }
}

function fasterAdvice(engines: readonly EngineReport[], auto: EngineName | null): Advice[] {
  const taken = engines.find(({ name }) => name === auto);
  const [fastest] = [...engines].sort((first, second) => speedOf(second) - speedOf(first));
  if (taken === undefined || fastest === undefined || speedOf(taken) === 0) return [];
  const ratio = speedOf(fastest) / speedOf(taken);
  if (ratio < worthChanging) return [];
  return [
    {
      command: `--engine ${fastest.name}`,
      reason: `was ${ratio.toFixed(1)} × as fast here as ${taken.name}, which --engine auto takes`,
    },
  ];
}

function speedOf({ speed }: EngineReport): number {
  return speed?.imagesPerSecond ?? 0;
}

function memoryAdvice({ memory, memoryLimit, freeMemory }: MachineReport): Advice[] {
  if (Math.min(freeMemory, memoryLimit ?? memory) >= scarceMemory) return [];
  return [{ command: "--batch 16", reason: "there is little memory; smaller batches need less of it" }];
}
