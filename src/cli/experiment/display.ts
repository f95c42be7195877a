/** What is shown while an experiment is trained: on a terminal a bar for all and one for each cell in work; elsewhere plain lines. */
import { stripVTControlCharacters } from "node:util";
import type { StepMetrics } from "../../training/index.js";
import { clock, significant } from "../session/progress.js";
import type { Terminal } from "../terminal.js";

/** A cell in work. */
export interface CellInWork {
  readonly label: string;
  readonly steps: number;
  readonly epochs: number;
  readonly batch: number;
  /** Null before its first step. */
  readonly progress: StepMetrics | null;
}

/** Where the whole experiment stands. */
export interface Standing {
  readonly done: number;
  readonly cells: number;
  /** Share of all steps that is made. */
  readonly share: number;
  /** Seconds that are left, so far as can be told; null before the first steps. */
  readonly left: number | null;
  readonly inWork: readonly CellInWork[];
}

export interface ExperimentDisplay {
  /** Shows where things are. */
  update(standing: Standing): void;
  /** Writes a line that stays. */
  line(text: string): void;
  stop(): void;
}

const barWidth = 16;
/** How often a plain line says where things are. */
const plainSeconds = 30;

/** Starts showing on standard error. */
export function startDisplay(terminal: Terminal): ExperimentDisplay {
  return terminal.interactive ? redrawn(terminal) : plain(terminal);
}

function plain(terminal: Terminal): ExperimentDisplay {
  let last = performance.now();
  let isEstimated = false;
  return {
    update(standing) {
      const now = performance.now();
      // The first estimate is what one waits for.
      const isFirst = !isEstimated && standing.left !== null;
      if (!isFirst && now - last < 1000 * plainSeconds) return;
      isEstimated ||= isFirst;
      last = now;
      terminal.note(wholeLine(standing, ""));
      for (const cell of standing.inWork) terminal.note(`  ${cellText(cell, "")}`);
    },
    line: (text) => terminal.note(text),
    stop: () => undefined,
  };
}

function redrawn(terminal: Terminal): ExperimentDisplay {
  const { cyan, dim } = terminal.noteColors;
  const bar = (share: number): string => {
    const done = Math.round(Math.min(1, share) * barWidth);
    return `${cyan("━".repeat(done))}${dim("─".repeat(barWidth - done))}`;
  };
  let height = 0;
  const erase = (): string => (height === 0 ? "" : `\u001b[${height}A\u001b[0J`);
  let shown: readonly string[] = [];
  const draw = (before: string): void => {
    const columns = process.stderr.columns || 80;
    const lines = shown.map((line) => cut(line, columns));
    process.stderr.write(`${erase()}${before}${lines.map((line) => `${line}\n`).join("")}`);
    height = lines.length;
  };
  return {
    update(standing) {
      const cells = standing.inWork.map((cell) => {
        const share = (cell.progress?.step ?? 0) / cell.steps;
        return `  ${cellText(cell, `${bar(share)} `)}`;
      });
      shown = [...cells, wholeLine(standing, `${bar(standing.share)} `)];
      draw("");
    },
    line: (text) => draw(`${text}\n`),
    stop() {
      shown = [];
      draw("");
    },
  };
}

/** "3/12 cells  ━━━━────  41 %  1:02:03 left" */
function wholeLine({ done, cells, share, left }: Standing, bar: string): string {
  const time = left === null ? "" : `  about ${clock(left)} left`;
  return `${done}/${cells} cells  ${bar}${Math.floor(100 * share)} %${time}`;
}

/** "labels 100, seed 2  epoch 3/10  ━━━━────  62 %  1,743 img/s  NLL 0.081 …" */
function cellText({ label, steps, epochs, batch, progress }: CellInWork, bar: string): string {
  const name = label === "" ? "" : `${label}  `;
  if (progress === null) return `${name}starting`;
  const { step, epoch, seconds, terms } = progress;
  const whole = Math.max(1, Math.ceil(epochs));
  const speed = seconds > 0 ? [`${Math.round((step * batch) / seconds).toLocaleString("en-US")} img/s`] : [];
  const parts = [`${Math.floor((100 * step) / steps)} %`, ...speed];
  for (const [term, value] of Object.entries(terms)) parts.push(`${term} ${significant(value)}`);
  return `${name}epoch ${Math.min(whole, Math.max(1, Math.ceil(epoch)))}/${whole}  ${bar}${parts.join("  ")}`;
}

/** A line that is no longer than the terminal is wide; one that has to be cut loses its colours. */
function cut(line: string, columns: number): string {
  const text = stripVTControlCharacters(line);
  return text.length <= columns ? line : text.slice(0, columns);
}
