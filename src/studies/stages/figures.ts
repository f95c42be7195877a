/** The charts and pictures of the page. */
import { chart, seriesColor, significant } from "../../report/index.js";
import { reconstructionGrid } from "../../training/index.js";
import { decodeStrip, firstDigits } from "../images.js";
import type { Figure, Picture } from "../page/content.js";
import { meanOf, measuredFigure } from "../statistics/figures.js";
import { type ModeVariants } from "./variants.js";

/** The correlation of each stage's whats with what the decoder rebuilds of them. */
export async function orderFigure({ mode, stages, variants }: ModeVariants): Promise<Figure> {
  const shown = stages.slice(0, -1);
  const points = (figure: string) =>
    variants.flatMap((variant, place) =>
      shown.map((stage) => ({
        x: stage,
        y: meanOf(variant, measuredFigure(stage, figure)),
        color: seriesColor(place),
        l2m: variant.l2m,
      })),
    );
  const [own, best] = [points("correlation"), points("correlation, best order")];
  const caption = `Correlation of the whats with the maps that the decoder rebuilds, ${mode}; dashed: in the best order`;
  const svg = await chart(caption, (plot) => ({
    height: 280,
    marginLeft: 48,
    marginRight: 12,
    marginBottom: 42,
    x: { type: "point", domain: [...shown], label: "stage", labelOffset: 38 },
    y: { label: "correlation", grid: true, ticks: 5, nice: true, zero: true },
    color: { type: "identity" },
    marks: [
      plot.lineY(best, { x: "x", y: "y", stroke: "color", z: "l2m", strokeDasharray: "4 4" }),
      plot.lineY(own, { x: "x", y: "y", stroke: "color", z: "l2m", strokeWidth: 1.75 }),
      plot.dot(own, { x: "x", y: "y", fill: "color", r: 3.5 }),
    ],
  }));
  return { kind: "figure", name: `order-${mode}`, caption, svg, legend: legendOf(variants) };
}

/** The error of the picture, started at each stage. */
export async function startFigure({ mode, stages, variants }: ModeVariants): Promise<Figure> {
  const points = variants.flatMap((variant, place) =>
    stages.map((stage) => ({
      x: stage,
      y: meanOf(variant, measuredFigure(stage, "picture error")),
      color: seriesColor(place),
      l2m: variant.l2m,
    })),
  );
  const caption = `Error of the picture, decoded from the encoder's own what of each stage, ${mode}`;
  const svg = await chart(caption, (plot) => ({
    height: 280,
    marginLeft: 56,
    marginRight: 12,
    marginBottom: 42,
    x: { type: "point", domain: [...stages], label: "started at", labelOffset: 38 },
    y: { label: "squared error per pixel", type: "log", grid: true, ticks: 5, tickFormat: significant },
    color: { type: "identity" },
    marks: [
      plot.lineY(points, { x: "x", y: "y", stroke: "color", z: "l2m", strokeWidth: 1.75 }),
      plot.dot(points, { x: "x", y: "y", fill: "color", r: 3.5 }),
    ],
  }));
  return { kind: "figure", name: `start-${mode}`, caption, svg, legend: legendOf(variants) };
}

function legendOf(variants: ModeVariants["variants"]): string[] {
  return variants.map(({ l2m }) => `L2M ${l2m}`);
}

/** Digits, and what is decoded of them from each stage, of the first seed; null where no pictures were kept. */
export function pictureOf({ mode, stages, variants }: ModeVariants): Picture | null {
  const original = variants[0]?.cells[0]?.pictures["original"];
  if (original === undefined) return null;
  const { pixels, count, side } = decodeStrip(original);
  const rows = variants.flatMap(({ l2m, cells }) =>
    stages.toReversed().flatMap((stage) => {
      const picture = cells[0]?.pictures[stage];
      if (picture === undefined) return [];
      const error = cells[0]?.measures[`${stage}: picture error`];
      return [
        {
          caption: `L2M ${l2m}: ${stage}`,
          detail: error === undefined ? "" : `error ${error.toFixed(4)}`,
          images: decodeStrip(picture).pixels,
        },
      ];
    }),
  );
  return {
    kind: "picture",
    name: `pictures-${mode}`,
    caption: `${firstDigits(count)}, decoded from the encoder's own what of each stage, by the networks of the first seed, ${mode}`,
    png: reconstructionGrid({
      shape: [side, side, 1],
      columns: count,
      rows: [{ caption: "original", images: pixels }, ...rows],
      scale: 2,
    }),
  };
}
