/** The table of an experiment's results: a line for every cell as it ends, and in the end one for every choice, over its seeds. */
import type { Estimate } from "../../report/index.js";
import type { Terminal } from "../terminal.js";
import { clock, percentage, significant } from "../session/progress.js";
import type { CellResult, ResultsDocument } from "./results.js";

/** A cell that has ended, on one line; `cells` are all of the experiment, of which the cell's number is one. */
export function cellLine(
  { number, label, status, test, seconds, failure, steps, plannedSteps }: CellResult,
  cells: number,
  width: number,
  colors: Terminal["colors"],
): string {
  const head = `${String(number).padStart(String(cells).length)}/${cells}  ${label.padEnd(width)}`;
  if (status === "failed") {
    return `${head}  ${colors.red("failed")}${stepsOf({ steps, plannedSteps })}: ${firstLine(failure)}`;
  }
  if (status !== "finished" || test === null) return `${head}  ${colors.yellow(status)}`;
  const figures = [
    test.errorRate === null ? null : `test ${percentage(test.errorRate)}`,
    test.reconstructionError === null ? null : `reconstruction ${significant(test.reconstructionError)}`,
    seconds === null ? null : clock(seconds),
  ];
  return `${head}  ${figures.filter((figure) => figure !== null).join("  ")}`;
}

/** " after 57 of 1,200 steps"; nothing where it did not come so far. */
function stepsOf({ steps, plannedSteps }: Pick<CellResult, "steps" | "plannedSteps">): string {
  if (steps === null || plannedSteps === null) return "";
  return ` after ${steps.toLocaleString("en-US")} of ${plannedSteps.toLocaleString("en-US")} steps`;
}

function firstLine(text: string | null): string {
  return text?.split("\n")[0] ?? "";
}

/** Prints the cells that failed, each with how far it came and why. */
export function printFailures(document: ResultsDocument, terminal: Terminal): void {
  const failed = document.cells.filter(({ status }) => status === "failed");
  const width = Math.max(0, ...failed.map(({ label }) => label.length));
  for (const cell of failed) terminal.print(cellLine(cell, document.cells.length, width, terminal.colors));
}

/** Prints mean ± standard error for every choice, and what is missing. */
export function printSummary(document: ResultsDocument, terminal: Terminal): void {
  const { bold, dim } = terminal.colors;
  const axes = document.axes.map(({ name }) => name).filter((name) => name !== "seed");
  const header = [...axes, "runs", "test error", "reconstruction error"];
  const rows = document.summary.map(({ choice, finished, cells, testError, reconstructionError }) => [
    ...axes.map((axis) => choice[axis] ?? ""),
    finished === cells ? String(cells) : `${finished} of ${cells}`,
    written(testError, (value) => (100 * value).toFixed(2), " %"),
    written(reconstructionError, (value) => value.toFixed(5), ""),
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd();
  terminal.print(bold(line(header)));
  for (const row of rows) terminal.print(line(row));
  if (document.summary.some(({ testError }) => (testError?.count ?? 0) > 1)) {
    terminal.print(dim("mean ± standard error over the seeds"));
  }
}

function written(found: Estimate | null, number: (value: number) => string, unit: string): string {
  if (found === null) return "–";
  const spread = found.standardError === null ? "" : ` ± ${number(found.standardError)}`;
  return `${number(found.mean)}${spread}${unit}`;
}
