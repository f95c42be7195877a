/** The charts of the page. */
import { chart, seriesColor } from "../../report/index.js";
import type { Figure } from "../page/content.js";
import { conditions, shifts } from "./conditions.js";
import { densityCells } from "./density.js";
import { figureOf, type Kind } from "./kinds.js";
import { measureName } from "../statistics/figures.js";
import { whatBins } from "./measure.js";

/** One line of a chart over the shifts: a figure of a kind of where. */
interface Series {
  readonly name: string;
  readonly kind: Kind;
  readonly figure: string;
}

/** How far wheres moved, by the shift, along each axis. */
export function whereFigure(kinds: readonly Kind[]): Promise<Figure> {
  const series = kinds.flatMap((kind): Series[] => [
    { name: `${kind.name}, the same feature`, kind, figure: "where slope, same feature" },
    { name: `${kind.name}, all that should stay`, kind, figure: "where slope" },
  ]);
  return shiftFigure(series, {
    name: "where-by-shift",
    caption: "How much of the way wheres move along the axis of a shift; 1 is asked",
    label: "slope of where",
    line: 1,
  });
}

/** The R² of the whats, by the shift, along each axis. */
export function whatFigure(kinds: readonly Kind[], line: number): Promise<Figure> {
  const series = kinds.flatMap((kind): Series[] => [
    { name: `${kind.name}, the same feature`, kind, figure: "what R², followed" },
    { name: `${kind.name}, all regions`, kind, figure: "what R²" },
  ]);
  return shiftFigure(series, {
    name: "what-by-shift",
    caption: `R² of what′ against what by the shift; ${line} is asked for 2 pixels`,
    label: "R² of what",
    line,
  });
}

interface ShiftFigure {
  readonly name: string;
  readonly caption: string;
  readonly label: string;
  /** Where what is asked for stands. */
  readonly line: number;
}

async function shiftFigure(
  series: readonly Series[],
  { name, caption, label, line }: ShiftFigure,
): Promise<Figure> {
  const points = series.flatMap(({ kind, figure }, place) =>
    (["right", "down"] as const).flatMap((axis) =>
      shifts.flatMap((pixels) => {
        const found = figureOf(kind, `${axis} ${pixels}`, figure);
        if (found === null) return [];
        const spread = found.standardError ?? 0;
        const [low, high] = [found.mean - spread, found.mean + spread];
        return [{ x: pixels, y: found.mean, low, high, axis, color: seriesColor(place), place }];
      }),
    ),
  );
  const svg = await chart(caption, (plot) => ({
    height: 280,
    marginLeft: 48,
    marginRight: 12,
    marginBottom: 42,
    fx: { label: null, domain: ["right", "down"], tickFormat: (axis: string) => axisNames[axis] ?? axis },
    x: { label: "pixels", labelOffset: 38, ticks: [...shifts], tickFormat: String, inset: 8 },
    y: { label, grid: true, ticks: 5, nice: true },
    color: { type: "identity" },
    marks: [
      plot.ruleY([line], { stroke: "currentColor", strokeDasharray: "4 4", strokeOpacity: 0.6 }),
      plot.lineY(points, { x: "x", y: "y", fx: "axis", stroke: "color", z: "place", strokeWidth: 1.75 }),
      plot.ruleX(points, { x: "x", y1: "low", y2: "high", fx: "axis", stroke: "color", strokeWidth: 1.5 }),
      plot.dot(points, { x: "x", y: "y", fx: "axis", fill: "color", r: 3 }),
    ],
  }));
  return { kind: "figure", name, caption, svg, legend: series.map((each) => each.name) };
}

const axisNames: Readonly<Record<string, string>> = { right: "to the right", down: "down" };

/** "right 2" → "2 pixels to the right" */
function shiftText(condition: string): string {
  const [axis = "", pixels = ""] = condition.split(" ");
  return `${pixels} pixels ${axisNames[axis] ?? axis}`;
}

/** The R² of all whats against the share of regions that keep their feature: one dot for every movement. */
export async function keptFigure(kinds: readonly Kind[]): Promise<Figure> {
  const points = kinds.flatMap((kind, place) =>
    conditions.flatMap(({ name }) => {
      const share = figureOf(kind, name, "share, followed");
      const r2 = figureOf(kind, name, "what R²");
      if (share === null || r2 === null) return [];
      return [{ x: 100 * share.mean, y: r2.mean, color: seriesColor(place), title: `${kind.name}, ${name}` }];
    }),
  );
  const caption =
    "R² of all whats by the share of regions that keep their feature, one dot for every movement";
  const svg = await chart(caption, (plot) => ({
    height: 280,
    marginLeft: 48,
    marginRight: 12,
    marginBottom: 42,
    x: { label: "regions that keep their feature, %", labelOffset: 38, inset: 8, nice: true },
    y: { label: "R² of what", grid: true, ticks: 5, nice: true },
    color: { type: "identity" },
    marks: [plot.dot(points, { x: "x", y: "y", fill: "color", r: 4, title: "title" })],
  }));
  return { kind: "figure", name: "what-by-share-kept", caption, svg, legend: kinds.map(({ name }) => name) };
}

/** What′ against what, and where′ against where on both axes, of the first seed of every kind: null where none was kept. */
export async function scatterFigure(kinds: readonly Kind[], condition: string): Promise<Figure | null> {
  const panels = ["what", "column", "row"] as const;
  const cells = kinds.flatMap((kind) => {
    const pictures = kind.cells[0]?.pictures ?? {};
    return panels.flatMap((panel) => {
      const picture = pictures[measureName(condition, panel)];
      if (picture === undefined) return [];
      const side = { what: whatBins, column: kind.size[1], row: kind.size[0] }[panel];
      return densityCells(picture).map(({ column, row, density }) => ({
        kind: kind.name,
        panel,
        x1: column / side,
        x2: (column + 1) / side,
        y1: row / side,
        y2: (row + 1) / side,
        density,
      }));
    });
  });
  if (cells.length === 0) return null;
  const panelNames: Readonly<Record<string, string>> = {
    what: "what",
    column: "where: column",
    row: "where: row",
  };
  const caption = `After against before, ${shiftText(condition)}: the more regions, the stronger the colour (by the logarithm), of the first seed`;
  const svg = await chart(caption, (plot) => ({
    height: 24 + 150 * kinds.length,
    marginLeft: 34,
    marginRight: 84,
    marginBottom: 34,
    marginTop: 24,
    fx: { label: null, domain: [...panels], tickFormat: (panel: string) => panelNames[panel] ?? panel },
    fy: { label: null, domain: kinds.map(({ name }) => name) },
    x: { label: "before", domain: [0, 1], ticks: [], labelAnchor: "center" },
    y: { label: "after", domain: [0, 1], ticks: [], labelAnchor: "center" },
    opacity: { type: "identity" },
    color: { type: "identity" },
    marks: [
      plot.frame({ stroke: "currentColor", strokeOpacity: 0.3 }),
      plot.rect(cells, {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        fx: "panel",
        fy: "kind",
        fill: "var(--series-2)",
        fillOpacity: "density",
      }),
      plot.link([0], {
        x1: 0,
        y1: 0,
        x2: 1,
        y2: 1,
        stroke: "currentColor",
        strokeDasharray: "3 3",
        strokeOpacity: 0.5,
      }),
    ],
  }));
  return { kind: "figure", name: `scatter-${condition.replaceAll(" ", "-")}`, caption, svg, legend: [] };
}
