/** The progress of a download: one line redrawn on a terminal, a plain line every few seconds elsewhere. */
import { byteCount, type DownloadDisplay } from "../../setup/index.js";
import type { Terminal } from "../terminal.js";
import { clock } from "./progress.js";
import { startProgressBar } from "./progressBar.js";

const plainLineSeconds = 5;

/** Starts showing a download of so many bytes on standard error. */
export function startDownloadDisplay(title: string, bytes: number, terminal: Terminal): DownloadDisplay {
  const seconds = stopwatch();
  const numbers = (received: number) => downloadNumbers(received, bytes, seconds());
  return terminal.interactive
    ? startProgressBar(bytes, (bar, received) => `${title} ${bar} ${numbers(received)}`, terminal)
    : plainLines(title, bytes, seconds, terminal);
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
