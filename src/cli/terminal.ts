/** Where the command line writes: results to standard output, everything else to standard error. */
import pc from "picocolors";

export type Colors = ReturnType<typeof pc.createColors>;

export interface Terminal {
  /** Writes a line of the result. */
  print(line: string): void;
  /** Writes a line that is not the result: progress, warnings, errors. */
  note(line: string): void;
  /** Colours for {@link print}, and whether they do anything. */
  readonly colors: Colors;
  /** Colours for {@link note}. */
  readonly noteColors: Colors;
  /** True where standard error is a terminal, so that a progress line can be redrawn. */
  readonly interactive: boolean;
  /** The code that the process will exit with; the highest one set wins. */
  setExitCode(code: number): void;
}

/** The terminal of this process. Colours appear on a terminal only, and not where NO_COLOR is set (to anything). */
export function processTerminal(): Terminal {
  // A reader that goes away early (`swwae check … | head`) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
  const colorful = !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    colors: pc.createColors(colorful && process.stdout.isTTY === true),
    noteColors: pc.createColors(colorful && process.stderr.isTTY === true),
    interactive: process.stderr.isTTY === true && process.env["TERM"] !== "dumb",
    setExitCode: (code) => {
      process.exitCode = Math.max(Number(process.exitCode ?? 0), code);
    },
  };
}
