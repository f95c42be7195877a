/** The progress of a training: one line redrawn on a terminal, a plain line every few seconds elsewhere. */
import type { StepProgress } from "../../training/index.js";
import type { Terminal } from "../terminal.js";
import { fitLine, lineColumns } from "./lineWidth.js";

export interface ProgressOptions {
  /** What is trained, at the head of the line; nothing where it is empty. */
  readonly title: string;
  readonly steps: number;
  readonly epochs: number;
  /** Images per step. */
  readonly batch: number;
}

export interface Progress {
  step(progress: StepProgress): void;
  /** The latest validation error, in [0, 1]. */
  validation(errorRate: number): void;
  stop(): void;
}

const plainLineSeconds = 5;
/** Weight of the latest step in the running means that are shown. */
const smoothing = 0.1;

/** Starts showing progress on standard error. */
export async function startProgress(options: ProgressOptions, terminal: Terminal): Promise<Progress> {
  const shown = new ShownNumbers(options);
  return terminal.interactive ? redrawnLine(options, shown, terminal) : plainLines(shown, terminal);
}

async function redrawnLine(
  options: ProgressOptions,
  shown: ShownNumbers,
  terminal: Terminal,
): Promise<Progress> {
  const { startProgressBar } = await import("./progressBar.js");
  const line = (bar: string) => shown.line(bar, lineColumns());
  const bar = startProgressBar(options.steps, line, terminal);
  return {
    step: (progress) => {
      shown.step(progress);
      bar.update(progress.step);
    },
    validation: (errorRate) => shown.validation(errorRate),
    stop: () => bar.stop(),
  };
}

function plainLines(shown: ShownNumbers, terminal: Terminal): Progress {
  let lastLine = 0;
  return {
    step: (progress) => {
      shown.step(progress);
      const isLast = progress.step === progress.steps;
      if (progress.seconds - lastLine < plainLineSeconds && progress.step > 1 && !isLast) return;
      lastLine = progress.seconds;
      terminal.note(shown.line("", Infinity));
    },
    validation: (errorRate) => shown.validation(errorRate),
    stop: () => undefined,
  };
}

/** The numbers of the line, kept up to date. */
class ShownNumbers {
  readonly #options: ProgressOptions;
  readonly #terms = new Map<string, number>();
  #latest: StepProgress | null = null;
  #validation: number | null = null;

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  step(progress: StepProgress): void {
    this.#latest = progress;
    for (const [name, value] of Object.entries(progress.report.terms)) {
      const before = this.#terms.get(name) ?? value;
      this.#terms.set(name, before + smoothing * (value - before));
    }
  }

  validation(errorRate: number): void {
    this.#validation = errorRate;
  }

  /** "epoch 2/5  ━━━━────  62 %  1,743 img/s  NLL 0.081  …  val 2.9 %  0:41 left", of which as much as fits. */
  line(bar: string, columns: number): string {
    const { title, epochs, batch } = this.#options;
    const whole = Math.max(1, Math.ceil(epochs));
    const current = Math.min(whole, Math.max(1, Math.ceil(this.#latest?.epoch ?? 0)));
    const head = [
      { text: title, rank: 2 },
      { text: `epoch ${current}/${whole}`, rank: 0 },
      { text: bar, rank: 1 },
    ];
    if (this.#latest === null) return fitLine([...head, { text: "starting", rank: 0 }], columns);
    const { step, steps, seconds } = this.#latest;
    const speed = seconds > 0 ? `${Math.round((step * batch) / seconds).toLocaleString("en-US")} img/s` : "";
    const terms = [...this.#terms].map(([name, value]) => ({
      text: `${name} ${significant(value)}`,
      rank: 5,
    }));
    const parts = [
      ...head,
      { text: `${Math.floor((100 * step) / steps)} %`, rank: 0 },
      { text: speed, rank: 4 },
      ...terms,
      { text: this.#validation === null ? "" : `val ${percentage(this.#validation)}`, rank: 3 },
      { text: `${clock((seconds / step) * (steps - step))} left`, rank: 0 },
    ];
    return fitLine(parts, columns);
  }
}

/** A share as per cent with two digits after the point: "2.94 %". */
export function percentage(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** Two significant digits, without exponent for the numbers that losses take: "0.081", "12", "0.0031". */
export function significant(value: number): string {
  if (value === 0 || Math.abs(value) < 1e-5) return value.toExponential(1);
  const digits = Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 20));
}

/** Seconds as "0:41" or "1:02:03". */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${twoDigits(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(whole % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
