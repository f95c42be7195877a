/** A bar that is redrawn on a terminal, for whatever takes its time. */
import cliProgress from "cli-progress";
import type { Terminal } from "../terminal.js";
import { rowsOf } from "./lineWidth.js";

export interface ProgressBar {
  update(value: number): void;
  stop(): void;
}

const width = 16;

/**
 * Starts drawing on standard error.
 *
 * @param line the whole line, with the drawn bar somewhere in it
 */
export function startProgressBar(
  total: number,
  line: (bar: string, value: number) => string,
  terminal: Terminal,
): ProgressBar {
  const { cyan, dim } = terminal.noteColors;
  let drawn = "";
  const bar = new cliProgress.SingleBar({
    // The signals are the command's: a training that is interrupted still has its weights to write.
    gracefulExit: false,
    hideCursor: true,
    fps: 8,
    format: (_options, { progress, value }) => {
      const done = Math.round(progress * width);
      drawn = line(cyan("━".repeat(done)) + dim("─".repeat(width - done)), value);
      return drawn;
    },
  });
  bar.start(total, 0);
  // A terminal that became narrower has broken the line in two; the next one is drawn where it began.
  const takeAway = () => {
    const above = rowsOf([drawn], process.stderr.columns || 80) - 1;
    process.stderr.write(`\r${above === 0 ? "" : `\u001b[${above}A`}\u001b[0J`);
  };
  process.stderr.on("resize", takeAway);
  // Whoever does not wait for the end shall still get the cursor back.
  const restore = () => bar.stop();
  process.once("exit", restore);
  return {
    update: (value) => bar.update(value),
    stop: () => {
      process.off("exit", restore);
      process.stderr.off("resize", takeAway);
      bar.stop();
    },
  };
}
