/** One engine, tried in this process: started, held to known numbers, and timed. */
import { join } from "node:path";
import {
  createEngine,
  type Engine,
  type EngineName,
  type Model,
  randomStream,
  type SelfTestCheck,
  selfTestChecks,
} from "../../runtime/index.js";
import { imageSize, Trainer } from "../../training/index.js";
import { compileSound } from "../compileSpec.js";
import { packageFolder } from "../packageFolder.js";
import { chooseModel, loadModels } from "../session/loadModels.js";
import { versionsOf } from "../session/versions.js";
import { readSpec } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import type { EngineReport, SelfTestReport, SpeedReport } from "./diagnosis.js";

export interface ProbeRequest {
  readonly engine: EngineName;
  /** Null: as many as the engine thinks right. */
  readonly threads: number | null;
  /** How long the steps are timed; 0 for not at all. */
  readonly seconds: number;
}

/** Steps before the clock counts: memory is still being reserved and caches are cold. */
const warmUpSteps = 3;

/** Tries an engine. Whatever goes wrong with it is in the report. */
export async function probeEngine(request: ProbeRequest, terminal: Terminal): Promise<EngineReport> {
  const { engine: name, threads, seconds } = request;
  const nothing = { name, library: null, selfTest: null, speed: null };
  let engine: Engine;
  try {
    engine = await createEngine(name, threads === null ? {} : { threads });
  } catch (error) {
    return { ...nothing, status: "not found", reason: withCauses(error) };
  }
  const found = { ...nothing, library: libraryOf(name) };
  if (engine.name !== name)
    return { ...found, status: "wrong", reason: `it turned out to be ${engine.name}` };
  try {
    const tested = await runSelfTest(engine);
    const [fault] = tested.faults;
    if (fault !== undefined) return { ...found, selfTest: tested, status: "wrong", reason: fault };
    const speed = seconds === 0 ? null : await measureSpeed(engine, seconds, terminal);
    return { ...found, selfTest: tested, speed, status: "works", reason: null };
  } catch (error) {
    return { ...found, status: "broken", reason: withCauses(error) };
  } finally {
    await engine.dispose();
  }
}

/** An error's message and those of its causes, each its first line, in one line. */
function withCauses(error: unknown): string {
  const messages: string[] = [];
  for (let cause = error; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined) {
    const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    messages.push(line);
  }
  return messages.join(": ");
}

/** "onnxruntime-node 1.30.0". */
function libraryOf(name: EngineName): string {
  const { swwae: _, node: __, ...libraries } = versionsOf(name);
  return Object.entries(libraries)
    .map(([library, version]) => `${library} ${version}`)
    .join(", ");
}

async function runSelfTest(engine: Engine): Promise<SelfTestReport> {
  const start = performance.now();
  const checks = await selfTestChecks(engine);
  return {
    ops: checks.filter(isOp).length,
    stepTensors: checks.filter((check) => !isOp(check)).length,
    faults: checks.flatMap(({ name, fault }) => (fault === null ? [] : [`${name} ${fault}`])),
    seconds: secondsSince(start),
  };
}

function isOp({ name }: SelfTestCheck): boolean {
  return name.startsWith("op ");
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

/** Times whole training steps on images of noise, which cost what digits cost. */
async function measureSpeed(engine: Engine, seconds: number, terminal: Terminal): Promise<SpeedReport> {
  const model = await yardstick(terminal);
  // An image takes the engine tfjs some seconds, where the others make hundreds of them.
  const batch = engine.name === "tfjs" ? 1 : 64;
  const trainer = await Trainer.create(model, {
    engine,
    mode: "semi-supervised",
    optimizer: { kind: "adam" },
    batch,
    seed: 1,
  });
  try {
    const stream = randomStream(1, "doctor");
    const images = Float32Array.from({ length: batch * imageSize(model.input) }, () => stream.uniform());
    const labels = Int32Array.from({ length: batch }, () => stream.integer(model.classes ?? 1));
    const step = () => trainer.step(images, labels, 0.001);
    const begun = performance.now();
    for (let made = 0; made < warmUpSteps && secondsSince(begun) < seconds / 2; made++) await step();
    const start = performance.now();
    let steps = 0;
    do {
      await step();
      steps += 1;
    } while (secondsSince(start) < seconds);
    const taken = secondsSince(start);
    const memory = process.resourceUsage().maxRSS * 1024;
    return { imagesPerSecond: (batch * steps) / taken, batch, steps, seconds: taken, memory };
  } finally {
    await trainer.dispose();
  }
}

/** The net W1 of docs/performance.md. */
async function yardstick(terminal: Terminal): Promise<Model> {
  const spec = await readSpec(join(packageFolder(), "specs", "examples", "yardstick.swwae"));
  return chooseModel(await loadModels(compileSound(spec, terminal)), "YardstickOne", spec.path);
}
