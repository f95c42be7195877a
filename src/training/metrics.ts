/** Metrics of a run as JSON Lines: one object a line, appended while the training goes on. */
import { appendFileSync, closeSync, openSync } from "node:fs";
import { explainSystemError } from "./errors.js";

/** Appends one JSON object a line to a file. */
export class MetricsWriter {
  readonly #path: string;
  readonly #file: number;

  /** @throws UserError where the file cannot be opened. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = openSync(path, "a");
    } catch (error) {
      throw explainSystemError(error, "write", path);
    }
  }

  /**
   * Writes one line, at once, so that whoever follows the file sees whole lines only.
   *
   * @throws UserError where the disk is full.
   */
  write(record: Readonly<Record<string, unknown>>): void {
    try {
      appendFileSync(this.#file, `${JSON.stringify(record)}\n`);
    } catch (error) {
      throw explainSystemError(error, "write", this.#path);
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}
