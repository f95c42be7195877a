/** The study `lambda-sweep`: the validation error against the weight of reconstruction (Fig. 5), and whether any weight above 0 beats 0. */
import { chart, estimate, seriesColor } from "../../report/index.js";
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type Figure, type PageSection, type StudyPage, table } from "../page/content.js";
import type { StudyResults } from "../results/document.js";
import { verdictOf } from "../statistics/differences.js";
import { differenceText, percentText } from "../statistics/errors.js";
import type { Study } from "../study.js";
import { type Regime, regimesOf } from "./curves.js";
import { findings, gainsOf } from "./gains.js";
import { curves as paperCurves, lambdas } from "./paper.js";

export const lambdaSweep: Study = { name: "lambda-sweep", draw };

async function draw(results: StudyResults): Promise<StudyPage> {
  const regimes = regimesOf(results);
  const sections: PageSection[] = [];
  for (const regime of regimes) sections.push(await regimeSection(regime));
  return {
    title: "The error against the weight of reconstruction",
    lead: "Fig. 5 of the paper: MNIST with few labels, and one weight λ for both kinds of reconstruction.",
    sections: [
      findingsSection(results, [
        {
          kind: "text",
          text: "The paper's figure says that any weight above 0 is better than 0, and most so with the fewest labels. Of that:",
        },
        { kind: "list", items: regimes.flatMap(findings) },
      ]),
      ...sections,
      ...circumstances(results),
    ],
  };
}

async function regimeSection(regime: Regime): Promise<PageSection> {
  const all = [...new Set(regime.curves.flatMap(({ weights }) => weights.map(({ lambda }) => lambda)))];
  const columns = all.toSorted((a, b) => a - b);
  const rows = regime.curves.flatMap((curve) => {
    const own = new Map(curve.weights.map(({ lambda, validation }) => [lambda, validation]));
    const paper = paperCurves[curve.labels];
    const ours = [`${curve.labels}`, "ours", ...columns.map((lambda) => percentText(own.get(lambda) ?? []))];
    if (paper === undefined) return [ours];
    const theirs = columns.map((lambda) => {
      const value = paper[lambdas.findIndex((each) => each === lambda)];
      return value === undefined ? "–" : (100 * value).toFixed(2);
    });
    return [ours, [`${curve.labels}`, "paper (read off its plot, ±0.2)", ...theirs]];
  });
  const marked = rows.flatMap((row, place) => (row[1] === "ours" ? [place] : []));
  const differences = regime.curves.flatMap((curve) =>
    gainsOf(curve).map(({ lambda, difference }) => [
      String(curve.labels),
      String(lambda),
      differenceText(difference),
      verdictOf(difference),
    ]),
  );
  const id = regime.name.replace(/[^a-z0-9]+/g, "-");
  return {
    id,
    title: `Trained with ${regime.name}`,
    blocks: [
      await regimeFigure(regime, `error-by-weight-${id}`),
      {
        kind: "text",
        text: "Wrong of the training images held back in per cent, mean ± standard error over the seeds. Whether the paper's squared errors are sums or means is not known to us, so its λ and ours may count differently.",
      },
      table(["#labels", "whose", ...columns.map((lambda) => `#λ ${lambda}`)], rows, marked),
      {
        kind: "text",
        text: "Differences to λ = 0, in percentage points, of pairs of the same seed: the same labelled images, first weights and dropout.",
      },
      table(["#labels", "#λ", "#difference", "validation error"], differences),
    ],
  };
}

async function regimeFigure({ name, curves }: Regime, file: string): Promise<Figure> {
  const ours = curves.flatMap(({ labels, weights }, place) =>
    weights.map(({ lambda, validation }) => {
      const { mean, standardError } = estimate(validation.map(({ value }) => value));
      const spread = standardError ?? 0;
      const color = seriesColor(place);
      return {
        x: lambda,
        y: 100 * mean,
        low: 100 * (mean - spread),
        high: 100 * (mean + spread),
        color,
        labels,
      };
    }),
  );
  const paper = curves.flatMap(({ labels }, place) =>
    (paperCurves[labels] ?? []).map((value, index) => ({
      x: lambdas[index]!,
      y: 100 * value,
      color: seriesColor(place),
      labels,
    })),
  );
  const svg = await chart(`Validation error by weight, ${name}`, (plot) => ({
    height: 320,
    marginLeft: 44,
    marginRight: 12,
    marginBottom: 42,
    x: { label: "λ", labelOffset: 38, inset: 8 },
    y: {
      label: "validation error, %",
      type: "log",
      grid: true,
      ticks: 6,
      tickFormat: (value: number) => String(value),
    },
    color: { type: "identity" },
    marks: [
      plot.lineY(paper, {
        x: "x",
        y: "y",
        stroke: "color",
        z: "labels",
        strokeDasharray: "4 4",
        strokeOpacity: 0.8,
      }),
      plot.lineY(ours, { x: "x", y: "y", stroke: "color", z: "labels", strokeWidth: 1.75 }),
      plot.ruleX(ours, { x: "x", y1: "low", y2: "high", stroke: "color", strokeWidth: 1.5 }),
      plot.dot(ours, { x: "x", y: "y", fill: "color", r: 3 }),
    ],
  }));
  return {
    kind: "figure",
    name: file,
    caption: `Validation error by λ, ${name}; dashed: the paper's Fig. 5, read off its plot`,
    svg,
    legend: curves.map(({ labels }) => `${labels} labels`),
  };
}
