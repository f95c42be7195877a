/** The study `features`: what the maps of nets that were trained in three modes answer to. */
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type Block, type PageSection, type StudyPage, table } from "../page/content.js";
import type { StudyResults } from "../results/document.js";
import { pairedDifference, verdictOf } from "../statistics/differences.js";
import {
  differenceText,
  type FigureOf,
  figureText,
  seededOf,
  measuredFigure,
} from "../statistics/figures.js";
import type { Study } from "../study.js";
import { deadFigure, filterPicture, pixelsFigure, stagePictures } from "./figures.js";
import { findingsOf } from "./findings.js";
import { share } from "./locality.js";
import { examples, examplesShown, filtersName, measure, weakShare } from "./measure.js";
import { type Mode, modesOf, stagesOf } from "./modes.js";

export const features: Study = { name: "features", draw, measure };

async function draw(results: StudyResults): Promise<StudyPage> {
  const modes = modesOf(results);
  const stages = stagesOf(modes);
  const filters = filterPicture(modes);
  return {
    title: "What the maps of three modes answer to",
    lead: "Filters of the first layer side by side, and the strongest activations of each stage projected down to pixels beside the patches that cause them (Zeiler and Fergus 2014), of nets trained supervised, unsupervised and semi-supervised (Sec. 3.2 of the paper).",
    sections: [
      findingsSection(results, [
        {
          kind: "text",
          text: "The paper has no such pictures that are known to us, and gives no figures.",
        },
        { kind: "list", items: findingsOf(modes) },
      ]),
      {
        id: "filters",
        title: "Filters of the first layer",
        blocks: [
          ...(filters === null ? [] : [filters]),
          {
            kind: "text",
            text: `Each as black and white as its largest number allows; 0 is grey. Weak: whose largest number is below ${weakShare} of that of the strongest filter; they are left out of the rest. Pixels: how many hold ${percent(share)} of the sum of squares. Smoothness: how the numbers beside and below each other go together, as a correlation that is taken about 0: 1 for a filter that is everywhere the same, about 0 for noise.`,
          },
          table(
            ["mode", "#filters", "#weak", "#pixels", "#smoothness"],
            modes.map((mode) => [
              mode.name,
              ...["maps", "weak maps", "pixels", "smoothness"].map((figure) =>
                figureText(mode, measuredFigure(filtersName, figure)),
              ),
            ]),
          ),
        ],
      },
      {
        id: "maps",
        title: "Maps, stage by stage",
        blocks: [
          await deadFigure(modes, stages),
          await pixelsFigure(modes, stages),
          {
            kind: "text",
            text: `Dead: the share of maps that none of the images excites. Weak: the share of those whose strongest activation is below ${weakShare} of the strongest one's of the stage. Pixels: how many hold ${percent(share)} of the sum of squares of a projection, on average over the ${examples} strongest activations, each of another image, of every map that is not dead; and as a share of the receptive field. Likeness: the mean cosine of the projections of one map: 1 where all of them show the same.`,
          },
          mapTable(modes, stages),
        ],
      },
      ...stages.map((stage) => stageSection(modes, stage)),
      differenceSection(modes, stages),
      ...circumstances(results),
    ],
  };
}

function percent(part: number): string {
  return `${Math.round(100 * part)} %`;
}

const figures = ["dead maps", "weak maps", "pixels", "share of the field", "likeness"] as const;

function mapTable(modes: readonly Mode[], stages: readonly string[]): Block {
  return table(
    ["stage", "mode", "#maps", "#dead", "#weak", "#pixels", "#of the field", "#likeness"],
    stages.flatMap((stage) =>
      modes.map((mode) => [
        stage,
        mode.name,
        ...["maps", ...figures].map((figure) => figureText(mode, measuredFigure(stage, figure))),
      ]),
    ),
  );
}

function stageSection(modes: readonly Mode[], stage: string): PageSection {
  return {
    id: `stage-${stage}`,
    title: `Stage ${stage}`,
    blocks: [
      {
        kind: "text",
        text: `Maps from the one that is excited most to the one that is excited least, in equal steps; of each its ${examplesShown} strongest activations, each of another test image: at the left the projection, at the right the patch of the image.`,
      },
      ...stagePictures(modes, stage),
    ],
  };
}

/** Of the other modes against supervised training. */
function differenceSection(modes: readonly Mode[], stages: readonly string[]): PageSection {
  const supervised = modes.find(({ name }) => name === "supervised");
  const compared: readonly (readonly [name: string, figure: FigureOf])[] = [
    ["smoothness of filters", measuredFigure(filtersName, "smoothness")],
    ...stages.flatMap((stage) =>
      figures.map((figure) => [`${stage}: ${figure}`, measuredFigure(stage, figure)] as const),
    ),
  ];
  const rows = modes
    .filter((mode) => mode !== supervised)
    .flatMap((mode) =>
      compared.flatMap(([name, figure]) => {
        const difference =
          supervised === undefined
            ? null
            : pairedDifference(seededOf(mode, figure), seededOf(supervised, figure));
        if (difference === null) return [];
        return [[mode.name, name, differenceText(difference), verdictOf(difference)]];
      }),
    );
  return {
    id: "differences",
    title: "Against supervised training",
    blocks: [
      {
        kind: "text",
        text: "Differences of pairs that share their seed, the mode − supervised: the same first weights and batches. The interval is Student's t; a difference is told apart from 0 where its whole interval is on one side.",
      },
      table(["mode", "figure", "#difference", "told apart"], rows),
    ],
  };
}
