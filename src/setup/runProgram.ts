/** Other people's programs, run to their end with what they print collected. */
import { spawn } from "node:child_process";
import { UserError } from "../training/errors.js";

export interface ProgramOptions {
  readonly cwd?: string;
  /** The whole environment; that of this process where absent. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Ends the program early. */
  readonly signal?: AbortSignal;
}

export interface ProgramResult {
  /** Its exit code; null where it was ended by a signal or there is no such program. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** True where there is no program of that name. */
  readonly missing: boolean;
}

/** Runs a program without a shell and without standard input. Rejects with {@link Interrupted} when the signal comes. */
export function runProgram(
  program: string,
  programArguments: readonly string[],
  { cwd, environment = process.env, signal }: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      ...(cwd === undefined ? {} : { cwd }),
      ...(signal === undefined ? {} : { signal }),
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") resolve({ code: null, stdout, stderr, missing: true });
      else if (error.name !== "AbortError") reject(error);
    });
    child.on("close", (code) => {
      if (signal?.aborted === true) reject(new Interrupted());
      else resolve({ code, stdout, stderr, missing: false });
    });
  });
}

/** The user wants it to stop. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
    this.name = "Interrupted";
  }
}

/** Throws {@link Interrupted} where the signal has come; for the steps that are no programs. */
export function stopIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new Interrupted();
}

/**
 * The error for a program that failed: what was to be done, the lines in which it says why, and what helps.
 *
 * @param telling which lines of its output tell the reason; the last three where none does.
 */
export function programFailed(
  action: string,
  { code, stderr, stdout }: ProgramResult,
  telling: RegExp,
  hint: string,
): UserError {
  const lines = `${stderr}\n${stdout}`
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const full = lines.filter((line) => /no space left on device|ENOSPC|errno 28/i.test(line)).slice(-1);
  const reasons = full.length > 0 ? full : lines.filter((line) => telling.test(line));
  const shown = reasons.length > 0 ? reasons.slice(0, shownLines) : lines.slice(-shownLines);
  return new UserError(
    [`${action} failed (exit code ${code ?? "none"}):`, ...shown.map((line) => `  ${line}`)].join("\n"),
    {
      hint:
        full.length > 0 ? "the disk is full: free some space, or name another folder in SWWAE_CACHE" : hint,
    },
  );
}

const shownLines = 3;
