/** The inspector: what a trained model computes inside, image by image and over many images. */
import {
  type Engine,
  type EngineState,
  inspectionProgram,
  type Model,
  projectionProgram,
} from "../../runtime/index.js";
import { imageSize } from "../data/dataset.js";
import { SizedProgram } from "./sizedProgram.js";
import { type Activation, StrongestActivations } from "./strongest.js";

export interface InspectorOptions {
  readonly engine: Engine;
  /** Holds the model's parameters and running statistics; the inspector only reads it and does not dispose of it. */
  readonly state: EngineState;
  /** Images in a batch, where many are looked at; 100 where it is not given. */
  readonly batch?: number;
}

/** What one stage computes of n images. */
export interface StageInspection {
  readonly name: string;
  /** Shape of one image's what: [h, w, maps], or [features] behind a dense layer. */
  readonly shape: readonly number[];
  /** [n, ...shape] */
  readonly what: Float32Array;
  /** The coordinates of each what in its region, each [n, ...shape] in [−1, 1]; null for a stage that keeps no where. */
  readonly where: { readonly x: Float32Array; readonly y: Float32Array } | null;
  /** What the decoder makes of this stage's what alone, from here downward [n, ...image]: */
  readonly withWhere: Float32Array;
  /** … with nothing known of the places; */
  readonly withoutWhere: Float32Array;
  /** … with the places of other images; null where none were given. */
  readonly withOtherWhere: Float32Array | null;
}

/** A stage's what of n images, and what the decoder rebuilds of it. */
export interface RebuiltStage {
  readonly name: string;
  /** Shape of one image's what: [h, w, maps], or [features] behind a dense layer. */
  readonly shape: readonly number[];
  /** [n, ...shape] */
  readonly what: Float32Array;
  /** The map that feeds the stage's unpooling [n, ...shape]: what L2M compares with the what. */
  readonly decoded: Float32Array;
}

export interface Inspection {
  /** [n, classes], not yet through a softmax; null for a model without classifier. */
  readonly logits: Float32Array | null;
  /** Bottom stage first. */
  readonly stages: readonly StageInspection[];
}

/** What many images excite. */
export interface Survey {
  /** [n, classes]; null for a model without classifier. */
  readonly logits: Float32Array | null;
  /** By stage, bottom first. */
  readonly strongest: ReadonlyMap<string, StrongestActivations>;
}

/** How many activations are projected in one run. */
const projectionBatch = 36;

export class Inspector {
  readonly #model: Model;
  readonly #options: InspectorOptions;
  readonly #programs = new Map<string, SizedProgram>();
  readonly #shapes: ReadonlyMap<string, readonly number[]>;

