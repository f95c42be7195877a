/** Examines the machine and its engines, one after the other. */
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { type EngineName, engineNames, engineOrder } from "../../runtime/index.js";
import { packageVersion } from "../packageFolder.js";
import { adviseOn } from "./advice.js";
import type { Diagnosis, EngineReport, MachineReport } from "./diagnosis.js";
import type { ProbeRequest } from "./probeEngine.js";

export interface Examination {
  readonly threads: number | null;
  readonly seconds: number;
  readonly probe: (request: ProbeRequest) => Promise<EngineReport>;
  /** Told of what is known, as soon as it is known. */
  readonly onMachine: (machine: MachineReport) => void;
  readonly onStart: (engine: EngineName) => void;
  readonly onEngine: (engine: EngineReport) => void;
}

/** Looks at everything there is. */
export async function diagnose(examination: Examination): Promise<Diagnosis> {
  const { threads, seconds, probe } = examination;
  const machine = examineMachine(threads);
  examination.onMachine(machine);
  const engines: EngineReport[] = [];
  for (const engine of engineNames) {
    examination.onStart(engine);
    const report = await probe({ engine, threads, seconds });
    engines.push(report);
    examination.onEngine(report);
  }
  const auto = engineOrder.find((name) => engines.some((report) => report.name === name && works(report)));
  return { machine, engines, auto: auto ?? null, advice: adviseOn(machine, engines, auto ?? null) };
}

function works({ status }: EngineReport): boolean {
  return status === "works";
}

/** The oldest Node that swwae runs on; package.json says so to npm. */
const oldestNode = 20;

function examineMachine(threads: number | null): MachineReport {
  const memory = totalmem();
  // 0, or a number beyond all memory, where nothing limits the process; Node 20 of its first weeks does not tell.
  const limit = "constrainedMemory" in process ? process.constrainedMemory() : 0;
  return {
    swwae: packageVersion(),
    node: process.versions.node,
    nodeSupported: Number(process.versions.node.split(".")[0]) >= oldestNode,
    platform: `${process.platform} ${process.arch}`,
    processor: (cpus()[0]?.model ?? "unknown processor").replace(/\s+/g, " ").trim(),
    threads: threads ?? availableParallelism(),
    memory,
    freeMemory: freemem(),
    memoryLimit: limit !== undefined && limit > 0 && limit < memory ? limit : null,
  };
}
