/** Ctrl+C and SIGTERM, asked for politely: the work in hand is finished, a second signal ends at once. */

export interface Interruption {
  /** True once a signal has come. */
  readonly requested: boolean;
  /** Gives the signals back to the process. */
  dispose(): void;
}

/** Starts listening to SIGINT and SIGTERM. `onSignal` is called at the first one. */
export function listenForInterruption(onSignal: () => void): Interruption {
  let requested = false;
  const handle = () => {
    if (requested) process.exit(interruptedExitCode);
    requested = true;
    onSignal();
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  return {
    get requested() {
      return requested;
    },
    dispose() {
      process.off("SIGINT", handle);
      process.off("SIGTERM", handle);
    },
  };
}

/** 128 + SIGINT, as shells have it. */
export const interruptedExitCode = 130;
