/** What every study's page begins and ends with: what was found, and how its figures were measured, the command, the spec. */
import { count, duration, groupBy } from "../../report/index.js";
import type { Machine, StudyCell, StudyResults, Training } from "../results/document.js";
import { type Block, type PageSection, table } from "./content.js";

/** "What was found": behind a warning on the page of a quick run. */
export function findingsSection({ quick }: StudyResults, blocks: readonly Block[]): PageSection {
  const warning: Block = {
    kind: "text",
    text: "A quick run: smaller than the study, to see that all of it works and which way the figures go. They are not the study's results.",
  };
  return { id: "findings", title: "What was found", blocks: quick ? [warning, ...blocks] : blocks };
}

/** "How it was measured" and "The spec". */
export function circumstances(results: StudyResults): PageSection[] {
  const { cells, command, spec } = results;
  const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0);
  return [
    {
      id: "how",
      title: "How it was measured",
      blocks: [
        {
          kind: "text",
          text: `${count(cells.length)} trainings, ${duration(seconds)} in all, the time of tests and pages not counted. This command makes them again, or goes on where they were stopped:`,
        },
        { kind: "code", text: command },
        table(
          ["experiment", "trained with", "#steps of each", "seeds", "#cells", "#time"],
          experimentRows(results),
        ),
        table(["machine", "engine", "which cells", "#cells", "#time"], machineRows(results)),
        ...precisionNote(results),
      ],
    },
    {
      id: "spec",
      title: "The spec",
      blocks: [
        { kind: "text", text: spec.path },
        { kind: "code", text: spec.text },
      ],
    },
  ];
}

function experimentRows({ cells, trainings }: StudyResults): string[][] {
  const groups = groupBy(cells, ({ experiment, training }) => `${experiment}\n${training}`);
  return [...groups.values()].map((group) => {
    const [first] = group as [StudyCell];
    return [
      first.experiment,
      trainingText(trainings[first.training] ?? {}, first.labels === "all"),
      stepsText(group.map(({ steps }) => steps)),
      ranges(new Set(group.map(({ seed }) => seed))),
      String(group.length),
      duration(group.reduce((sum, { seconds }) => sum + seconds, 0)),
    ];
  });
}

/** Where cells were computed in more than one precision, what that means for their differences. */
function precisionNote({ machines }: StudyResults): Block[] {
  const precisions = new Set(Object.values(machines).map(({ precision }) => precision));
  if (precisions.size < 2) return [];
  const text = `Some cells were computed in ${[...precisions].toSorted().join(", some in ")}: where they are compared, the difference holds what the precision changes, too.`;
  return [{ kind: "text", text }];
}

function machineRows({ cells, machines }: StudyResults): string[][] {
  const groups = groupBy(cells, ({ machine }) => machine);
  return [...groups].map(([key, group]) => {
    const { facts, engine, precision, threads, versions } = machines[key] as Machine;
    const cores =
      threads === null
        ? `${facts["cores"] ?? "?"} cores`
        : `${threads} ${threads === 1 ? "thread" : "threads"}`;
    return [
      `${facts["processor"] ?? "?"}, ${cores}, ${facts["system"] ?? "?"}`,
      `${engine} ${precision} (${Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", ")})`,
      groups.size === 1 ? "all" : whichCells(group),
      String(group.length),
      duration(group.reduce((sum, { seconds }) => sum + seconds, 0)),
    ];
  });
}

/** "FewLabels 1–20, 41; FewLabelsShifted 3": as `--cells` counts them. */
function whichCells(cells: readonly StudyCell[]): string {
  return [...groupBy(cells, ({ experiment }) => experiment)]
    .map(([experiment, group]) => `${experiment} ${ranges(new Set(group.map(({ number }) => number)))}`)
    .join("; ");
}

/** "semi-supervised, 3 epochs of mnist in batches of 64, labelled share 0.5, adam rate 0.002, one-cycle". */
function trainingText(training: Training, allLabelled: boolean): string {
  const { mode, epochs, data, batch, optimizer, rate, schedule, augmentation, preprocessing, validation } =
    training;
  // Batches have two sorts of images only where some are labelled and all are learned from.
  const share = mode === "semi-supervised" && !allLabelled ? training["labelledShare"] : undefined;
  const parts = [
    String(mode),
    `${String(epochs)} ${epochs === 1 ? "epoch" : "epochs"} of ${String(data)} in batches of ${String(batch)}`,
    ...(share === undefined ? [] : [`labelled share ${String(share)}`]),
    `${words(optimizer)} rate ${String(rate)}`,
    words(schedule),
    ...transformations(augmentation),
    ...transformations(preprocessing).filter((text) => text !== "scale"),
    `${String(validation)} images held back`,
  ];
  return parts.join(", ");
}

/** "156–4,688" where an epoch of one cell has more batches than an epoch of another, as with more labels in supervised mode. */
function stepsText(steps: readonly number[]): string {
  const [fewest, most] = [Math.min(...steps), Math.max(...steps)];
  return fewest === most ? count(most) : `${count(fewest)}–${count(most)}`;
}

function transformations(list: unknown): string[] {
  return Array.isArray(list) ? list.map(words) : [];
}

/** {kind: "sgd", momentum: 0.9} → "sgd momentum 0.9"; what is nothing goes without saying. */
function words(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { kind, ...options } = value as Readonly<Record<string, unknown>>;
  const said = Object.entries(options).filter(
    ([name, option]) => option !== 0 && option !== false && name !== "beta1" && name !== "beta2",
  );
  return [String(kind), ...said.map(([name, option]) => `${spaced(name)} ${String(option)}`)].join(" ");
}

/** "weightDecay" → "weight decay" */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** {1, 2, 3, 7} → "1–3, 7" */
function ranges(numbers: ReadonlySet<number>): string {
  const runs: [number, number][] = [];
  for (const number of [...numbers].toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(", ");
}
