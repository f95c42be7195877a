/** The study `transfer`: the paper's networks on SVHN, CIFAR and STL-10 (Sec. 4.3 and 4.4), and which files they were trained on. */
import { count } from "../../report/index.js";
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type PageSection, type StudyPage, table } from "../page/content.js";
import type { StudyResults } from "../results/document.js";
import { percentText } from "../statistics/errors.js";
import type { Measured, MeasuredRun, Study } from "../study.js";
import { rowsOf, type TransferRow, type UsedFiles } from "./rows.js";
import { type PaperError, type TransferSet, transferSets } from "./sets.js";

export const transfer: Study = { name: "transfer", draw, measure };

/** What the files hold, so that the page can say whether they are the set's own. */
async function measure({ dataset: { training, test, classes } }: MeasuredRun): Promise<Measured> {
  const measures = {
    "training images": training.labels.length,
    "test images": test.labels.length,
    classes,
  };
  return Promise.resolve({ measures, pictures: {} });
}

async function draw(results: StudyResults): Promise<StudyPage> {
  const rows = rowsOf(results);
  return Promise.resolve({
    title: "House numbers, CIFAR and STL-10",
    lead: "Sec. 4.3 and 4.4 of the paper: larger networks on colour images, with few labels and with all.",
    sections: [
      findingsSection(results, [{ kind: "list", items: transferSets.map((set) => findingOf(set, rows)) }]),
      errorSection(rows),
      filesSection(rows),
      ...circumstances(results),
    ],
  });
}

function findingOf(set: TransferSet, all: readonly TransferRow[]): string {
  const rows = all.filter((row) => row.set === set);
  if (rows.length === 0) return `${set.title}: not trained.`;
  return rows
    .map((row) => {
      const paper = paperOf(row);
      const ours = `${networkName(row)}, ${labelsText(row)}: ${percentText(row.errors)} % wrong`;
      if (!row.files.isComplete)
        return `${set.title}: ${ours}, of images that stand in for the set's own: this says that the recipe runs, and nothing about the paper's figure.`;
      return `${set.title}: ${ours}; the paper ${paper === null ? "has no such figure" : `${paper.error.toFixed(2)} % (${paper.standing})`}.`;
    })
    .join(" ");
}

function errorSection(rows: readonly TransferRow[]): PageSection {
  const lines: string[][] = [];
  const marked: number[] = [];
  for (const set of transferSets) {
    for (const row of rows.filter((each) => each.set === set)) {
      marked.push(lines.length);
      const whose = row.files.isComplete ? "ours" : "ours, on images that stand in";
      lines.push([set.title, networkName(row), labelsText(row), whose, percentText(row.errors), seeds(row)]);
    }
    const { plain, dropout } = set.paper;
    if (plain !== null) lines.push(paperLine(set, "no dropout", plain));
    if (dropout !== null) lines.push(paperLine(set, "dropout", dropout));
  }
  return {
    id: "errors",
    title: "Test errors",
    blocks: [
      {
        kind: "text",
        text: "Wrong test images in per cent, mean ± standard error over the seeds. The paper's numbers are quoted by other publications; where it gives the share that is right, 100 minus it stands here. The network for CIFAR is one of the kind that the paper describes, not the paper's own.",
      },
      table(["set", "network", "labels", "whose", "#wrong, %", "#seeds"], lines, marked),
    ],
  };
}

function paperLine({ title }: TransferSet, network: string, { error, isAccuracy, standing }: PaperError) {
  const text = isAccuracy ? `${error.toFixed(1)} (${(100 - error).toFixed(1)} right)` : error.toFixed(2);
  return [title, network, "", `paper (${standing})`, text, ""];
}

function filesSection(rows: readonly TransferRow[]): PageSection {
  const lines = new Map(
    rows.map(({ set, files }) => [
      `${set.title} ${files.path}`,
      [
        set.title,
        files.path,
        count(files.training),
        count(files.test),
        String(files.classes),
        owner(files, set),
      ],
    ]),
  );
  return {
    id: "files",
    title: "Which files were used",
    blocks: [
      {
        kind: "text",
        text: "The sets are not part of swwae, and whoever has them names their folders with --data. A file is taken for the set's own where it holds as many images; anything else stands in for it, and its figures are not the set's.",
      },
      table(
        ["set", "path", "#training images", "#test images", "#classes", "these are"],
        [...lines.values()],
      ),
    ],
  };
}

function owner({ isComplete }: UsedFiles, { title, sizes }: TransferSet): string {
  if (isComplete) return `as many as ${title} has`;
  const wanted = sizes.map(([training, test]) => `${count(training)} and ${count(test)}`).join(", or ");
  return `not ${title}, which has ${wanted}: images that stand in`;
}

function paperOf({ set, dropout }: TransferRow): PaperError | null {
  return dropout === 0 ? set.paper.plain : set.paper.dropout;
}

function networkName({ dropout }: TransferRow): string {
  return dropout === 0 ? "no dropout" : `dropout ${dropout}`;
}

function labelsText({ labels }: TransferRow): string {
  return labels === "all" ? "all labels" : `${count(labels)} labels`;
}

function seeds({ errors }: TransferRow): string {
  return String(errors.length);
}
