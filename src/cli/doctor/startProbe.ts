/** Probes in processes of their own: what ends such a process is a finding about its engine, and the doctor goes on. */
import { spawn } from "node:child_process";
import type { EngineReport } from "./diagnosis.js";
import type { ProbeRequest } from "./probeEngine.js";

/** Whoever has not answered by then, on top of the seconds that are timed, will not. */
const patienceSeconds = 180;

/** Runs `swwae doctor --probe ENGINE` and reads its report. */
export async function startProbe({ engine, threads, seconds }: ProbeRequest): Promise<EngineReport> {
  const commandLine = [
    ...process.execArgv,
    process.argv[1] ?? "",
    "doctor",
    "--probe",
    engine,
    "--seconds",
    String(seconds),
    ...(threads === null ? [] : ["--threads", String(threads)]),
  ];
  const { stdout, stderr, ending } = await runToEnd(commandLine, patienceSeconds + seconds);
  const report = reportIn(stdout, engine);
  if (report !== null) return report;
  const [last] = stderr.trim().split("\n").slice(-1);
  const reason = last === undefined || last === "" ? ending : `${ending}: ${last}`;
  return { name: engine, status: "broken", reason, library: null, selfTest: null, speed: null };
}

/** What a process printed, and how it ended, in words. */
function runToEnd(
  commandLine: readonly string[],
  limitSeconds: number,
): Promise<{ stdout: string; stderr: string; ending: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, commandLine, { stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr, isLate] = ["", "", false];
    const timer = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, 1000 * limitSeconds);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const ending = isLate
        ? `it did not answer within ${limitSeconds} seconds`
        : `its process ended with ${signal ?? `code ${code}`}`;
      resolve({ stdout, stderr, ending });
    });
  });
}

/** The report on the last line, since native libraries write what they like; null where there is none. */
function reportIn(stdout: string, engine: string): EngineReport | null {
  try {
    const report = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as EngineReport;
    return report.name === engine ? report : null;
  } catch {
    return null;
  }
}
