/** The study `three-modes`: one network trained supervised, unsupervised with a linear read-out, and semi-supervised (Sec. 3.2). */
import { groupBy } from "../../report/index.js";
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type StudyPage, table } from "../page/content.js";
import type { StudyResults } from "../results/document.js";
import { pairedDifference, type Seeded, verdictOf } from "../statistics/differences.js";
import { differenceText, percentText } from "../statistics/errors.js";
import type { Study } from "../study.js";
import { measure, measureName } from "./readOut.js";

export const threeModes: Study = { name: "three-modes", draw, measure };

/** Test errors of one mode, by the number of labels. */
type Errors = ReadonlyMap<number, readonly Seeded[]>;

const modes = ["supervised", "unsupervised", "semi-supervised"] as const;

const rows: Readonly<Record<(typeof modes)[number], string>> = {
  supervised: "supervised: the labelled images alone",
  unsupervised: "unsupervised, then a linear read-out on the frozen code",
  "semi-supervised": "semi-supervised: all images at once",
};

async function draw(results: StudyResults): Promise<StudyPage> {
  const errors = new Map(modes.map((mode) => [mode, errorsOf(mode, results)]));
  const counts = [...new Set([...errors.values()].flatMap((each) => [...each.keys()]))].toSorted(
    (a, b) => a - b,
  );
  const comparisons = comparisonsOf(errors, counts);
  return {
    title: "One network, three modes",
    lead: "Sec. 3.2 of the paper: the same architecture, first weights, optimiser, rate, batch and schedule; the terms of the loss that count differ. An epoch of supervised training shows the labelled images alone, so it has epochs of its own: how many steps each training made stands below.",
    sections: [
      findingsSection(results, [
        {
          kind: "list",
          items: comparisons.map(({ labels, other, difference, verdict }) => {
            const said = {
              lower: "errs less than",
              higher: "errs more than",
              "not told apart": "is not told apart from",
            };
            return `${labels} labels: semi-supervised training ${said[verdict]} ${other}, a difference of ${difference} points.`;
          }),
        },
      ]),
      {
        id: "errors",
        title: "Test errors",
        blocks: [
          {
            kind: "text",
            text: "Wrong of 10,000 test images in per cent, mean ± standard error over the seeds. The paper has no such table. The read-out is logistic regression on the code of the labelled images; its weight decay is chosen on the images held back.",
          },
          table(
            ["mode", ...counts.map((count) => `#${count} labels`)],
            modes.map((mode) => [
              rows[mode],
              ...counts.map((count) => percentText(errors.get(mode)?.get(count) ?? [])),
            ]),
          ),
        ],
      },
      {
        id: "differences",
        title: "Semi-supervised against the others",
        blocks: [
          {
            kind: "text",
            text: "Differences of the test error, semi-supervised − other, in percentage points, of pairs of the same seed: the same labelled images and first weights.",
          },
          table(
            ["#labels", "against", "#difference", "test error"],
            comparisons.map(({ labels, other, difference, verdict }) => [
              String(labels),
              other,
              difference,
              verdict,
            ]),
          ),
        ],
      },
      ...circumstances(results),
    ],
  };
}

function errorsOf(mode: (typeof modes)[number], { cells, trainings }: StudyResults): Errors {
  const own = cells.filter(({ training }) => trainings[training]?.["mode"] === mode);
  if (mode !== "unsupervised") {
    const counted = own.flatMap(({ labels, seed, test }) =>
      labels === "all" || test.errorRate === null ? [] : [{ labels, seed, value: test.errorRate }],
    );
    return groupBy(counted, ({ labels }) => labels);
  }
  const counts = own
    .flatMap(({ measures }) => Object.keys(measures))
    .flatMap((name) => /, (\d+) labels$/.exec(name)?.[1] ?? []);
  return new Map(
    [...new Set(counts)].map(Number).map((count) => [
      count,
      own.flatMap(({ seed, measures }) => {
        const value = measures[measureName(count)];
        return value === undefined ? [] : [{ seed, value }];
      }),
    ]),
  );
}

function comparisonsOf(errors: ReadonlyMap<string, Errors>, counts: readonly number[]) {
  return counts.flatMap((labels) =>
    (["supervised", "unsupervised"] as const).flatMap((mode) => {
      const ours = errors.get("semi-supervised")?.get(labels);
      const theirs = errors.get(mode)?.get(labels);
      const difference = ours === undefined || theirs === undefined ? null : pairedDifference(ours, theirs);
      if (difference === null) return [];
      const other = mode === "supervised" ? "supervised training" : "the read-out of the unsupervised code";
      return [{ labels, other, difference: differenceText(difference), verdict: verdictOf(difference) }];
    }),
  );
}