  constructor(model: Model, options: InspectorOptions) {
    this.#model = model;
    this.#options = options;
    const { outputs } = inspectionProgram(model, { batch: 1, outputs: ["what"] });
    this.#shapes = new Map(
      model.stages.map((stage) => [stage, outputs.get(`what:${stage}`)?.shape.slice(1) ?? []]),
    );
  }

  /** Shape of one image's what at this stage. */
  shapeOf(stage: string): readonly number[] {
    const shape = this.#shapes.get(stage);
    if (shape === undefined) throw new RangeError(`${this.#model.name} has no stage ${stage}`);
    return shape;
  }

  /**
   * Looks into every stage.
   *
   * @param images [n, height, width, channels], as the model takes them; few enough for one run.
   * @param whereImages as many images, whose wheres are lent to the whats of `images`; null for none.
   */
  async inspect(images: Float32Array, whereImages: Float32Array | null = null): Promise<Inspection> {
    const outputs = ["logits", "what", "where", "reconstructions"] as const;
    const program = this.#program(whereImages === null ? "inspect" : "borrow", (batch) =>
      inspectionProgram(this.#model, {
        batch,
        outputs: whereImages === null ? outputs : [...outputs, "borrowed"],
      }),
    );
    const count = images.length / imageSize(this.#model.input);
    const feeds = { image: images, ...(whereImages === null ? {} : { whereImage: whereImages }) };
    const found = await program.run(count, feeds);
    return {
      logits: found["logits"] ?? null,
      stages: this.#model.stages.map((name): StageInspection => {
        const x = found[`x:${name}`];
        const y = found[`y:${name}`];
        return {
          name,
          shape: this.shapeOf(name),
          what: found[`what:${name}`]!,
          where: x === undefined || y === undefined ? null : { x, y },
          withWhere: found[`with:${name}`]!,
          withoutWhere: found[`without:${name}`]!,
          withOtherWhere: found[`borrowed:${name}`] ?? null,
        };
      }),
    };
  }

  /**
   * What the decoder, started from the code, rebuilds of every stage but the top one; bottom stage first.
   *
   * @param images [n, height, width, channels], as the model takes them; few enough for one run.
   */
  async rebuild(images: Float32Array): Promise<RebuiltStage[]> {
    const program = this.#program("rebuild", (batch) =>
      inspectionProgram(this.#model, { batch, outputs: ["what", "decoded"] }),
    );
    const found = await program.run(images.length / imageSize(this.#model.input), { image: images });
    return this.#model.stages.slice(0, -1).map((name) => ({
      name,
      shape: this.shapeOf(name),
      what: found[`what:${name}`]!,
      decoded: found[`decoded:${name}`]!,
    }));
  }

  /**
   * Shows the model `count` images, a batch at a time.
   *
   * @param imagesOf images `from` (included) to `to` (excluded), as the model takes them.
   * @param keep how many activations are kept of each map; 0 to look at the logits alone.
   */
  async survey(
    count: number,
    imagesOf: (from: number, to: number) => Float32Array,
    keep: number,
  ): Promise<Survey> {
    const { stages, classes } = this.#model;
    if (keep === 0 && classes === null) return { logits: null, strongest: new Map() };
    const watched = keep === 0 ? [] : stages;
    const program = this.#program(keep === 0 ? "logits" : "survey", (batch) =>
      inspectionProgram(this.#model, { batch, outputs: keep === 0 ? ["logits"] : ["logits", "what"] }),
    );
    const strongest = new Map(
      watched.map((stage) => [stage, new StrongestActivations(this.shapeOf(stage), keep)]),
    );
    const logits = classes === null ? null : new Float32Array(count * classes);
    const batch = this.#options.batch ?? 100;
    for (let from = 0; from < count; from += batch) {
      const to = Math.min(from + batch, count);
      const found = await program.run(to - from, { image: imagesOf(from, to) });
      if (logits !== null && classes !== null) logits.set(found["logits"]!, from * classes);
      for (const [stage, best] of strongest) best.add(found[`what:${stage}`]!, from);
    }
    return { logits, strongest };
  }

  /**
   * Projects single activations of a stage down to pixels (see {@link projectionProgram}): everything else in the stage is
   * set to 0.
   *
   * @param imageOf one image, as the model takes it, by its number.
   * @returns [activations, height, width, channels]
   */
  async project(
    stage: string,
    activations: readonly Activation[],
    imageOf: (index: number) => Float32Array,
  ): Promise<Float32Array> {
    const program = this.#program(`project ${stage}`, (batch) =>
      projectionProgram(this.#model, { batch, stage }),
    );
    const shape = this.shapeOf(stage);
    const maps = shape.at(-1) ?? 0;
    const whatSize = shape.reduce((product, size) => product * size, 1);
    const size = imageSize(this.#model.input);
    const projections = new Float32Array(activations.length * size);
    for (let from = 0; from < activations.length; from += projectionBatch) {
      const chunk = activations.slice(from, from + projectionBatch);
      const image = new Float32Array(chunk.length * size);
      const signal = new Float32Array(chunk.length * whatSize);
      chunk.forEach(({ image: index, cell, map, value }, row) => {
        image.set(imageOf(index), row * size);
        signal[row * whatSize + cell * maps + map] = value;
      });
      const { projection } = await program.run(chunk.length, { image, signal });
      projections.set(projection!, from * size);
    }
    return projections;
  }

  /** Frees the compiled programs. */
  async dispose(): Promise<void> {
    for (const program of this.#programs.values()) await program.dispose();
    this.#programs.clear();
  }

  #program(key: string, programOf: ConstructorParameters<typeof SizedProgram>[2]): SizedProgram {
    const known = this.#programs.get(key);
    if (known !== undefined) return known;
    const program = new SizedProgram(this.#options.engine, this.#options.state, programOf);
    this.#programs.set(key, program);
    return program;
  }
}
