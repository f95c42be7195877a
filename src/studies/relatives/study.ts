/** The study `relatives`: one encoder, and nets that hand more or less across to the decoder than a SWWAE. */
import { count } from "../../report/index.js";
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type Block, type PageSection, type StudyPage, table } from "../page/content.js";
import type { StudyResults } from "../results/document.js";
import { type PairedDifference, verdictOf } from "../statistics/differences.js";
import { differenceText as pointsDifferenceText, estimateText } from "../statistics/errors.js";
import { errorRate, differenceText, estimateOf, type FigureOf, figureText } from "../statistics/figures.js";
import type { Study } from "../study.js";
import {
  acrossOf,
  type Condition,
  conditionsOf,
  convnetOf,
  differenceTo,
  hardOf,
  reconstructionErrorOf,
  reconstructs,
} from "./conditions.js";
import { crossingFigure, reconstructionPicture } from "./figures.js";
import { imageCount, measure } from "./measure.js";

export const relatives: Study = { name: "relatives", draw, measure };

async function draw(results: StudyResults): Promise<StudyPage> {
  const conditions = conditionsOf(results);
  const picture = reconstructionPicture(conditions);
  return {
    title: "Beside its relatives",
    lead: "One encoder, and decoders that are told more or less beside its code: how much crosses to them, and what that does to the error with few labels.",
    sections: [
      findingsSection(results, [
        {
          kind: "text",
          text: "The paper tells a SWWAE from Ladder networks in words. A comparison such as this is not known to us from it: the nets, their training and what is counted are ours.",
        },
        ...(conditions.some(({ wheres }) => wheres.includes("map"))
          ? [{ kind: "text", text: aboutLadder } as const]
          : []),
        { kind: "list", items: conditions.flatMap((condition) => findingOf(condition, conditions)) },
      ]),
      errorSection(conditions, await crossingFigure(conditions)),
      {
        id: "reconstructions",
        title: "The same digits, reconstructed",
        blocks: picture === null ? [{ kind: "text", text: "No pictures were kept." }] : [picture],
      },
      differenceSection(conditions),
      ...circumstances(results),
    ],
  };
}

const aboutLadder =
  "Of Ladder networks the paper says that their decoders receive the entire state of the encoder before its pooling, while those of a SWWAE receive the where alone; and that, having no unpooling, they are restricted to reconstructing the top layer. The Ladder-style nets here share the first of the two with them and are no Ladder networks otherwise: the decoder adds the encoder's map to its own, which is copied up to the same size. It is a sum; no combinator is learned, and noise is put on the image alone, where there is any.";

const aboutCrossing = `What crosses for one image, beside the code from which every decoder starts: a switch for each region with a hard where, two coordinates with a soft one, all numbers of the maps before the pooling with the whole map. At most: log₂ of a region's cells for a switch, 32 bits for any other number, as many as it is stored in. Estimated: the entropy of every switch by itself over ${count(imageCount)} test images, summed up. How switches depend on each other is left out, so a better code may need less; of so few images it comes out too low by up to (cells − 1) / (2 · images · ln 2) bits a switch. What coordinates and maps really carry is not estimated: of them there is the bound alone. Mean ± standard error over the seeds.`;

function errorSection(conditions: readonly Condition[], figure: Block): PageSection {
  const rows = conditions.map((condition) => [
    condition.name,
    errorText(condition),
    figureText(condition, reconstructionErrorOf(condition)),
    acrossText(condition, "code"),
    acrossText(condition, "numbers"),
    acrossText(condition, "bits"),
    acrossText(condition, "entropy"),
    String(condition.cells.length),
  ]);
  return {
    id: "errors",
    title: "Errors, and what crosses",
    blocks: [
      figure,
      {
        kind: "text",
        text: "Test error: wrong of all test images, in per cent. Reconstruction: squared error per pixel of all test images, shown whole to every net. Nets with noise were trained on images with pixels missing, and a whole one is new to them: their reconstructions of it are darker, and the figure says less of them than of the others.",
      },
      table(
        [
          "network",
          "#test error",
          "#reconstruction",
          "#numbers of the code",
          "#numbers across",
          "#bits across, at most",
          "#bits across, estimated",
          "#seeds",
        ],
        rows,
      ),
      { kind: "text", text: aboutCrossing },
    ],
  };
}

function differenceSection(conditions: readonly Condition[]): PageSection {
  const othersOf = ({ noise }: Condition): readonly (readonly [string, Condition | null])[] => [
    ["the Convnet alone", convnetOf(conditions)],
    ...(noise > 0 ? [["the Convnet with this noise", convnetOf(conditions, noise)] as const] : []),
    ["hard where", hardOf(conditions)],
  ];
  const figures = [
    ["test error, points", () => errorRate, pointsDifferenceText],
    ["reconstruction", reconstructionErrorOf, differenceText],
  ] as const satisfies readonly (readonly [
    string,
    (condition: Condition) => FigureOf,
    (difference: PairedDifference) => string,
  ])[];
  const rows = figures.flatMap(([name, figure, write]) =>
    conditions.flatMap((condition) =>
      othersOf(condition).flatMap(([against, other]) => {
        const difference = differenceTo(other, condition, figure);
        if (difference === null) return [];
        return [[name, condition.name, against, write(difference), verdictOf(difference)]];
      }),
    ),
  );
  return {
    id: "differences",
    title: "Against the Convnet, and against hard where",
    blocks: [
      {
        kind: "text",
        text: "Differences of pairs that share their seed and with it the labelled images. The interval is Student's t; a difference is told apart from 0 where its whole interval is on one side. Of many pairs some are told apart by chance. Noise on the images reaches the classifier as well while it is trained: what the decoder adds to it is the difference to the Convnet with this noise. A winner-take-all stage leaves less to the classifier, too: one number of each map.",
      },
      table(["figure", "network", "against", "#difference", "told apart"], rows),
    ],
  };
}

function findingOf(condition: Condition, conditions: readonly Condition[]): string[] {
  const convnet = convnetOf(conditions);
  if (condition === convnet || condition.cells.length === 0) return [];
  const against = [
    againstText(
      differenceTo(convnet, condition, () => errorRate),
      "the Convnet alone",
    ),
    againstText(
      differenceTo(hardOf(conditions), condition, () => errorRate),
      "hard where",
    ),
  ].flatMap((text) => text ?? []);
  const across = reconstructs(condition) ? `, with ${acrossText(condition, "bits")} bits across at most` : "";
  return [`${condition.name}: ${[`${errorText(condition)} % wrong${across}`, ...against].join("; ")}.`];
}

function againstText(difference: PairedDifference | null, other: string): string | null {
  if (difference === null) return null;
  const said = { lower: "less than", higher: "more than", "not told apart": "not told apart from" };
  return `${said[verdictOf(difference)]} ${other}, by ${pointsDifferenceText(difference)} points`;
}

function errorText(condition: Condition): string {
  const error = estimateOf(condition, errorRate);
  return error === null ? "–" : estimateText(error);
}

/** "32,512", and the standard error where the seeds differ. */
function acrossText(condition: Condition, figure: "code" | "numbers" | "bits" | "entropy"): string {
  const across = estimateOf(condition, acrossOf(condition, figure));
  if (across === null) return "–";
  const { mean, standardError } = across;
  const spread =
    standardError === null || standardError === 0 ? "" : ` ± ${count(Math.round(standardError))}`;
  return `${count(Math.round(mean))}${spread}`;
}
