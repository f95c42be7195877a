/** Programs of one engine by a key, each compiled when it is first asked for. */
import type { Program } from "../graph/program.js";
import type { Engine, Executable } from "./engine.js";

export interface CompiledProgram {
  readonly program: Program;
  readonly executable: Executable;
}

export class CompiledPrograms {
  readonly #engine: Engine;
  readonly #compiled = new Map<string, CompiledProgram>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The program of a key: equal keys have equal programs. */
  async get(key: string, programOf: () => Program): Promise<CompiledProgram> {
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const program = programOf();
    const compiled = { program, executable: await this.#engine.compile(program) };
    this.#compiled.set(key, compiled);
    return compiled;
  }

  /** Frees all of them. */
  async dispose(): Promise<void> {
    for (const { executable } of this.#compiled.values()) await executable.dispose();
    this.#compiled.clear();
  }
}
