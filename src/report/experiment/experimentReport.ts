/** The report of an experiment: its sweep as a table with means and standard errors, as curves, and run by run. */
import { curves } from "../charts/curves.js";
import { seriesColors } from "../charts/series.js";
import { sweepChart } from "../charts/sweep.js";
import { count, percent, significant } from "../format.js";
import { html, type Html } from "../page/html.js";
import { page, type Section } from "../page/page.js";
import {
  type Estimate,
  type ExperimentCell,
  type ExperimentRun,
  type ExperimentSummary,
  groupBy,
  summarise,
} from "./summary.js";

export interface ExperimentReportRequest {
  readonly name: string;
  /** In the order in which they began. */
  readonly runs: readonly ExperimentRun[];
  readonly version: string;
}

/** The text of the page. */
export async function experimentReport({ name, runs, version }: ExperimentReportRequest): Promise<string> {
  const summary = summarise(runs);
  const sections: (Section | null)[] = [
    tableSection(summary),
    await sweepSection(summary),
    await learningSection(summary),
    runsSection(summary),
  ];
  return page({
    title: `${name} · ${runs.length} runs`,
    head: html`<h1>${name}</h1>
      <p class="lead">${count(runs.length)} ${runs.length === 1 ? "run" : "runs"}, ${standing(runs)}</p>`,
    sections: sections.filter((section) => section !== null),
    foot: html`Written by swwae ${version}.`,
  });
}

/** "all finished", or "4 finished, 1 failed". */
function standing(runs: readonly ExperimentRun[]): string {
  const byStatus = groupBy(runs, ({ status }) => status);
  const finished = byStatus.get("finished")?.length ?? 0;
  if (finished === runs.length) return "all finished";
  byStatus.delete("finished");
  const others = [...byStatus].map(([status, group]) => `${count(group.length)} ${status}`);
  return [`${count(finished)} finished`, ...others].join(", ");
}

/** The first figure decides which cell is the best: the smaller, the better. */
function bestCell({ cells, figures: [first] }: ExperimentSummary): ExperimentCell | null {
  if (first === undefined) return null;
  const measured = cells.filter((cell) => cell.figures[first] !== undefined);
  return measured.toSorted((a, b) => a.figures[first]!.mean - b.figures[first]!.mean)[0] ?? null;
}

