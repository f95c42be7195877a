/** Compiles specs again whenever they change, until the process is stopped. */
import { resolve } from "node:path";
import { watch } from "chokidar";
import { configName } from "../config/configName.js";
import { UserError } from "../../training/errors.js";
import { counted } from "../compileSpec.js";
import { specExtension } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { compileFiles } from "./compileFiles.js";
import { type CompileOptions, compileRequest, type CompileRequest } from "./compileRequest.js";

/** How long the files must be quiet before they are compiled: editors write in several bursts. */
const quietMilliseconds = 80;

/**
 * Compiles once, then after every change what changed: the specs that are made of the changed file, everything after a change of
 * the project file or of which specs there are. Errors, those of a file that is gone for a moment too, are printed, and the
 * watch goes on. Ends with SIGINT or SIGTERM.
 *
 * @throws UserError where there is nothing to watch to begin with.
 */
export async function watchFiles(
  files: readonly string[],
  options: CompileOptions,
  terminal: Terminal,
): Promise<void> {
  let request = await compileRequest(files, options, terminal);
  const watcher = watch(pathsOf(request), {
    ignoreInitial: true,
    atomic: true,
    ignored: (path, stats) => stats?.isFile() === true && !isWatched(path),
  });
  await new Promise<void>((ready) => watcher.once("ready", () => ready()));
  /** Which files each spec was made of, when it was last compiled. */
  const madeOf = new Map<string, ReadonlySet<string>>();
  const compileAgain = (paths: readonly string[]): Promise<void> =>
    attempt(terminal, async () => {
      const result = await compileFiles(request, terminal, paths);
      for (const [file, sources] of result.madeOf) {
        madeOf.set(file, new Set(sources.map((path) => resolve(path))));
        watcher.add([...sources]);
      }
    });
  await compileAgain(request.files);
  if (!request.json) terminal.note(`watching ${counted(request.files.length, "file")}; stop with Ctrl+C`);

  const changed = new Set<string>();
  let everything = false;
  const round = async (): Promise<void> => {
    const paths = new Set(changed);
    const all = everything;
    changed.clear();
    everything = false;
    if (all) {
      await attempt(terminal, async () => {
        request = await compileRequest(files, options, terminal);
        watcher.add(pathsOf(request));
      });
    }
    const isStale = (file: string): boolean =>
      paths.has(resolve(file)) || [...(madeOf.get(file) ?? [])].some((path) => paths.has(path));
    await compileAgain(all ? request.files : request.files.filter(isStale));
  };

  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watcher.on("all", (event, path) => {
    changed.add(resolve(path));
    // Which specs there are, and where their outputs go, may be another matter now.
    if (path.endsWith(configName) || (event !== "change" && files.length === 0)) everything = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Rounds never overlap: a change during one starts the next after it.
      running = running.then(round);
    }, quietMilliseconds);
  });
  await new Promise<void>((stop) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop());
  });
  clearTimeout(timer);
  await running;
  await watcher.close();
}

function pathsOf({ files, watched }: CompileRequest): string[] {
  return [...files, ...watched];
}

function isWatched(path: string): boolean {
  return path.endsWith(specExtension) || path.endsWith(configName);
}

async function attempt(terminal: Terminal, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    terminal.note(`${terminal.noteColors.red("error")}: ${error.message}`);
  }
}
