/** Chooses the engine of `auto`: the fastest that can be started here and computes what it should. */
import { createEngine, type EngineName, engineNames } from "./createEngine.js";
import type { Engine, EngineOptions, Precision } from "./engine.js";
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

/** The engines that know bfloat16, on processors that have it. */
const bf16Engines: readonly EngineName[] = ["tensorflow"];

/**
 * Starts the engines of {@link engineOrder} one by one until one is what it was asked to be and passes the self-test. Those that do
 * not are disposed of. Where bf16 is asked for, the engines that know it come first; if none of them can be had here, the others
 * follow, which compute in fp32 and say so.
 *
 * @throws NoEngineError where none does
 */
export async function chooseEngine({
  start = createEngine,
  ...options
}: ChooseOptions = {}): Promise<ChosenEngine> {
  const passedOver: EngineReason[] = [];
  for (const { name, needed } of candidates(options.precision)) {
    const tried = await tryEngine(name, start, options, needed);
    if (typeof tried !== "string") {
      const rank = passedOver.length === 0 ? "the fastest" : "the fastest that runs here";
      const reason = needed === null ? rank : `computes in ${needed}`;
      return { engine: tried, name, reasons: [...passedOver, { name, reason }] };
    }
    if (passedOver.every((other) => other.name !== name)) passedOver.push({ name, reason: tried });
  }
  throw new NoEngineError(passedOver);
}

/** The engines to try, and the precision without which one is passed over. */
function candidates(asked: Precision = "fp32"): { name: EngineName; needed: Precision | null }[] {
  const others = engineOrder.map((name) => ({ name, needed: null }));
  return asked === "fp32" ? others : [...bf16Engines.map((name) => ({ name, needed: asked })), ...others];
}

/**
 * The engine, or why it is passed over. It is tested in fp32: in bfloat16 the rounding alone moves switches, and with them numbers,
 * by more than a fault would.
 */
async function tryEngine(
  name: EngineName,
  start: NonNullable<ChooseOptions["start"]>,
  { precision, ...options }: EngineOptions,
  needed: Precision | null,
): Promise<Engine | string> {
  try {
    const exact = await start(name, options);
    const fault = exact.name === name ? await firstFault(exact) : `it turned out to be ${exact.name}`;
    if (fault === null && precision !== "bf16") return exact;
    await exact.dispose();
    if (fault !== null) return fault;
    const engine = await start(name, { ...options, precision });
    if (needed === null || engine.precision === needed) return engine;
    await engine.dispose();
    return engine.precisionReason ?? `it computes in ${engine.precision}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function firstFault(engine: Engine): Promise<string | null> {
  const [first, ...others] = await selfTest(engine);
  if (first === undefined) return null;
  return `its self-test failed: ${first}${others.length === 0 ? "" : ` (and ${others.length} more)`}`;
}
