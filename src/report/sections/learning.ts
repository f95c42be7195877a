/** The learning curves. */
import { curves } from "../charts/curves.js";
import type { Point } from "../charts/series.js";
import { percent, significant } from "../format.js";
import type { MetricsRecord } from "../../training/index.js";
import { html, type Html } from "../page/html.js";
import type { Section } from "../page/page.js";

/** The section; null where nothing was recorded. */
export async function learningSection(metrics: readonly MetricsRecord[]): Promise<Section | null> {
  const steps = metrics.filter((record) => record.kind === "step");
  const validations = metrics.filter((record) => record.kind === "validation");
  const names = [...new Set(steps.flatMap(({ terms }) => Object.keys(terms)))];
  const termCurves = names.map((name) => ({
    name,
    points: steps.flatMap(({ epoch, terms }): Point[] => {
      const y = terms[name];
      return y === undefined ? [] : [{ x: epoch, y }];
    }),
  }));
  const measured = (name: "errorRate" | "reconstructionError") =>
    validations.flatMap((record): Point[] => {
      const y = record[name];
      return y === null ? [] : [{ x: record.epoch, y }];
    });
  const figures: (Html | null)[] = [
    await curves({
      title: "Loss terms, training",
      unit: "loss",
      logarithmic: true,
      format: significant,
      curves: termCurves,
    }),
    await curves({
      title: "Error rate, validation",
      unit: "wrong",
      format: percent,
      dots: true,
      firstColor: 1,
      curves: [{ name: "wrong classes", points: measured("errorRate") }],
    }),
    await curves({
      title: "Reconstruction error, validation",
      unit: "squared error per pixel",
      format: significant,
      dots: true,
      firstColor: 3,
      curves: [{ name: "squared error per pixel", points: measured("reconstructionError") }],
    }),
    await curves({
      title: "Learning rate",
      unit: "rate",
      format: significant,
      firstColor: 7,
      curves: [{ name: "rate", points: steps.map(({ epoch, rate }) => ({ x: epoch, y: rate })) }],
    }),
  ];
  if (figures.every((figure) => figure === null)) return null;
  return {
    id: "learning",
    title: "Learning",
    content: html`<p class="note">
        Each term of the loss as it is, before its weight; curves of many steps show means of neighbours.
      </p>
      <div class="charts">${figures}</div>`,
  };
}
