/** Cells in processes of their own: what ends such a process is a finding about its cell, and the others go on. */
import { spawn } from "node:child_process";
import { open } from "node:fs/promises";

export interface CellProcess {
  /** The code that it ended with, and the last lines that it wrote. */
  readonly ended: Promise<{ readonly code: number | null; readonly words: readonly string[] }>;
  /** Asks it to stop after the step in hand. */
  stop(): void;
}

/** Runs `swwae` with these arguments. */
export function startCell(commandLine: readonly string[]): CellProcess {
  // In a group of its own: Ctrl+C in a terminal comes to this process alone, which passes it on once.
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? "", ...commandLine], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: true,
  });
  let words: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = [...words, ...text.split("\n")].filter((line) => line.trim() !== "").slice(-12);
  });
  const ended = new Promise<{ code: number | null; words: readonly string[] }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, words }));
  });
  return { ended, stop: () => void child.kill("SIGTERM") };
}

/** Where a training is, as the end of its metrics says. */
export interface CellProgress {
  readonly step: number;
  readonly epoch: number;
  readonly seconds: number;
  readonly terms: Readonly<Record<string, number>>;
}

/** As many bytes as surely hold a whole line. */
const tailBytes = 4096;

/** The latest step in a file of metrics; null before the first. */
export async function latestStep(path: string): Promise<CellProgress | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, from);
    const lines = buffer.toString("utf8", 0, bytesRead).split("\n").slice(0, -1);
    const line = lines.findLast((each) => each.startsWith('{"kind":"step"'));
    return line === undefined ? null : (JSON.parse(line) as CellProgress);
  } finally {
    await file.close();
  }
}
