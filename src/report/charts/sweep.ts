/** A figure over an axis of a sweep: means with their standard errors, and every run as a dot. */
import { axisValues, type ExperimentCell, isNumber } from "../experiment/summary.js";
import { html, type Html } from "../page/html.js";
import { chart } from "./plot.js";
import { seriesColor, seriesColors } from "./series.js";

export interface SweepChartOptions {
  readonly axis: string;
  /** All axes of the sweep. */
  readonly axes: readonly string[];
  readonly cells: readonly ExperimentCell[];
  /** Which of the measured figures. */
  readonly figure: string;
  readonly format: (value: number) => string;
}

/** Null where the axis has one value only, or nothing was measured. */
export async function sweepChart(options: SweepChartOptions): Promise<Html | null> {
  const { axis, axes, cells, figure, format } = options;
  const measured = cells.filter((cell) => cell.figures[figure] !== undefined);
  const values = axisValues(measured, axis);
  if (values.length < 2) return null;
  const others = axes.filter((other) => other !== axis);
  const nameOf = (cell: ExperimentCell): string =>
    others.map((other) => `${other} ${cell.choice[other] ?? ""}`).join(", ");
  const names = [...new Set(measured.map(nameOf))];
  const isCrowded = names.length > seriesColors;
  const isNumeric = values.every(isNumber);
  const numbers = values.map(Number);
  // Spread over orders of magnitude, as numbers of labels and loss weights are.
  const isLogarithmic = isNumeric && numbers[0]! > 0 && numbers.at(-1)! / numbers[0]! >= 20;
  const x = (cell: ExperimentCell): number | string =>
    isNumeric ? Number(cell.choice[axis]) : (cell.choice[axis] ?? "");
  const points = measured.map((cell) => {
    const { mean, standardError } = cell.figures[figure]!;
    const color = isCrowded ? seriesColor(1) : seriesColor(names.indexOf(nameOf(cell)));
    const spread = standardError ?? 0;
    return { x: x(cell), y: mean, low: mean - spread, high: mean + spread, color, series: nameOf(cell) };
  });
  const dots = measured.flatMap((cell, place) =>
    cell.runs.flatMap(({ figures }) =>
      figures[figure] === undefined ? [] : [{ x: x(cell), y: figures[figure], color: points[place]!.color }],
    ),
  );
  const svg = await chart(`${figure} by ${axis}`, (plot) => ({
    height: 280,
    marginLeft: 58,
    marginRight: 16,
    marginBottom: 44,
    x: {
      label: axis,
      labelOffset: 40,
      ...(isNumeric
        ? { type: isLogarithmic ? "log" : "linear", ticks: numbers, tickFormat: String, inset: 12 }
        : { type: "point", domain: values }),
    },
    y: { label: figure, grid: true, zero: true, nice: true, tickFormat: format, ticks: 5 },
    color: { type: "identity" },
    marks: [
      plot.dot(dots, { x: "x", y: "y", fill: "color", fillOpacity: 0.35, r: 2 }),
      ...(isCrowded
        ? []
        : [plot.lineY(points, { x: "x", y: "y", stroke: "color", z: "series", strokeWidth: 1.75 })]),
      plot.ruleX(points, { x: "x", y1: "low", y2: "high", stroke: "color", strokeWidth: 1.5 }),
      plot.dot(points, { x: "x", y: "y", fill: "color", r: 3.5 }),
    ],
  }));
  const legend =
    others.length === 0 || isCrowded
      ? null
      : html`<ul class="legend">
          ${names.map(
            (name, place) =>
              html`<li><span class="swatch" style="background:${seriesColor(place)}"></span>${name}</li>`,
          )}
        </ul>`;
  return html`<figure class="chart">
    <figcaption>${figure} by ${axis}</figcaption>
    ${legend}${svg}
  </figure>`;
}
