/** Ctrl+C and SIGTERM, asked for politely: the work in hand is finished, a second signal ends at once. */
import { constants } from "node:os";

export interface Interruption {
  /** True once a signal has come. */
  readonly requested: boolean;
  /** Has `listener` called at the first signal; gives how to take it back. */
  onRequest(listener: () => void): () => void;
  /** The code to exit with: 128 and the number of the signal, as shells have it. */
  readonly exitCode: number;
  /** Gives the signals back to the process. */
  dispose(): void;
}

/** Starts listening to SIGINT and SIGTERM. `onSignal` is called at the first one. */
export function listenForInterruption(onSignal: () => void): Interruption {
  let requested = false;
  let exitCode = 0;
  const listeners = new Set<() => void>();
  const handle = (signal: NodeJS.Signals) => {
    exitCode = 128 + constants.signals[signal];
    if (requested) process.exit(exitCode);
    requested = true;
    onSignal();
    for (const listener of listeners) listener();
  };
  const handleDisconnect = () => handle("SIGTERM");
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  // Where another swwae started this one, its end is one of the signals.
  process.on("disconnect", handleDisconnect);
  process.channel?.unref();
  return {
    get requested() {
      return requested;
    },
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get exitCode() {
      return exitCode;
    },
    dispose() {
      process.off("disconnect", handleDisconnect);
      process.off("SIGINT", handle);
      process.off("SIGTERM", handle);
    },
  };
}
