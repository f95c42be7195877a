/** What a training tells TensorBoard: its losses as it goes, and after each epoch what it has come to. */
import { parameterList, type TensorValue } from "../../runtime/index.js";
import type { EpochProgress, StepProgress } from "../fit.js";
import { asPixels } from "../report/pictureRange.js";
import { reconstructionGrid } from "../report/reconstructionGrid.js";
import type { Trainer } from "../trainer.js";
import { EventWriter } from "./eventWriter.js";

export interface TrainingEventsOptions {
  /** The run folder. */
  readonly folder: string;
  readonly trainer: Trainer;
  /** Images whose reconstructions are shown, [n, height, width, channels]; as many as one row holds. */
  readonly images: Float32Array;
  /** Steps that were made before, in the runs that this one continues. */
  readonly stepsBefore: number;
  /** Steps that this training itself made before it was stopped and taken up again. */
  readonly stepsDone: number;
}

/** So many steps become one point of each curve, their mean: a long training still makes a small file. */
const stepsInPoint = 10;

export class TrainingEvents {
  readonly #writer: EventWriter;
  readonly #options: TrainingEventsOptions;
  #gathered: StepProgress[] = [];

  /** @throws UserError where the file cannot be written. */
  constructor(options: TrainingEventsOptions) {
    this.#options = options;
    this.#writer = new EventWriter(options.folder, options.stepsBefore + options.stepsDone);
  }

  /** Takes note of a step. */
  step(progress: StepProgress): void {
    this.#gathered.push(progress);
    if (this.#gathered.length >= stepsInPoint) this.#writeGathered();
  }

  /** After an epoch: the validation, the reconstructions of some images, and how the parameters are distributed. */
  async epoch(
    { step, epoch, validation }: EpochProgress,
    state: ReadonlyMap<string, TensorValue>,
  ): Promise<void> {
    this.#writeGathered();
    const at = this.#options.stepsBefore + step;
    const measured: Record<string, number> = { epoch };
    if (validation !== null) {
      if (validation.errorRate !== null) measured["validation/error rate"] = validation.errorRate;
      if (validation.reconstructionError !== null)
        measured["validation/reconstruction error"] = validation.reconstructionError;
    }
    this.#writer.scalars(at, measured);
    const { trainer, images } = this.#options;
    const size = trainer.model.input.reduce((product, length) => product * length, 1);
    if (images.length > 0) {
      const shown = asPixels(images);
      const rows = [
        { caption: "original", images: shown(images) },
        { caption: "reconstruction", images: shown(await trainer.reconstruct(images)) },
      ];
      const grid = { shape: trainer.model.input, columns: images.length / size, rows };
      this.#writer.image(at, "reconstructions", reconstructionGrid(grid));
    }
    const tensors = parameterList(trainer.model).flatMap(({ name }) => {
      const value = state.get(name);
      return value === undefined ? [] : [[name.replaceAll(".", "/"), value.data] as const];
    });
    this.#writer.histograms(at, new Map(tensors));
  }

  close(): void {
    this.#writer.close();
  }

  #writeGathered(): void {
    const last = this.#gathered.at(-1);
    if (last === undefined) return;
    const mean = (of: (progress: StepProgress) => number): number =>
      this.#gathered.reduce((sum, progress) => sum + of(progress), 0) / this.#gathered.length;
    const terms = Object.keys(last.report.terms);
    this.#writer.scalars(this.#options.stepsBefore + last.step, {
      "loss/total": mean(({ report }) => report.loss),
      ...Object.fromEntries(
        terms.map((name) => [`loss/${name}`, mean(({ report }) => report.terms[name] ?? Number.NaN)]),
      ),
      "learning rate": last.rate,
    });
    this.#gathered = [];
  }
}
