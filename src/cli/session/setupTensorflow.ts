/** `swwae setup tensorflow`, and its `--remove`: what is said on the way, and the result. */
import { cacheFolder } from "../../runtime/engines/tensorflow/library/index.js";
import {
  byteCount,
  Interrupted,
  removableFolders,
  removeTensorflow,
  type SetupReporter,
  type SetupResult,
  setupTensorflow,
} from "../../setup/index.js";
import { packageFolder } from "../packageFolder.js";
import type { Terminal } from "../terminal.js";
import { startDownloadDisplay } from "./downloadDisplay.js";
import { listenForInterruption } from "./interruption.js";

export interface TensorflowRequest {
  readonly version: string | null;
  readonly wheel: string | null;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Builds the native TensorFlow, where none is there yet. */
export async function setupTensorflowHere(request: TensorflowRequest, terminal: Terminal): Promise<void> {
  const abort = new AbortController();
  const interruption = listenForInterruption(() => abort.abort());
  const reporter: SetupReporter = {
    say: (line) => terminal.note(line),
    download: (title, bytes) => startDownloadDisplay(title, bytes, terminal),
  };
  try {
    const result = await setupTensorflow(
      {
        version: request.version,
        wheel: request.wheel,
        dryRun: request.dryRun,
        packageFolder: packageFolder(),
        environment: process.env,
        signal: abort.signal,
      },
      reporter,
    );
    terminal.print(request.json ? JSON.stringify(result, null, 2) : resultLine(result, terminal));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    terminal.note(
      "interrupted; the pieces that are complete are kept, and the same command goes on from there",
    );
    terminal.setExitCode(interruption.exitCode);
  } finally {
    interruption.dispose();
  }
}

/** Takes away what setups have put into the cache: one version, or all. */
export async function removeTensorflowHere(request: TensorflowRequest, terminal: Terminal): Promise<void> {
  const cache = cacheFolder();
  const removed = request.dryRun
    ? { folders: removableFolders(cache, request.version), bytes: null }
    : await removeTensorflow(cache, request.version);
  if (request.json) {
    terminal.print(JSON.stringify({ status: request.dryRun ? "planned" : "removed", ...removed }, null, 2));
    return;
  }
  const verb = request.dryRun ? "would remove" : terminal.colors.green("removed");
  for (const folder of removed.folders) terminal.print(`${verb}  ${folder}`);
  if (removed.folders.length === 0) terminal.print(`nothing to remove: no TensorFlow was set up in ${cache}`);
  else if (removed.bytes !== null) terminal.print(`${byteCount(removed.bytes)} are free again`);
}

function resultLine({ status, kind, tensorflow, path, bytes }: SetupResult, { colors }: Terminal): string {
  const size = bytes === null ? "" : ` (${byteCount(bytes)})`;
  switch (status) {
    case "planned":
      return "dry run: nothing was done";
    case "installed":
      return `${colors.green("installed")}  TensorFlow ${tensorflow} in ${path}${size}`;
    case "present":
      return kind === "npm"
        ? `TensorFlow ${tensorflow}, which npm installed, works already: nothing to do`
        : `TensorFlow ${tensorflow} is there already and works: ${path}${size}`;
  }
}
