/** TensorBoard's event file in a run folder: scalars, pictures and histograms over the steps. */
import { appendFileSync, closeSync, openSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { explainSystemError, systemErrorCode } from "../errors.js";
import { histogramOf } from "./histogram.js";
import { encodeEvent, type EventMessage, type SummaryValue } from "./messages.js";
import { frameRecord } from "./records.js";

/**
 * Appends events to a new file `events.out.tfevents.TIME.HOST.PROCESS.0` in a folder. `tensorboard --logdir` of the folder above
 * shows every run under its folder's name.
 */
export class EventWriter {
  readonly path: string;
  readonly #file: number;
  readonly #now: () => number;

  /**
   * @param stepsBefore the steps that the training goes on from: what older files in the folder say of later ones is forgotten.
   * @param now the clock, in milliseconds since 1970.
   * @throws UserError where the file cannot be written.
   */
  constructor(folder: string, stepsBefore = 0, now: () => number = Date.now) {
    this.#now = now;
    const seconds = String(Math.floor(now() / 1000)).padStart(10, "0");
    const { path, file } = openNew(
      join(folder, `events.out.tfevents.${seconds}.${hostname()}.${process.pid}`),
    );
    this.path = path;
    this.#file = file;
    this.#write({ wallTime: 0, fileVersion: "brain.Event:2" });
    this.#write({ wallTime: 0, step: stepsBefore + 1, sessionLog: { status: 1 } });
  }

  /** Numbers by their tag; `loss/NLL` stands in TensorBoard's group "loss". */
  scalars(step: number, values: Readonly<Record<string, number>>): void {
    this.#summary(
      step,
      Object.entries(values).map(([tag, simpleValue]) => ({ tag, simpleValue })),
    );
  }

  /** A picture: the bytes of a PNG file. */
  image(step: number, tag: string, png: Uint8Array): void {
    const { width, height, channels } = decode(png);
    this.#summary(step, [{ tag, image: { width, height, colorspace: channels, encodedImageString: png } }]);
  }

  /** The distribution of each tensor's numbers. */
  histograms(step: number, tensors: ReadonlyMap<string, Float32Array>): void {
    this.#summary(
      step,
      [...tensors].map(([tag, values]) => ({ tag, histo: histogramOf(values) })),
    );
  }

  close(): void {
    closeSync(this.#file);
  }

  #summary(step: number, value: readonly SummaryValue[]): void {
    if (value.length > 0) this.#write({ wallTime: 0, step, summary: { value } });
  }

  #write(event: EventMessage): void {
    const record = frameRecord(encodeEvent({ ...event, wallTime: this.#now() / 1000 }));
    try {
      appendFileSync(this.#file, record);
    } catch (error) {
      throw explainSystemError(error, "write", this.path);
    }
  }
}

/** Opens a file that is not there yet: `.1`, `.2`, … is appended where another writer began in the same second. */
function openNew(base: string): { readonly path: string; readonly file: number } {
  for (let attempt = 0; ; attempt++) {
    const path = `${base}.${attempt}`;
    try {
      return { path, file: openSync(path, "ax") };
    } catch (error) {
      if (systemErrorCode(error) !== "EEXIST") throw explainSystemError(error, "write", path);
    }
  }
}
