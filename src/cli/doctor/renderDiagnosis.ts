/** What the doctor finds, for people. */
import type { EngineName } from "../../runtime/index.js";
import type { Colors } from "../terminal.js";
import type { Advice, Diagnosis, EngineReport, MachineReport } from "./diagnosis.js";

/** Two lines on the machine. */
export function machineLines(machine: MachineReport, { bold, yellow }: Colors): string[] {
  const { swwae, node, nodeSupported, platform, processor, threads, memory, freeMemory, memoryLimit } =
    machine;
  const nodeText = nodeSupported ? `Node ${node}` : yellow(`Node ${node}, which is too old`);
  const limit = memoryLimit === null ? "" : ` (this process may use ${gibibytes(memoryLimit)})`;
  return [
    `${bold(`swwae ${swwae}`)} · ${nodeText} · ${platform}`,
    `${processor} · ${threads} ${threads === 1 ? "thread" : "threads"} · ${gibibytes(memory)} of memory, ${gibibytes(freeMemory)} free${limit}`,
  ];
}

const nameWidth = "tensorflow".length;

/** An engine: what it computes with, whether it does so rightly and how fast, or why not at all. */
export function engineLines(engine: EngineReport, { bold, dim, green, red, yellow }: Colors): string[] {
  const { name, status, reason, library, selfTest, speed } = engine;
  const padded = bold(name.padEnd(nameWidth));
  const margin = " ".repeat(nameWidth + 4);
  if (status === "not found") return [`${dim("–")} ${padded}  not found: ${reason ?? ""}`];
  if (status === "broken") return [`${red("✗")} ${padded}  ${red("broken")}: ${reason ?? ""}`];
  if (status === "wrong") {
    const faults = selfTest?.faults ?? [];
    return [
      `${red("✗")} ${padded}  ${library ?? ""}: ${red("computes wrong numbers")}`,
      ...(faults.length === 0 ? [reason ?? ""] : faults).map((fault) => `${margin}${fault}`),
    ];
  }
  const tested =
    selfTest === null
      ? ""
      : `self-test passed: ${selfTest.ops} ops, a training step's ${selfTest.stepTensors} tensors (${selfTest.seconds.toFixed(1)} s)`;
  const mark = name === "tfjs" ? yellow("✓") : green("✓");
  const lines = [`${mark} ${padded}  ${library ?? ""}, ${tested}`];
  if (speed !== null) {
    lines.push(
      `${margin}${bold(`${imagesPerSecond(speed.imagesPerSecond)} images/s`)} in training, ${Math.round(speed.memory / 1e6)} MB` +
        (name === "tfjs" ? ": only for checking the others" : ""),
    );
  }
  return lines;
}

/** Whether one can train here, and what would help. */
export function verdictLines({ auto, engines, advice }: Diagnosis, colors: Colors): string[] {
  return [verdict(auto, engines, colors), ...adviceLines(advice, auto, colors)];
}

function verdict(auto: EngineName | null, engines: readonly EngineReport[], { green, red }: Colors): string {
  if (auto !== null) return green(`Ready to train: --engine auto takes ${auto}.`);
  const slow = engines.some(({ status }) => status === "works")
    ? " The engine tfjs is right, and asked for by name it trains, but very slowly."
    : "";
  return red(`No training is possible: no fast engine works here.${slow}`);
}

function adviceLines(advice: readonly Advice[], auto: EngineName | null, { bold }: Colors): string[] {
  if (advice.length === 0) return [];
  const width = Math.max(...advice.map(({ command }) => command?.length ?? 0));
  return [
    "",
    auto === null ? "What helps:" : "To go faster:",
    ...advice.map(({ command, reason }) =>
      command === null ? `  ${reason}` : `  ${bold(command.padEnd(width))}  ${reason}`,
    ),
  ];
}

function gibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}

/** Three digits that matter: "1234", "43.2", "0.24". */
function imagesPerSecond(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(value >= 1 ? 3 : 2);
}
