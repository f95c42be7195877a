/** The study `necessity-of-where`: reconstructions through unpooling beside those through upsampling (Sec. 4.1, Fig. 2). */
import { chart, estimate, type Estimate, groupBy, seriesColor, significant } from "../../report/index.js";
import { reconstructionGrid } from "../../training/index.js";
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type Figure, type Picture, type StudyPage, table } from "../page/content.js";
import { decodeStrip, firstDigits } from "../images.js";
import type { StudyCell, StudyResults } from "../results/document.js";
import type { Study } from "../study.js";
import { measure } from "./measure.js";

export const necessityOfWhere: Study = { name: "necessity-of-where", draw, measure };

/** All runs of one pooling with one kind of where. */
interface Variant {
  readonly pooling: number;
  readonly where: string;
  /** Mean squared error of a test image's pixels, over the seeds. */
  readonly error: Estimate;
  readonly cells: readonly StudyCell[];
}

/** What the decoder does with a where. */
const names: Readonly<Record<string, string>> = {
  hard: "unpooling",
  none: "upsampling",
  soft: "unpooling, soft where",
};

async function draw(results: StudyResults): Promise<StudyPage> {
  const variants = variantsOf(results);
  const ratios = ratiosOf(variants);
  const grid = gridOf(variants);
  return {
    title: "What is lost without where",
    lead: "Sec. 4.1 and Fig. 2 of the paper: one pooling, and digits that have to come back from it, with the places of the maxima and without.",
    sections: [
      findingsSection(results, [
        {
          kind: "text",
          text: "Seen in the paper's figure: alike at 2; upsampling blurred at 4, blocky at 8 and unusable at 16, while unpooling stays legible throughout.",
        },
        { kind: "list", items: findings(ratios) },
      ]),
      {
        id: "reconstructions",
        title: "The same digits, reconstructed",
        blocks: grid === null ? [{ kind: "text", text: "No pictures were kept." }] : [grid],
      },
      {
        id: "errors",
        title: "Test errors",
        blocks: [
          await errorFigure(variants),
          {
            kind: "text",
            text: "Squared error per pixel of 10,000 test images, mean ± standard error over the seeds, and how many times larger it is with upsampling. The paper gives no numbers for it.",
          },
          table(
            ["pooling", "#unpooling", "#upsampling", "#ratio"],
            ratios.map(({ pooling, unpooling, upsampling, ratio }) => [
              `${pooling}×${pooling}`,
              errorText(unpooling),
              errorText(upsampling),
              ratio === null ? "–" : ratioText(ratio),
            ]),
          ),
        ],
      },
      ...circumstances(results),
    ],
  };
}

function variantsOf({ cells, models }: StudyResults): Variant[] {
  const poolingOf = ({ model }: StudyCell) => models[model]?.poolings[0];
  const groups = groupBy(cells, (cell) => JSON.stringify(poolingOf(cell)));
  return [...groups.values()]
    .flatMap((group): Variant[] => {
      const [first] = group as [StudyCell];
      const { size, where } = poolingOf(first) ?? { size: [1, 1], where: "none" };
      const errors = group.flatMap(({ test }) => test.reconstructionError ?? []);
      if (errors.length === 0) return [];
      return [{ pooling: size[0], where, error: estimate(errors), cells: group }];
    })
    .toSorted((a, b) => a.pooling - b.pooling || Number(a.where > b.where) - Number(a.where < b.where));
}

interface Ratio {
  readonly pooling: number;
  readonly unpooling: Estimate | null;
  readonly upsampling: Estimate | null;
  /** Upsampling's error over unpooling's, of pairs of the same seed. */
  readonly ratio: Estimate | null;
}

function ratiosOf(variants: readonly Variant[]): Ratio[] {
  return [...groupBy(variants, ({ pooling }) => pooling)].map(([pooling, group]) => {
    const of = (where: string): Variant | undefined => group.find((variant) => variant.where === where);
    const [hard, none] = [of("hard"), of("none")];
    const ratios = (hard?.cells ?? []).flatMap(({ seed, test }) => {
      const other = none?.cells.find((cell) => cell.seed === seed)?.test.reconstructionError;
      return other == null || test.reconstructionError === null ? [] : [other / test.reconstructionError];
    });
    return {
      pooling,
      unpooling: hard?.error ?? null,
      upsampling: none?.error ?? null,
      ratio: ratios.length === 0 ? null : estimate(ratios),
    };
  });
}

