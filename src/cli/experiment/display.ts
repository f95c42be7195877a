/** What is shown while an experiment is trained: on a terminal a bar for all and one for each cell in work; elsewhere plain lines. */
import type { StepMetrics } from "../../training/index.js";
import { fitLine, lineColumns, rowsOf } from "../session/lineWidth.js";
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
      terminal.note(wholeLine(standing, "", Infinity));
      for (const cell of standing.inWork) terminal.note(cellLine(cell, "", Infinity));
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
  let drawn: readonly string[] = [];
  let standing: Standing | null = null;
  // Each line is written over and then cleared to its end: cleared first, it would flicker.
  const draw = (before: readonly string[]): void => {
    const columns = lineColumns();
    const height = rowsOf(drawn, columns + 1);
    drawn = standing === null ? [] : linesOf(standing, columns);
    const lines = [...before, ...drawn].map((line) => `${line}\u001b[K\n`).join("");
    // Back to the first column, too: of Ctrl-C, a terminal shows the two characters.
    process.stderr.write(`\r${height === 0 ? "" : `\u001b[${height}A`}${lines}\u001b[0J`);
  };
  const linesOf = ({ inWork, ...whole }: Standing, columns: number): string[] => [
    ...inWork.map((cell) => cellLine(cell, bar((cell.progress?.step ?? 0) / cell.steps), columns)),
    wholeLine({ inWork, ...whole }, bar(whole.share), columns),
  ];
  return {
    update(now) {
      standing = now;
      draw([]);
    },
    line: (text) => draw(text.split("\n")),
    stop() {
      standing = null;
      draw([]);
    },
  };
}

/** "3/12 cells  ━━━━────  41 %  about 1:02:03 left" */
function wholeLine({ done, cells, share, left }: Standing, bar: string, columns: number): string {
  const parts = [
    { text: `${done}/${cells} cells`, rank: 0 },
    { text: bar, rank: 1 },
    { text: `${Math.floor(100 * share)} %`, rank: 0 },
    { text: left === null ? "" : `about ${clock(left)} left`, rank: 0 },
  ];
  return fitLine(parts, columns);
}

/** "  labels 100, seed 2  epoch 3/10  ━━━━────  62 %  1,743 img/s  NLL 0.081 …", of which as much as fits. */
function cellLine(cell: CellInWork, bar: string, columns: number): string {
  const { label, steps, epochs, batch, progress } = cell;
  const name = { text: label, rank: 0 };
  if (progress === null) return `  ${fitLine([name, { text: "starting", rank: 0 }], columns - 2)}`;
  const { step, epoch, seconds, terms } = progress;
  const whole = Math.max(1, Math.ceil(epochs));
  const speed = seconds > 0 ? `${Math.round((step * batch) / seconds).toLocaleString("en-US")} img/s` : "";
  const parts = [
    name,
    { text: `epoch ${Math.min(whole, Math.max(1, Math.ceil(epoch)))}/${whole}`, rank: 1 },
    { text: bar, rank: 2 },
    { text: `${Math.floor((100 * step) / steps)} %`, rank: 0 },
    { text: speed, rank: 3 },
    ...Object.entries(terms).map(([term, value]) => ({ text: `${term} ${significant(value)}`, rank: 4 })),
  ];
  return `  ${fitLine(parts, columns - 2)}`;
}
