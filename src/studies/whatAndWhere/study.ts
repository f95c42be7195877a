/** The study `what-and-where`: how what and where follow images that move (Sec. 4.2). */
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type Block, type PageSection, type StudyPage, type Table, table } from "../page/content.js";
import type { StudyResults } from "../results/document.js";
import type { Study } from "../study.js";
import { type Condition, conditions, shifts } from "./conditions.js";
import { fates } from "./fates.js";
import { keptFigure, scatterFigure, whatFigure, whereFigure } from "./figures.js";
import { asked, findingsOf } from "./findings.js";
import { figureOf, figureText, type Kind, kindsOf, shareText } from "./kinds.js";
import { measure, pictured, sameFeature } from "./measure.js";
import { threshold } from "./movement.js";

export const whatAndWhere: Study = { name: "what-and-where", draw, measure };

async function draw(results: StudyResults): Promise<StudyPage> {
  const kinds = kindsOf(results);
  const scatters = await Promise.all(pictured.map((condition) => scatterFigure(kinds, condition)));
  return {
    title: "What stays and where goes along",
    lead: "Sec. 4.2 of the paper: when the image moves, what should stay as it is (invariance) and where should move along (equivariance).",
    sections: [
      findingsSection(results, [
        {
          kind: "text",
          text: "The paper says this in words and plots. What is asked of the figures here is ours.",
        },
        { kind: "list", items: kinds.flatMap(findingsOf) },
      ]),
      {
        id: "translation",
        title: "Translation",
        blocks: [
          await whereFigure(kinds),
          await whatFigure(kinds, asked.r2),
          ...kinds.flatMap((kind) => tableOf(kind, isShift, "shift, pixels")),
          { kind: "text", text: howRead },
        ],
      },
      await whySection(kinds),
      {
        id: "scatter",
        title: "After against before",
        blocks: [
          {
            kind: "text",
            text: `What as a share of the largest what before, of all regions that saw something; where as the column and row within the region, from the left and from the top, of regions whose what was at least ${threshold} of the largest. On the dashed line nothing has changed. Along the moved axis the wheres lie beside it by as many cells as the shift has pixels; those of features that left their region, or were replaced in it, are scattered.`,
          },
          ...scatters.flatMap((figure) => (figure === null ? [] : [figure])),
        ],
      },
      {
        id: "scaling",
        title: "Scaling",
        blocks: [
          {
            kind: "text",
            text: "Images are scaled about their middle: how far a feature should move depends on where it is, and mostly it is a fraction of a pixel. A feature changes its size as well, which no where can say.",
          },
          ...kinds.flatMap((kind) => tableOf(kind, ({ kind: how }) => how === "scaled", "factor")),
        ],
      },
      {
        id: "rotation",
        title: "Rotation",
        blocks: [
          {
            kind: "text",
            text: "Images are turned about their middle, clockwise: a feature moves as its place says, and turns as well, which no where can say.",
          },
          ...kinds.flatMap((kind) => tableOf(kind, ({ kind: how }) => how === "turned", "degrees")),
        ],
      },
      ...circumstances(results),
    ],
  };
}

const howRead = `Slope of where: with d how far a where moved and p how far its feature should, Σ d·p / Σ p·p; leakage: the same across p. Of regions whose what was at least ${threshold} of the largest and whose feature should stay in its region; "same feature" counts those alone whose what changed by at most ${100 * sameFeature} %. What: slope and R² of the line of what′ against what, of all regions that saw something before or after. Mean ± standard error over the seeds.`;

function isShift({ kind }: Condition): boolean {
  return kind === "right" || kind === "down";
}

function tableOf(kind: Kind, isShown: (condition: Condition) => boolean, unit: string): Block[] {
  const rows = conditions.filter(isShown).map(({ name, kind: how, amount }) => {
    const text = (figure: string): string => figureText(figureOf(kind, name, figure));
    return [
      how === "right" || how === "down"
        ? `${amount} ${how === "right" ? "to the right" : "down"}`
        : minus(amount),
      text("where slope, same feature"),
      text("where leakage, same feature"),
      text("where slope"),
      text("where leakage"),
      text("what slope"),
      text("what R²"),
    ];
  });
  const columns = [
    "#where slope, same feature",
    "#leakage, same feature",
    "#where slope, all",
    "#leakage, all",
  ];
  return [
    { kind: "text", text: `Where ${kind.name}:` },
    table([unit, ...columns, "#what slope", "#what R²"], rows),
  ];
}

function minus(amount: number): string {
  return amount < 0 ? `−${-amount}` : String(amount);
}

async function whySection(kinds: readonly Kind[]): Promise<PageSection> {
  return {
    id: "why",
    title: "What the R² of what depends on",
    blocks: [
      {
        kind: "text",
        text: `The regions of a pooling stand still while the image moves. A feature near a border leaves its region, another one comes in, and the region's what is then that of another feature: of n cells on an axis, a shift by d takes the maximum out of its region in d / n of the cases, if all places are alike. The convolutions move along with the image, so a feature by itself stays the same number. So regions are told apart by what became of their maximum. It was followed: its where moved as far as it should, to half a cell. It was replaced: it should have stayed, and the maximum is elsewhere now. It left: its way ends in another region. It entered: the region saw nothing before.`,
      },
      await keptFigure(kinds),
      ...kinds.flatMap((kind): Block[] => [{ kind: "text", text: `Where ${kind.name}:` }, fateTable(kind)]),
      {
        kind: "text",
        text: "Shares of the regions that saw something before or after. Unexplained: whose squared residuals of the line through all whats they are.",
      },
    ],
  };
}

function fateTable(kind: Kind): Table {
  const rows = (["right", "down"] as const).flatMap((axis) =>
    shifts.map((pixels) => {
      const condition = `${axis} ${pixels}`;
      const cells = kind.size[axis === "right" ? 1 : 0];
      return [
        `${pixels} ${axis === "right" ? "to the right" : "down"}`,
        ...fates.map((fate) => shareText(figureOf(kind, condition, `share, ${fate}`))),
        shareText({ mean: pixels / cells, standardError: null, count: 1 }),
        figureText(figureOf(kind, condition, "what R²")),
        figureText(figureOf(kind, condition, "what R², followed")),
        shareText(figureOf(kind, condition, "unexplained, followed")),
      ];
    }),
  );
  return table(
    [
      "shift, pixels",
      ...fates.map((fate) => `#${fate}`),
      "#d / n",
      "#R², all",
      "#R², followed",
      "#unexplained, followed",
    ],
    rows,
  );
}
