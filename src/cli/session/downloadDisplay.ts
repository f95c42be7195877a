/** The progress of a download: one line redrawn on a terminal, a plain line every few seconds elsewhere. */
import cliProgress from "cli-progress";
import { byteCount, type DownloadDisplay } from "../../setup/index.js";
import type { Terminal } from "../terminal.js";
import { clock } from "./progress.js";

const plainLineSeconds = 5;
const barWidth = 16;

/** Starts showing a download of so many bytes on standard error. */
export function startDownloadDisplay(title: string, bytes: number, terminal: Terminal): DownloadDisplay {
  const seconds = stopwatch();
  return terminal.interactive
    ? redrawnLine(title, bytes, seconds, terminal)
    : plainLines(title, bytes, seconds, terminal);
}

function redrawnLine(
  title: string,
  bytes: number,
  seconds: () => number,
  terminal: Terminal,
): DownloadDisplay {
  const { cyan, dim } = terminal.noteColors;
  const bar = new cliProgress.SingleBar({
    gracefulExit: false, // the signals are the command's
    hideCursor: true,
    fps: 8,
    format: (_options, { progress, value }) => {
      const done = Math.round(progress * barWidth);
      const drawn = cyan("━".repeat(done)) + dim("─".repeat(barWidth - done));
      return `${title} ${drawn} ${downloadNumbers(value, bytes, seconds())}`;
    },
  });
  bar.start(bytes, 0);
  // Whoever does not wait for the end shall still get the cursor back.
  const restore = () => bar.stop();
  process.once("exit", restore);
  return {
    update: (received) => bar.update(received),
    stop: () => {
      process.off("exit", restore);
      bar.stop();
    },
  };
}

function plainLines(
  title: string,
  bytes: number,
  seconds: () => number,
  terminal: Terminal,
): DownloadDisplay {
  let lastLine = 0;
  let isComplete = false;
  return {
    update: (received) => {
      if (isComplete || (seconds() - lastLine < plainLineSeconds && received < bytes)) return;
      lastLine = seconds();
      isComplete = received >= bytes;
      terminal.note(`${title}  ${downloadNumbers(received, bytes, seconds())}`);
    },
    stop: () => undefined,
  };
}

/** "62 %  169.8 MB of 273.8 MB  0:04 left". */
export function downloadNumbers(received: number, bytes: number, seconds: number): string {
  const parts = [
    `${Math.floor((100 * received) / bytes)} %`,
    `${byteCount(received)} of ${byteCount(bytes)}`,
  ];
  if (received > bytes / 100 && received < bytes) {
    parts.push(`${clock((seconds / received) * (bytes - received))} left`);
  }
  return parts.join("  ");
}

function stopwatch(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}
