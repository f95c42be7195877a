/** A program for batches of any size: compiled once for each size that comes. */
import { CompiledPrograms, type Engine, type EngineState, type Program } from "../../runtime/index.js";

export class SizedProgram {
  readonly #compiled: CompiledPrograms;
  readonly #state: EngineState;
  readonly #programOf: (batch: number) => Program;

  constructor(engine: Engine, state: EngineState, programOf: (batch: number) => Program) {
    this.#compiled = new CompiledPrograms(engine);
    this.#state = state;
    this.#programOf = programOf;
  }

  /** One run on a batch of this size; feeds that the program does not ask for are left out. */
  async run(
    batch: number,
    feeds: Readonly<Record<string, Float32Array>>,
  ): Promise<Record<string, Float32Array>> {
    const { program, executable } = await this.#compiled.get(`${batch}`, () => this.#programOf(batch));
    const asked = Object.entries(feeds).filter(([name]) => program.feeds.some((feed) => feed.name === name));
    return executable.run(this.#state, Object.fromEntries(asked));
  }

  /** Frees the compiled programs. */
  dispose(): Promise<void> {
    return this.#compiled.dispose();
  }
}
