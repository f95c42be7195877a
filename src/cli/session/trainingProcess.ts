/** Which process trains into a run folder, and whether it still does. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { type RunFolder, type RunRecord, systemErrorCode, UserError } from "../../training/index.js";
import { shownPath } from "../specFile.js";

/** What run.json says of this process. */
export function thisProcess(): NonNullable<RunRecord["process"]> {
  const started = linuxProcess(process.pid)?.started;
  return { id: process.pid, host: hostname(), ...(started === undefined ? {} : { started }) };
}

/** Whether a process trains into the folder now, as far as can be told from here. */
export function isTrained({ status, process: training }: RunRecord): boolean {
  if (status !== "running" || training === undefined || training.host !== hostname()) return false;
  return training.id !== process.pid && isAlive(training);
}

/**
 * Two processes must not train into one folder.
 *
 * @throws UserError where one does already.
 */
export function requireStopped(folder: RunFolder, record: RunRecord): void {
  if (!isTrained(record)) return;
  throw new UserError(`${shownPath(folder.path)} is being trained, by process ${record.process?.id}`, {
    hint: `stop that one first; if it is another program by now, take "process" out of ${shownPath(folder.record)}`,
  });
}

function isAlive({ id, started }: NonNullable<RunRecord["process"]>): boolean {
  try {
    process.kill(id, 0);
  } catch (error) {
    return systemErrorCode(error) === "EPERM";
  }
  const found = linuxProcess(id);
  if (found === null) return true;
  // A killed process stays in the table until its parent has asked after it; a number is given again in time.
  return found.state !== "Z" && (started === undefined || found.started === started);
}

/** State and time of the start, in ticks since the system started, as Linux has them; null elsewhere. */
function linuxProcess(id: number): { readonly state: string; readonly started: string } | null {
  try {
    const text = readFileSync(`/proc/${id}/stat`, "utf8");
    // The second field is the program's name in brackets, and may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", started: fields[19] ?? "" };
  } catch {
    return null;
  }
}
