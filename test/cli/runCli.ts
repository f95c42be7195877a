/** Runs the built command line as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly process: ChildProcess;
  /** What was written so far, to both streams. */
  output(): string;
  /** Resolves as soon as the output matches; rejects where the process ends before. */
  until(pattern: RegExp): Promise<void>;
  readonly ended: Promise<CliResult>;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts `swwae` with these arguments. */
export function startCli(args: readonly string[], { cwd, env = {} }: CliOptions): RunningCli {
  if (!existsSync(main)) throw new Error(`${main} is missing: build it first (npm run build)`);
  const child = spawn(process.execPath, [main, ...args], { cwd, env: { ...process.env, ...env } });
  let stdout = "";
  let stderr = "";
  const watchers = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    for (const watch of watchers) watch();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    for (const watch of watchers) watch();
  });
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  const until = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const watch = () => {
        if (!pattern.test(stdout + stderr)) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
      void ended.then(() => reject(new Error(`ended without ${pattern}:\n${stdout}${stderr}`)));
    });
  return { process: child, output: () => stdout + stderr, until, ended };
}

/** Runs `swwae` with these arguments to its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  return startCli(args, options).ended;
}
