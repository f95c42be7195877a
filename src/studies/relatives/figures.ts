/** The chart and the picture of the page. */
import { chart, count, seriesColor } from "../../report/index.js";
import { reconstructionGrid } from "../../training/index.js";
import { decodeStrip, firstDigits } from "../images.js";
import type { Figure, Picture } from "../page/content.js";
import { errorRate, estimateOf, meanOf } from "../statistics/figures.js";
import { acrossOf, type Condition, convnetOf, reconstructionErrorOf, reconstructs } from "./conditions.js";

/** Ticks of the axis of bits, which begins at 0 and goes on by powers. */
const ticks = [0, 10_000, 100_000, 1_000_000] as const;

/** The test error of every net with a decoder against the bits that cross; the Convnet as a line. */
export async function crossingFigure(conditions: readonly Condition[]): Promise<Figure> {
  const shown = conditions.filter(reconstructs);
  const convnet = convnetOf(conditions);
  const points = (figure: "bits" | "entropy") =>
    shown.flatMap((condition, place) => {
      const bits = meanOf(condition, acrossOf(condition, figure));
      const error = estimateOf(condition, errorRate);
      if (Number.isNaN(bits) || error === null) return [];
      const spread = error.standardError ?? 0;
      return [
        {
          x: bits,
          y: 100 * error.mean,
          low: 100 * (error.mean - spread),
          high: 100 * (error.mean + spread),
          color: seriesColor(place),
        },
      ];
    });
  const [bounds, estimates] = [points("bits"), points("entropy")];
  const most = Math.max(ticks[1], ...bounds.map(({ x }) => x));
  const alone = convnet === null ? [] : [100 * meanOf(convnet, errorRate)];
  const caption =
    "Test error against the bits that cross for an image: full dots at most, hollow ones as estimated from the switches; dashed: the Convnet alone";
  const svg = await chart(caption, (plot) => ({
    height: 300,
    marginLeft: 48,
    marginRight: 16,
    marginBottom: 42,
    x: {
      type: "symlog",
      constant: ticks[1] / 10,
      domain: [0, most],
      ticks: ticks.filter((tick) => tick <= most),
      tickFormat: count,
      label: "bits across, for an image",
      labelOffset: 38,
      inset: 10,
    },
    y: { label: "wrong of the test images, per cent", grid: true, ticks: 5, nice: true },
    color: { type: "identity" },
    marks: [
      plot.ruleY(alone, { strokeDasharray: "4 4" }),
      plot.ruleX(bounds, { x: "x", y1: "low", y2: "high", stroke: "color", strokeWidth: 1.5 }),
      plot.dot(estimates, { x: "x", y: "y", stroke: "color", strokeWidth: 1.5, r: 3.5 }),
      plot.dot(bounds, { x: "x", y: "y", fill: "color", r: 3.5 }),
    ],
  }));
  return { kind: "figure", name: "error-by-bits", caption, svg, legend: shown.map(({ name }) => name) };
}

/** Digits, and what each net of the first seed makes of them; null where no pictures were kept. */
export function reconstructionPicture(conditions: readonly Condition[]): Picture | null {
  const shown = conditions.filter(reconstructs).flatMap((condition) => {
    const first = condition.cells.find(({ pictures }) => "reconstruction" in pictures);
    return first === undefined ? [] : [{ condition, cell: first }];
  });
  const [first] = shown;
  if (first === undefined) return null;
  const { pixels, count: columns, side } = decodeStrip(first.cell.pictures["original"] ?? "");
  const rows = shown.map(({ condition, cell }) => ({
    caption: condition.name.replaceAll(",", ""), // the letters of pictures have no comma
    detail: `error ${(reconstructionErrorOf(condition)(cell) ?? Number.NaN).toFixed(5)}`,
    images: decodeStrip(cell.pictures["reconstruction"] ?? "").pixels,
  }));
  return {
    kind: "picture",
    name: "reconstructions",
    caption: `${firstDigits(columns)}, reconstructed from the whole image by the networks of the first seed`,
    png: reconstructionGrid({
      shape: [side, side, 1],
      columns,
      rows: [{ caption: "original", images: pixels }, ...rows],
      scale: 2,
    }),
  };
}
