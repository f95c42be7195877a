/** The charts and pictures of the page. */
import { chart, seriesColor } from "../../report/index.js";
import { reconstructionGrid } from "../../training/index.js";
import { decodeStrip } from "../images.js";
import type { Figure, Picture } from "../page/content.js";
import { meanOf, measuredFigure } from "../statistics/figures.js";
import { filtersName } from "./measure.js";
import { type Mode } from "./modes.js";

/** Filters in one row of the picture. */
const filtersInRow = 16;

/** The filters of every mode, of the first seed: null where none were kept. */
export function filterPicture(modes: readonly Mode[]): Picture | null {
  const kept = modes.flatMap(({ name, cells }) => {
    const picture = cells[0]?.pictures[filtersName];
    return picture === undefined ? [] : [{ name, strip: decodeStrip(picture) }];
  });
  const [first] = kept;
  if (first === undefined) return null;
  const { side, count } = first.strip;
  const size = side * side;
  const columns = Math.min(filtersInRow, count);
  const rows = kept.flatMap(({ name, strip }) =>
    Array.from({ length: Math.ceil(strip.count / columns) }, (_, row) => {
      // What is left of the last row is the colour of 0.
      const images = new Float32Array(columns * size).fill(0.5);
      images.set(strip.pixels.subarray(row * columns * size, (row + 1) * columns * size));
      return { caption: row === 0 ? name : "", images };
    }),
  );
  return {
    kind: "picture",
    name: "filters",
    caption:
      "Filters of the first layer, of the networks of the first seed; filters in the same place started alike",
    png: reconstructionGrid({ shape: [side, side, 1], columns, rows, scale: 6 }),
  };
}

/** What the maps of a stage answer to, a picture of each mode, of the first seed. */
export function stagePictures(modes: readonly Mode[], stage: string): Picture[] {
  return modes.flatMap(({ name, cells }): Picture[] => {
    const picture = cells[0]?.pictures[stage];
    if (picture === undefined) return [];
    return [
      {
        kind: "picture",
        name: `features-${stage}-${name}`,
        caption: `${stage}, trained ${name}`,
        png: Buffer.from(picture, "base64"),
      },
    ];
  });
}

/** Dead maps by stage. */
export function deadFigure(modes: readonly Mode[], stages: readonly string[]): Promise<Figure> {
  return stageChart(modes, stages, {
    name: "dead-maps",
    caption: "Maps that nothing excites, by stage",
    figure: "dead maps",
    label: "dead maps, %",
    factor: 100,
    least: 5,
  });
}

/** Pixels of a projection by stage. */
export function pixelsFigure(modes: readonly Mode[], stages: readonly string[]): Promise<Figure> {
  return stageChart(modes, stages, {
    name: "pixels",
    caption: "Pixels that hold most of a projection, by stage",
    figure: "pixels",
    label: "pixels",
    factor: 1,
    least: 1,
  });
}

interface StageChart {
  readonly name: string;
  readonly caption: string;
  readonly figure: string;
  readonly label: string;
  readonly factor: number;
  /** Where the axis ends at least: there may be nothing but zeros. */
  readonly least: number;
}

async function stageChart(
  modes: readonly Mode[],
  stages: readonly string[],
  { name, caption, figure, label, factor, least }: StageChart,
): Promise<Figure> {
  const points = modes.flatMap((mode, place) =>
    stages.map((stage) => ({
      x: stage,
      y: factor * meanOf(mode, measuredFigure(stage, figure)),
      color: seriesColor(place),
      mode: mode.name,
    })),
  );
  const most = Math.max(least, ...points.flatMap(({ y }) => (Number.isFinite(y) ? [y] : [])));
  const svg = await chart(caption, (plot) => ({
    height: 260,
    marginLeft: 48,
    marginRight: 12,
    marginBottom: 42,
    x: { type: "point", domain: [...stages], label: "stage", labelOffset: 38 },
    y: { label, grid: true, ticks: 5, nice: true, domain: [0, most] },
    color: { type: "identity" },
    marks: [
      plot.lineY(points, { x: "x", y: "y", stroke: "color", z: "mode", strokeWidth: 1.75 }),
      plot.dot(points, { x: "x", y: "y", fill: "color", r: 3.5 }),
    ],
  }));
  return { kind: "figure", name, caption, svg, legend: modes.map((mode) => mode.name) };
}
