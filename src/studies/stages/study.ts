/** The study `stages`: the same nets with L2M and without, stage by stage. */
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type Block, type PageSection, type StudyPage, table } from "../page/content.js";
import type { StudyResults } from "../results/document.js";
import { verdictOf } from "../statistics/differences.js";
import type { Study } from "../study.js";
import { differenceText, type FigureOf, figureText, measuredFigure } from "../statistics/figures.js";
import { orderFigure, pictureOf, startFigure } from "./figures.js";
import { errorRateIn, findingsOf, reconstructionError } from "./findings.js";
import { measure } from "./measure.js";
import { differenceToNone, type ModeVariants, modesOf } from "./variants.js";

export const stages: Study = { name: "stages", draw, measure };

async function draw(results: StudyResults): Promise<StudyPage> {
  const modes = modesOf(results);
  return {
    title: "What L2M does to the stages",
    lead: "Sec. 3 of the paper: every stage's what is held to the map that the decoder rebuilds of it. The same networks with this term and without.",
    sections: [
      findingsSection(results, [
        {
          kind: "text",
          text: "As the paper is quoted and remembered, L2M keeps the whats of a stage from being shuffled relative to its wheres, and keeps lower stages from doing all the reconstruction while upper ones idle. It gives no figures of this.",
        },
        { kind: "list", items: modes.flatMap(findingsOf) },
      ]),
      ...(await Promise.all(modes.map(modeSection))),
      differenceSection(modes),
      ...circumstances(results),
    ],
  };
}

async function modeSection(mode: ModeVariants): Promise<PageSection> {
  const picture = pictureOf(mode);
  return {
    id: mode.mode,
    title: `Trained ${mode.mode}`,
    blocks: [
      await orderFigure(mode),
      {
        kind: "text",
        text: "For each stage: the size of its what, as the root of the mean square of its numbers, which L2M may as well make small; how far the map that feeds its unpooling is from the encoder's what, ‖m̃ − m‖ / ‖m‖; the correlation of every what with the map of the same place, over all images and cells, on average over the maps whose what is not everywhere the same; the same in the order of maps that makes it the largest, and the share of maps that this order leaves in their place. The wheres stay in the encoder's order, so maps in another one are put at the places of others.",
      },
      orderTable(mode),
      await startFigure(mode),
      {
        kind: "text",
        text: "Squared error per pixel of the picture that is decoded from the encoder's own what of a stage downward, through the wheres of this stage and those below; the same from the what of another image, through the wheres of the first; and without any place, each what split evenly in its region. The top stage is the code: from there the whole decoder runs.",
      },
      pictureTable(mode),
      ...(picture === null ? [] : [picture]),
    ],
  };
}

function orderTable({ variants, stages: names }: ModeVariants): Block {
  const figures = [
    "size of what",
    "error of what",
    "correlation",
    "correlation, best order",
    "maps in place",
    "maps",
  ];
  return table(
    [
      "stage",
      "#L2M",
      "#size of what",
      "#‖m̃ − m‖ / ‖m‖",
      "#correlation",
      "#in the best order",
      "#in their place",
      "#maps that say something",
    ],
    names
      .slice(0, -1)
      .flatMap((stage) =>
        variants.map((variant) => [
          stage,
          String(variant.l2m),
          ...figures.map((figure) => figureText(variant, measuredFigure(stage, figure))),
        ]),
      ),
  );
}

function pictureTable({ variants, stages: names }: ModeVariants): Block {
  const figures = ["picture error", "picture error, what of another image", "picture error, without where"];
  return table(
    ["started at", "#L2M", "#own what and where", "#what of another image", "#without where"],
    names
      .toReversed()
      .flatMap((stage) =>
        variants.map((variant) => [
          stage,
          String(variant.l2m),
          ...figures.map((figure) => figureText(variant, measuredFigure(stage, figure))),
        ]),
      ),
  );
}

function differenceSection(modes: readonly ModeVariants[]): PageSection {
  const rows = modes.flatMap((mode) => {
    const rebuilt = mode.stages.slice(0, -1);
    const figures: readonly (readonly [name: string, figure: FigureOf])[] = [
      ["error of reconstruction, all test images", reconstructionError],
      ["share of wrong test images", errorRateIn(mode.mode)],
      ...rebuilt.map((stage) => [`correlation, ${stage}`, measuredFigure(stage, "correlation")] as const),
      ...rebuilt.map((stage) => [`size of what, ${stage}`, measuredFigure(stage, "size of what")] as const),
      ...rebuilt.map((stage) => [`error of what, ${stage}`, measuredFigure(stage, "error of what")] as const),
      ...rebuilt.map(
        (stage) => [`picture error from ${stage}`, measuredFigure(stage, "picture error")] as const,
      ),
    ];
    return figures.flatMap(([name, figure]) =>
      mode.variants.flatMap((variant) => {
        const difference = differenceToNone(mode, variant, figure);
        if (difference === null) return [];
        return [[mode.mode, name, String(variant.l2m), differenceText(difference), verdictOf(difference)]];
      }),
    );
  });
  return {
    id: "differences",
    title: "With L2M against without",
    blocks: [
      {
        kind: "text",
        text: "Differences of pairs that share their seed, with L2M − without: the same first weights, the same batches, the same labelled images. The interval is Student's t; a difference is told apart from 0 where its whole interval is on one side.",
      },
      table(["mode", "figure", "#L2M", "#difference", "told apart"], rows),
    ],
  };
}
