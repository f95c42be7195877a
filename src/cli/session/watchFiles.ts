/** Compiles specs again whenever they change, until the process is stopped. */
import { watch } from "chokidar";
import { UserError } from "../../training/errors.js";
import { counted } from "../compileSpec.js";
import type { Terminal } from "../terminal.js";
import { compileFiles, type CompileRequest } from "./compileFiles.js";

/** How long the files must be quiet before they are compiled: editors write in several bursts. */
const quietMilliseconds = 80;

/**
 * Compiles once, then after every change. Errors, those of a file that is gone for a moment too, are printed, and the
 * watch goes on. Ends with SIGINT or SIGTERM.
 */
export async function watchFiles(request: CompileRequest, terminal: Terminal): Promise<void> {
  const watcher = watch([...request.files], { ignoreInitial: true, atomic: true });
  await new Promise<void>((resolve) => watcher.once("ready", () => resolve()));
  await compileRound(request, terminal);
  if (!request.json) terminal.note(`watching ${counted(request.files.length, "file")}; stop with Ctrl+C`);

  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Rounds never overlap: a change during one starts the next after it.
      running = running.then(() => compileRound(request, terminal));
    }, quietMilliseconds);
  });
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  clearTimeout(timer);
  await running;
  await watcher.close();
}

async function compileRound(request: CompileRequest, terminal: Terminal): Promise<void> {
  try {
    await compileFiles(request, terminal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    terminal.note(`${terminal.noteColors.red("error")}: ${error.message}`);
  }
}