function findings(ratios: readonly Ratio[]): string[] {
  const found = ratios.flatMap(({ pooling, ratio }) => (ratio === null ? [] : [{ pooling, ratio }]));
  const [first, last] = [found[0], found.at(-1)];
  const grows = found.every(({ ratio }, place) => place === 0 || ratio.mean > found[place - 1]!.ratio.mean);
  return [
    ...found.map(
      ({ pooling, ratio }) =>
        `Pooling ${pooling}×${pooling}: the error with upsampling is ${ratioText(ratio)} times that with unpooling.`,
    ),
    ...(first === undefined || last === undefined || first === last
      ? []
      : [
          grows
            ? `The larger the pooling, the larger that factor: it grows with every step from ${first.pooling} to ${last.pooling}.`
            : `The factor does not grow with every step from ${first.pooling} to ${last.pooling}.`,
        ]),
  ];
}

/** Rows of digits: the originals, then each pooling with unpooling and with upsampling, of the first seed. */
function gridOf(variants: readonly Variant[]): Picture | null {
  const shown = variants.flatMap(({ pooling, where, error, cells }) => {
    const first = cells
      .toSorted((a, b) => a.seed - b.seed)
      .find(({ pictures }) => "reconstruction" in pictures);
    return first === undefined ? [] : [{ pooling, where, error, pictures: first.pictures }];
  });
  const [first] = shown;
  if (first === undefined) return null;
  const original = decodeStrip(first.pictures["original"] ?? "");
  const rows = [
    { caption: "original", images: original.pixels },
    ...shown.map(({ pooling, where, error, pictures }) => ({
      caption: `${names[where] ?? where} ${pooling}`,
      detail: `error ${error.mean.toFixed(5)}`,
      images: decodeStrip(pictures["reconstruction"] ?? "").pixels,
    })),
  ];
  const shape = [original.side, original.side, 1] as const;
  return {
    kind: "picture",
    name: "reconstructions",
    caption: `${firstDigits(original.count)}, reconstructed by the networks of the first seed`,
    png: reconstructionGrid({ shape, columns: original.count, rows, scale: 2 }),
  };
}

async function errorFigure(variants: readonly Variant[]): Promise<Figure> {
  const wheres = [...new Set(variants.map(({ where }) => where))];
  const points = variants.map(({ pooling, where, error: { mean, standardError } }) => ({
    x: pooling,
    y: mean,
    low: mean - (standardError ?? 0),
    high: mean + (standardError ?? 0),
    color: seriesColor(wheres.indexOf(where)),
    where,
  }));
  const poolings = [...new Set(points.map(({ x }) => x))];
  const svg = await chart("Reconstruction error by pooling", (plot) => ({
    height: 280,
    marginLeft: 56,
    marginRight: 12,
    marginBottom: 42,
    x: { label: "pooling", labelOffset: 38, type: "log", ticks: poolings, tickFormat: String, inset: 12 },
    y: { label: "squared error per pixel", type: "log", grid: true, ticks: 5, tickFormat: significant },
    color: { type: "identity" },
    marks: [
      plot.lineY(points, { x: "x", y: "y", stroke: "color", z: "where", strokeWidth: 1.75 }),
      plot.ruleX(points, { x: "x", y1: "low", y2: "high", stroke: "color", strokeWidth: 1.5 }),
      plot.dot(points, { x: "x", y: "y", fill: "color", r: 3.5 }),
    ],
  }));
  return {
    kind: "figure",
    name: "error-by-pooling",
    caption: "Reconstruction error of test images by the size of the pooling",
    svg,
    legend: wheres.map((where) => names[where] ?? where),
  };
}

function errorText(error: Estimate | null): string {
  if (error === null) return "–";
  const spread = error.standardError === null ? "" : ` ± ${error.standardError.toFixed(5)}`;
  return `${error.mean.toFixed(5)}${spread}`;
}

function ratioText({ mean, standardError }: Estimate): string {
  return `${mean.toFixed(2)}${standardError === null ? "" : ` ± ${standardError.toFixed(2)}`}`;
}
