/** Trainings that run away: noticed at once, and where it began. */
import { divergenceProgram, type Engine, type EngineState, type Mode, type Model } from "../runtime/index.js";
import { UserError } from "./errors.js";
import { FeedBuffers, type FeedValues } from "./feeds.js";
import type { RandomStream, TensorValue } from "../runtime/index.js";

/** Thrown where numbers of a training are not finite any more, or so large that they soon will not be. */
export class DivergenceError extends UserError {
  override readonly name = "DivergenceError";
  /** The step whose batch was the last. */
  readonly step: number;

  constructor(step: number, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, {
      hint: "lower the learning rate, clip the gradient (clip 1.0), or lower the weights of the loss terms in the spec",
      ...options,
    });
    this.step = step;
  }
}

/** A term that is so many times larger than at the first step, and than 1, has exploded. */
const explosion = 1e6;

/**
 * Whether a term's value has run away.
 *
 * @param first its value at the first step.
 */
export function hasDiverged(value: number, first: number | undefined): boolean {
  return !Number.isFinite(value) || value > explosion * Math.max(1, first ?? 1);
}

/** The first state that is not finite, in the order of their names; null where all are. */
export function firstNotFinite(state: ReadonlyMap<string, TensorValue>): string | null {
  for (const [name, { data }] of state) if (!areFinite(data)) return name;
  return null;
}

/**
 * Says where the numbers of a training step run away first: in a parameter, in what a layer computes, in a term or in a gradient.
 *
 * @param state of before the step.
 * @param random the stream of dropout masks, where it stood before the step.
 * @returns such as "what encoder.bottom.conv computes is not finite"; null where all is finite and of a usual size.
 */
export async function locateDivergence(
  model: Model,
  { engine, mode, batch }: { readonly engine: Engine; readonly mode: Mode; readonly batch: number },
  state: EngineState,
  values: FeedValues,
  random: RandomStream,
): Promise<string | null> {
  if (!areFinite(values.image)) return "an image of the batch is not finite";
  const parameter = firstNotFinite(await state.read());
  if (parameter !== null) return `${parameter} itself is not finite`;
  const { program, watched } = divergenceProgram(model, { batch, mode });
  const executable = await engine.compile(program);
  try {
    const outputs = await executable.run(state, new FeedBuffers(program, random).assemble(values));
    const broken = watched.find(({ output }) => !areFinite(outputs[output]));
    const large = watched.find(({ output }) =>
      outputs[output]?.some((number) => Math.abs(number) > explosion),
    );
    const said = [
      // Infinities are large, too; what is large before anything is infinite is where it began.
      ...(large === undefined || large === broken ? [] : [`${large.what} is larger than a million`]),
      ...(broken === undefined ? [] : [`${broken.what} is not finite`]),
    ];
    if (large !== undefined && broken !== undefined && watched.indexOf(large) > watched.indexOf(broken))
      said.shift();
    return said.length === 0 ? null : said.join(", and ");
  } finally {
    await executable.dispose();
  }
}

function areFinite(numbers: Float32Array | undefined): boolean {
  return numbers === undefined || numbers.every((number) => Number.isFinite(number));
}
