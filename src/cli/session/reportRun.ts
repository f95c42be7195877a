/** Writes the report of a run. */
import { stat } from "node:fs/promises";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { openRun, type OpenRunRequest } from "./openRun.js";
import { writeRunReport } from "./writeRunReport.js";

export interface ReportOutput {
  /** The page's path; null for report.html in the run folder. */
  readonly out: string | null;
  readonly json: boolean;
}

/** Writes the page and says where. Throws a UserError where something is missing, damaged or not writable. */
export async function reportRun(
  request: OpenRunRequest,
  { out, json }: ReportOutput,
  terminal: Terminal,
): Promise<void> {
  const run = await openRun(request, terminal);
  try {
    const path = out ?? run.folder.report;
    await writeRunReport(run, path);
    const bytes = (await stat(path)).size;
    if (json) {
      const result = { run: shownPath(run.folder.path), report: shownPath(path), bytes };
      terminal.print(JSON.stringify(result, null, 2));
      return;
    }
    terminal.print(
      `${terminal.colors.green("written")}    ${shownPath(path)}, ${Math.ceil(bytes / 1024)} kB`,
    );
  } finally {
    await run.dispose();
  }
}
