/** A trained model on an engine: what it makes of images, as plain arrays of numbers. */
import type { Engine, EngineState, TensorValue } from "../engines/engine.js";
import { countOf, type Shape } from "../graph/shape.js";
import { ImagePipeline } from "../images/imagePipeline.js";
import { imageTransforms } from "../images/imageSteps.js";
import type { Model } from "../model/model.js";
import { evaluationProgram } from "../programs/evaluation.js";
import { inspectionProgram } from "../programs/inspection.js";
import type { Program } from "../graph/program.js";
import type { ImagesRecord } from "./runRecord.js";
import { SizedPrograms } from "./sizedPrograms.js";

/**
 * Images one after the other, each [height, width, channels]: bytes as they are in the data set, which are preprocessed as in the
 * training, or numbers as the model takes them, which are not.
 */
export type Images = Uint8Array | Float32Array;

/** What the classifier makes of an image. */
export interface Classification {
  /** The class of the largest probability; the first of equals. */
  readonly label: number;
  /** What that class is called: its name in the data set, or else its number. */
  readonly name: string;
  readonly probability: number;
  /** One for each class, in [0, 1]; they add up to 1. */
  readonly probabilities: Float32Array;
}

/** What the encoder makes of all images at one stage; shapes begin with the number of images. */
export interface EncodedMap {
  /** [n, h, w, c], or [n, features] behind a dense layer. */
  readonly what: TensorValue;
  /** Coordinates of each region's where, [n, h, w, c] each, from −1 (left, bottom) to 1; null for a stage that keeps none. */
  readonly where: { readonly x: TensorValue; readonly y: TensorValue } | null;
}

/** What the encoder makes of images. */
export interface EncodedImages<Stage extends string = string> {
  /** The what of the top stage: where the classifier and the decoder start. */
  readonly code: TensorValue;
  readonly stages: { readonly [Name in Stage]: EncodedMap };
}

type Classify = (images: Images) => Promise<Classification[]>;

/** A trained model, ready to be used. Several calls may be made at once; they are computed one after the other. */
export interface Net<M extends Pick<Model, "classes" | "stages"> = Model> {
  readonly model: Model;
  /** Name of the engine that computes. */
  readonly engine: string;
  /** Shape of the images as bytes. */
  readonly imageShape: readonly [height: number, width: number, channels: number];
  /** One name a class; null where the classes have none but their numbers. */
  readonly classNames: readonly string[] | null;
  /** Null for a model without classifier. */
  readonly classify: [M["classes"]] extends [null]
    ? null
    : [M["classes"]] extends [number]
      ? Classify
      : Classify | null;
  encode(images: Images): Promise<EncodedImages<M["stages"][number]>>;
  /** The reconstructions [n, height, width, channels], of the shape of the model's input, as numbers that the model takes. */
  reconstruct(images: Images): Promise<TensorValue>;
  /** Frees what the engine holds; the net is of no use after it. */
  dispose(): Promise<void>;
}

export interface NetOptions {
  readonly weights: ReadonlyMap<string, TensorValue>;
  /** What the images went through in training; null where nobody knows, and bytes are but divided by 255. */
  readonly images: ImagesRecord | null;
  readonly engine: Engine;
  /** Whether the net disposes of the engine with itself. */
  readonly ownsEngine: boolean;
}

/** Puts a model's weights on an engine. */
export async function createNet<M extends Model>(model: M, options: NetOptions): Promise<Net<M>> {
  const net = new EngineNet(model, options, await options.engine.createState(options.weights));
  return net as unknown as Net<M>;
}

class EngineNet implements Net {
  readonly model: Model;
  readonly engine: string;
  readonly imageShape: readonly [number, number, number];
  readonly classNames: readonly string[] | null;
  readonly classify: Classify | null;
  readonly #pipeline: ImagePipeline;
  readonly #options: NetOptions;
  readonly #state: EngineState;
  readonly #programs: SizedPrograms;
  #last: Promise<unknown> = Promise.resolve();

