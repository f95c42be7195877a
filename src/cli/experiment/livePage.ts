/** The page of an experiment, written anew as its cells end. */
import { UserError } from "../../training/index.js";
import { shownPath } from "../specFile.js";
import { writeExperimentReport } from "../session/reportExperiment.js";
import type { Terminal } from "../terminal.js";

/** Writing takes no more than this share of the time: with many short cells, not every one of them is worth a page. */
const share = 0.1;

export class LivePage {
  readonly #folder: string;
  readonly #experiment: string;
  #writing: Promise<unknown> = Promise.resolve();
  #isWriting = false;
  /** On the clock of `performance.now()`. */
  #notBefore = 0;

  constructor(folder: string, experiment: string) {
    this.#folder = folder;
    this.#experiment = experiment;
  }

  /** Begins to write the page anew, unless it is being written or was a moment ago. Where it cannot be, the end says so. */
  refresh(): void {
    const start = performance.now();
    if (this.#isWriting || start < this.#notBefore) return;
    this.#isWriting = true;
    this.#writing = this.#write()
      .catch(() => undefined)
      .finally(() => {
        const end = performance.now();
        this.#notBefore = end + (end - start) / share;
        this.#isWriting = false;
      });
  }

  /** Writes the page for the last time. Its path; null where no cell was begun or it cannot be written, which is said. */
  async conclude(terminal: Terminal): Promise<string | null> {
    await this.#writing;
    try {
      return shownPath(await this.#write());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      terminal.note(`no report: ${error.message}`);
      return null;
    }
  }

  async #write(): Promise<string> {
    const output = { experiment: this.#experiment, out: null };
    return (await writeExperimentReport(this.#folder, output)).page;
  }
}
