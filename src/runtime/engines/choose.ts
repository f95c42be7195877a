/** Chooses the engine of `auto`: the fastest that can be started here and computes what it should. */
import { createEngine, type EngineName, engineNames } from "./createEngine.js";
import type { Engine, EngineOptions } from "./engine.js";
import { selfTest } from "./selfTest/selfTest.js";

/**
 * The engines that come into question, the fastest first, as they were measured (docs/performance.md). The engine tfjs does not:
 * who trains on it by mistake waits a thousand times as long.
 */
export const engineOrder = ["onnx", "tensorflow", "onnx-web"] as const satisfies readonly EngineName[];

/** What an engine can be asked for by: its name, or `auto`. */
export const engineChoices = ["auto", ...engineNames] as const;

export type EngineChoice = (typeof engineChoices)[number];

/** What became of an engine that came into question. */
export interface EngineReason {
  readonly name: EngineName;
  /** Why it was chosen, or passed over. */
  readonly reason: string;
}

export interface ChosenEngine {
  readonly engine: Engine;
  readonly name: EngineName;
  /** First the engines that were passed over, at last the one that was chosen. */
  readonly reasons: readonly EngineReason[];
}

export interface ChooseOptions extends EngineOptions {
  /** How an engine is started; {@link createEngine} where absent. */
  readonly start?: (name: EngineName, options: EngineOptions) => Promise<Engine>;
}

/** No engine came through. */
export class NoEngineError extends Error {
  override readonly name = "NoEngineError";

  constructor(readonly reasons: readonly EngineReason[]) {
    super(`no fast engine runs here: ${reasons.map(({ name, reason }) => `${name}: ${reason}`).join("; ")}`);
  }
}

/**
 * Starts the engines of {@link engineOrder} one by one until one is what it was asked to be and passes the self-test. Those that do
 * not are disposed of.
 *
 * @throws NoEngineError where none does
 */
export async function chooseEngine({
  start = createEngine,
  ...options
}: ChooseOptions = {}): Promise<ChosenEngine> {
  const passedOver: EngineReason[] = [];
  for (const name of engineOrder) {
    const tried = await tryEngine(name, () => start(name, options));
    if (typeof tried !== "string") {
      const reason = passedOver.length === 0 ? "the fastest" : "the fastest that runs here";
      return { engine: tried, name, reasons: [...passedOver, { name, reason }] };
    }
    passedOver.push({ name, reason: tried });
  }
  throw new NoEngineError(passedOver);
}

/** The engine, or why it is passed over. */
async function tryEngine(name: EngineName, start: () => Promise<Engine>): Promise<Engine | string> {
  let engine: Engine;
  try {
    engine = await start();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const fault = engine.name === name ? await firstFault(engine) : `it turned out to be ${engine.name}`;
  if (fault === null) return engine;
  await engine.dispose();
  return fault;
}

async function firstFault(engine: Engine): Promise<string | null> {
  const [first, ...others] = await selfTest(engine);
  if (first === undefined) return null;
  return `its self-test failed: ${first}${others.length === 0 ? "" : ` (and ${others.length} more)`}`;
}