  constructor(model: Model, options: NetOptions, state: EngineState) {
    const { shape, steps, classNames } = options.images ?? {
      shape: model.input,
      steps: [],
      classNames: null,
    };
    this.model = model;
    this.engine = options.engine.name;
    this.imageShape = shape;
    this.classNames = classNames;
    this.#pipeline = new ImagePipeline(shape, imageTransforms(steps, shape));
    this.#options = options;
    this.#state = state;
    this.#programs = new SizedPrograms(options.engine, state);
    const { classes } = model;
    this.classify = classes === null ? null : (images) => this.#classify(images, classes);
  }

  async #classify(images: Images, classes: number): Promise<Classification[]> {
    const { count, outputs } = await this.#run("logits", images, (batch) =>
      evaluationProgram(this.model, { batch, outputs: ["logits"] }),
    );
    const logits = outputs.get("logits")?.data ?? new Float32Array();
    return Array.from({ length: count }, (_, image) => {
      const probabilities = softmax(logits.subarray(image * classes, (image + 1) * classes));
      const probability = Math.max(...probabilities);
      const label = probabilities.indexOf(probability);
      return { label, name: this.classNames?.[label] ?? String(label), probability, probabilities };
    });
  }

  async encode(images: Images): Promise<EncodedImages> {
    const { outputs } = await this.#run("encode", images, (batch) =>
      inspectionProgram(this.model, { batch, outputs: ["what", "where"] }),
    );
    const stages = this.model.stages.map((name): [string, EncodedMap] => {
      const [what, x, y] = ["what", "x", "y"].map((part) => outputs.get(`${part}:${name}`));
      if (what === undefined)
        throw new Error(`the encoder of ${this.model.name} returned no what of ${name}`);
      return [name, { what, where: x === undefined || y === undefined ? null : { x, y } }];
    });
    const top = stages.at(-1);
    if (top === undefined) throw new Error(`${this.model.name} has no stages`);
    return { code: top[1].what, stages: Object.fromEntries(stages) };
  }

  async reconstruct(images: Images): Promise<TensorValue> {
    const { outputs } = await this.#run("reconstruct", images, (batch) =>
      evaluationProgram(this.model, { batch, outputs: ["reconstruction"] }),
    );
    const reconstruction = outputs.get("reconstruction");
    if (reconstruction === undefined) throw new Error(`${this.model.name} returned no reconstruction`);
    return reconstruction;
  }

  async dispose(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#programs.dispose();
    await this.#state.dispose();
    if (this.#options.ownsEngine) await this.#options.engine.dispose();
  }

  /** Runs a program on images; calls wait for each other. */
  #run(
    key: string,
    images: Images,
    programOf: (batch: number) => Program,
  ): Promise<{ count: number; outputs: Map<string, TensorValue> }> {
    const input = this.#input(images);
    const count = input.length / countOf(this.model.input);
    const running = this.#last
      .catch(() => undefined)
      .then(async () => ({
        count,
        outputs: await this.#programs.run(key, input, this.model.input, programOf),
      }));
    this.#last = running;
    return running;
  }

  /** The numbers that the model takes. */
  #input(images: Images): Float32Array {
    if (images instanceof Float32Array) {
      requireWhole(images.length, this.model.input, "numbers");
      return images.slice();
    }
    requireWhole(images.length, this.imageShape, "bytes");
    return this.#pipeline.range(images, 0, images.length / this.#pipeline.storedSize);
  }
}

function requireWhole(length: number, shape: Shape, unit: string): void {
  const size = countOf(shape);
  if (length % size === 0) return;
  throw new RangeError(
    `${length} ${unit} are no whole number of images: one of ${shape.join("x")} has ${size}`,
  );
}

function softmax(logits: Float32Array): Float32Array {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
