/** Programs for any number of images, of which only few sizes are ever compiled. */
import { CompiledPrograms } from "../engines/compiledPrograms.js";
import type { Engine, EngineState, TensorValue } from "../engines/engine.js";
import type { Program } from "../graph/program.js";
import { countOf, type Shape } from "../graph/shape.js";

/** Images in one run of an engine. */
const largestBatch = 64;

/**
 * Compiles each program for batches of 1, 2, 4, … images, when one is first needed: a server that gets another number of
 * images each time would compile for ever. Batches are filled up with black images, whose results are dropped.
 */
export class SizedPrograms {
  readonly #programs: CompiledPrograms;
  readonly #state: EngineState;

  constructor(engine: Engine, state: EngineState) {
    this.#programs = new CompiledPrograms(engine);
    this.#state = state;
  }

  /**
   * The outputs for all images, the batch's axis first.
   *
   * @param input images of `shape` one after the other
   * @param programOf the program for a number of images: its feed `image`, its outputs with the images along their first axis
   */
  async run(
    key: string,
    input: Float32Array,
    shape: Shape,
    programOf: (batch: number) => Program,
  ): Promise<Map<string, TensorValue>> {
    const size = countOf(shape);
    const count = input.length / size;
    const outputs = new Map<string, TensorValue>();
    if (count === 0) {
      for (const [name, { shape: full }] of programOf(1).outputs) {
        outputs.set(name, { shape: [0, ...full.slice(1)], data: new Float32Array() });
      }
    }
    for (let from = 0; from < count; from += largestBatch) {
      const taken = Math.min(largestBatch, count - from);
      const batch = 2 ** Math.ceil(Math.log2(taken));
      const { program, executable } = await this.#programs.get(`${key} ${batch}`, () => programOf(batch));
      const image = new Float32Array(batch * size);
      image.set(input.subarray(from * size, (from + taken) * size));
      const results = await executable.run(this.#state, { image });
      for (const [name, { shape: full }] of program.outputs) {
        const each = countOf(full.slice(1));
        const known = outputs.get(name) ?? {
          shape: [count, ...full.slice(1)],
          data: new Float32Array(count * each),
        };
        known.data.set((results[name] ?? new Float32Array()).subarray(0, taken * each), from * each);
        outputs.set(name, known);
      }
    }
    return outputs;
  }

  /** Frees the compiled programs. */
  dispose(): Promise<void> {
    return this.#programs.dispose();
  }
}