function tableSection(summary: ExperimentSummary): Section {
  const { axes, cells, figures } = summary;
  const best = cells.length > 1 ? bestCell(summary) : null;
  const row = (cell: ExperimentCell): Html => {
    const measured = Math.max(0, ...Object.values(cell.figures).map(({ count }) => count));
    const runs = measured === cell.runs.length ? String(measured) : `${measured} of ${cell.runs.length}`;
    return html`<tr${cell === best ? html` class="best"` : null}>
      ${axes.map((axis) => html`<td class="number" data-name="${axis}">${cell.choice[axis] ?? ""}</td>`)}
      <td class="number" data-name="runs">${runs}</td>
      ${figures.map((name) => html`<td class="number" data-name="${name}">${written(name, cell.figures[name])}</td>`)}
    </tr>`;
  };
  return {
    id: "results",
    title: "Results",
    content: html`<p class="note">
        Means over the runs that differ by their seed alone, ± the standard error of the mean.
        ${best === null ? null : `The cell with the smallest ${figures[0] ?? ""} is marked.`}
      </p>
      <div class="scroll">
        <table class="lines">
          <thead>
            <tr>
              ${axes.map((axis) => html`<th scope="col" class="number">${axis}</th>`)}
              <th scope="col" class="number">runs</th>
              ${figures.map((name) => html`<th scope="col" class="number">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${cells.map(row)}
          </tbody>
        </table>
      </div>`,
  };
}

function written(name: string, estimate: Estimate | undefined): Html | string {
  if (estimate === undefined) return "–";
  const { mean, standardError } = estimate;
  const format = formatOf(name);
  if (standardError === null) return format(mean);
  if (format === percent) return html`${(100 * mean).toFixed(2)} ± ${(100 * standardError).toFixed(2)} %`;
  // As many decimals as two digits of the error have.
  const decimals =
    standardError === 0 ? 4 : Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(standardError))));
  return html`${mean.toFixed(decimals)} ± ${standardError.toFixed(decimals)}`;
}

function formatOf(figure: string): (value: number) => string {
  return figure.endsWith("error") && !figure.startsWith("reconstruction") ? percent : significant;
}

async function sweepSection({ axes, cells, figures }: ExperimentSummary): Promise<Section | null> {
  const shown = figures.slice(0, 2);
  const charts: (Html | null)[] = [];
  for (const axis of axes) {
    for (const figure of shown) {
      charts.push(await sweepChart({ axis, axes, cells, figure, format: formatOf(figure) }));
    }
  }
  if (charts.every((chart) => chart === null)) return null;
  return {
    id: "sweep",
    title: "The sweep",
    content: html`<p class="note">
        Large dots are means, with their standard errors; small ones single runs.
      </p>
      <div class="charts">${charts}</div>`,
  };
}

async function learningSection({ axes, cells }: ExperimentSummary): Promise<Section | null> {
  const shown = cells.slice(0, seriesColors);
  const drawn = await curves({
    title: "Error rate, validation",
    unit: "wrong",
    format: percent,
    curves: shown.map((cell) => {
      // The mean over the runs of a cell, epoch by epoch.
      const all = cell.runs.flatMap(({ validations }) => validations);
      const byEpoch = groupBy(all, ({ epoch }) => epoch);
      return {
        name: axes.map((axis) => `${axis} ${cell.choice[axis] ?? ""}`).join(", ") || "all runs",
        points: [...byEpoch]
          .flatMap(([x, group]) => {
            const rates = group.flatMap(({ errorRate }) => (errorRate === null ? [] : [errorRate]));
            return rates.length === 0
              ? []
              : [{ x, y: rates.reduce((sum, rate) => sum + rate, 0) / rates.length }];
          })
          .toSorted((a, b) => a.x - b.x),
      };
    }),
  });
  if (drawn === null) return null;
  const left = cells.length > shown.length ? ` The first ${shown.length} of ${cells.length} cells.` : "";
  return {
    id: "learning",
    title: "Learning",
    content: html`<p class="note">The mean over the runs of each cell.${left}</p>
      <div class="charts">${drawn}</div>`,
  };
}

function runsSection({ axes, cells, figures }: ExperimentSummary): Section {
  const runs = cells.flatMap((cell) => cell.runs);
  return {
    id: "runs",
    title: "Runs",
    content: html`<div class="scroll">
      <table class="lines">
        <thead>
          <tr>
            <th scope="col">run</th>
            <th scope="col">status</th>
            ${axes.map((axis) => html`<th scope="col" class="number">${axis}</th>`)}
            <th scope="col" class="number">seed</th>
            <th scope="col" class="number">steps</th>
            ${figures.map((name) => html`<th scope="col" class="number">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${runs.map(
            ({ name, page, status, choice, seed, steps, plannedSteps, failure, figures: measured }) =>
              html`<tr>
                <td data-name="run">${page === null ? name : html`<a href="${page}">${name}</a>`}</td>
                <td data-name="status">
                  <span
                    >${status}${failure === null ? null : html`<small class="failure">${failure.split("\n")[0] ?? ""}</small>`}</span
                  >
                </td>
                ${axes.map((axis) => html`<td class="number" data-name="${axis}">${choice[axis] ?? ""}</td>`)}
                <td class="number" data-name="seed">${seed}</td>
                <td class="number" data-name="steps">
                  ${steps === plannedSteps ? count(steps) : `${count(steps)} of ${count(plannedSteps)}`}
                </td>
                ${figures.map((figure) => html`<td class="number" data-name="${figure}">${measured[figure] === undefined ? "–" : formatOf(figure)(measured[figure])}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
  };
}
