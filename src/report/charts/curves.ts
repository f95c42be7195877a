/** Curves over the epochs of a training, with a legend that names each one's last number. */
import { html, type Html } from "../page/html.js";
import { chart } from "./plot.js";
import { type Point, seriesColor, thinOut } from "./series.js";

export interface Curve {
  readonly name: string;
  readonly points: readonly Point[];
}

export interface CurvesOptions {
  readonly title: string;
  readonly curves: readonly Curve[];
  /** What stands on the vertical axis. */
  readonly unit: string;
  /** Logarithmic: for what falls by orders of magnitude. Numbers that are not above 0 are left out. */
  readonly logarithmic?: boolean;
  /** How a number is written in the legend. */
  readonly format: (value: number) => string;
  /** Marks every point: for a few measured ones. */
  readonly dots?: boolean;
  /** Place of the first colour. */
  readonly firstColor?: number;
}

const pointsShown = 240;

/** A figure with the curves; null where none of them has a point. */
export async function curves(options: CurvesOptions): Promise<Html | null> {
  const { title, unit, logarithmic = false, format, dots = false, firstColor = 0 } = options;
  const drawn = options.curves
    .map(({ name, points }, place) => ({
      name,
      color: seriesColor(firstColor + place),
      points: thinOut(
        points.filter(({ y }) => Number.isFinite(y) && (!logarithmic || y > 0)),
        pointsShown,
      ),
    }))
    .filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return null;
  const values = drawn.flatMap(({ points }) => points.map(({ y }) => y));
  const lastEpoch = Math.max(...drawn.flatMap(({ points }) => points.map(({ x }) => x)));
  const svg = await chart(`${title} over the epochs`, (plot) => ({
    height: 260,
    marginLeft: 52,
    marginRight: 12,
    marginBottom: 42,
    x: { label: "epoch", labelOffset: 40, ticks: 6, domain: [0, lastEpoch], tickFormat: String },
    y: {
      label: unit,
      grid: true,
      ...(logarithmic
        ? { type: "log", tickFormat: shortNumber, ticks: 5 }
        : { zero: true, nice: true, tickFormat: format, ticks: 5 }),
      ...(logarithmic && Math.max(...values) / Math.min(...values) < 12 ? { ticks: 4 } : {}),
    },
    marks: drawn.flatMap(({ points, color }) => [
      plot.lineY(points, { x: "x", y: "y", stroke: color, strokeWidth: 1.75 }),
      ...(dots || points.length === 1 ? [plot.dot(points, { x: "x", y: "y", fill: color, r: 3 })] : []),
    ]),
  }));
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    <ul class="legend">
      ${drawn.map(
        ({ name, color, points }) =>
          html`<li>
            <span class="swatch" style="background:${color}"></span>${name}
            <b>${format(points.at(-1)?.y ?? 0)}</b>
          </li>`,
      )}
    </ul>
    ${svg}
  </figure>`;
}

/** 0.002 and 20, without zeros that say nothing. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(2)));
}
