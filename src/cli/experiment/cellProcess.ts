/** Cells in processes of their own: what ends such a process is a finding about its cell, and the others go on. */
import { spawn } from "node:child_process";

export interface CellProcess {
  /** The signal that ended it, if one did, and the last lines that it wrote. */
  readonly ended: Promise<{ readonly signal: NodeJS.Signals | null; readonly words: readonly string[] }>;
  /** Asks it, once, to stop after the step in hand. */
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
  const ended: CellProcess["ended"] = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (_code, signal) => resolve({ signal, words }));
  });
  let isAsked = false;
  const stop = (): void => {
    // A second signal would end it before it has saved where it stands.
    if (!isAsked) child.kill("SIGTERM");
    isAsked = true;
  };
  return { ended, stop };
}
