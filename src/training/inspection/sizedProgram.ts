/** A program for batches of any size: compiled once for each size that comes. */
import type { Engine, EngineState, Executable, Program } from "../../runtime/index.js";

export class SizedProgram {
  readonly #engine: Engine;
  readonly #state: EngineState;
  readonly #programOf: (batch: number) => Program;
  readonly #compiled = new Map<number, { program: Program; executable: Executable }>();

  constructor(engine: Engine, state: EngineState, programOf: (batch: number) => Program) {
    this.#engine = engine;
    this.#state = state;
    this.#programOf = programOf;
  }

  /** One run on a batch of this size; feeds that the program does not ask for are left out. */
  async run(
    batch: number,
    feeds: Readonly<Record<string, Float32Array>>,
  ): Promise<Record<string, Float32Array>> {
    const { program, executable } = await this.#compile(batch);
    const asked = Object.entries(feeds).filter(([name]) => program.feeds.some((feed) => feed.name === name));
    return executable.run(this.#state, Object.fromEntries(asked));
  }

  /** Frees the compiled programs. */
  async dispose(): Promise<void> {
    for (const { executable } of this.#compiled.values()) await executable.dispose();
    this.#compiled.clear();
  }

  async #compile(batch: number): Promise<{ program: Program; executable: Executable }> {
    const known = this.#compiled.get(batch);
    if (known !== undefined) return known;
    const program = this.#programOf(batch);
    const compiled = { program, executable: await this.#engine.compile(program) };
    this.#compiled.set(batch, compiled);
    return compiled;
  }
}
