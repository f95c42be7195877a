/** The cells of the study as rows of its tables: a network, the weight chosen for every number of labels, errors by seed. */
import { type Estimate, groupBy } from "../../report/index.js";
import type { StudyCell, StudyResults } from "../results/document.js";
import { bestHeldBack } from "../statistics/choice.js";
import type { Seeded } from "../statistics/differences.js";
import { errorRate, estimateOf, seededOf, validationErrorRate } from "../statistics/figures.js";

export interface Network {
  readonly kind: "Convnet" | "SWWAE";
  readonly dropout: number;
  /** How training images are moved: "" for not at all, else "shift 2". */
  readonly augmentation: string;
}

/** How many labels there are. */
export type Labels = StudyCell["labels"];

/** One network with one number of labels, one weight of reconstruction and one number of epochs. */
export interface Tried {
  readonly network: Network;
  readonly labels: Labels;
  /** The weight of L2rec and L2M; 0 for the Convnet alone. */
  readonly lambda: number;
  readonly epochs: number;
  /** Share of wrong test images, by seed. */
  readonly test: readonly Seeded[];
  readonly testError: Estimate;
  /** Over the images held back; null where none were. */
  readonly validationError: Estimate | null;
}

/** All that was tried, in the order of networks, labels, weights and epochs. */
export function allTried(results: StudyResults): Tried[] {
  const groups = groupBy(results.cells, (cell) =>
    JSON.stringify([networkOf(cell, results), cell.labels, lambdaOf(cell, results), epochsOf(cell, results)]),
  );
  const tried = [...groups.values()].flatMap((group) => triedOf(group, results) ?? []);
  return tried.toSorted(
    (a, b) =>
      compareNetworks(a.network, b.network) ||
      compareLabels(a.labels, b.labels) ||
      a.lambda - b.lambda ||
      a.epochs - b.epochs,
  );
}

function triedOf(group: readonly StudyCell[], results: StudyResults): Tried | null {
  const [first] = group;
  if (first === undefined) return null;
  const testError = estimateOf({ cells: group }, errorRate);
  if (testError === null) return null;
  return {
    network: networkOf(first, results),
    labels: first.labels,
    lambda: lambdaOf(first, results),
    epochs: epochsOf(first, results),
    test: seededOf({ cells: group }, errorRate),
    testError,
    validationError: estimateOf({ cells: group }, validationErrorRate),
  };
}

/**
 * For one network, what is reported for every number of labels: of the weights and epochs that were tried, those with the lowest mean error on the images
 * held back. The test set has no part in the choice.
 */
export function chosen(tried: readonly Tried[], network: Network): Tried[] {
  const own = tried.filter((each) => compareNetworks(each.network, network) === 0);
  return [...groupBy(own, ({ labels }) => labels).values()].flatMap((group) => bestHeldBack(group) ?? []);
}

/** The networks that were trained, Convnets first, those without dropout before those with. */
export function networksOf(tried: readonly Tried[]): Network[] {
  return [...new Map(tried.map(({ network }) => [JSON.stringify(network), network])).values()];
}

/** The fewest first. */
export function compareLabels(a: Labels, b: Labels): number {
  if (a === b) return 0;
  if (a === "all") return 1;
  return b === "all" ? -1 : a - b;
}

/** "SWWAE, dropout 0.5" */
export function networkName({ kind, dropout }: Network): string {
  return `${kind === "Convnet" ? "Convnet alone" : "SWWAE"}${dropout === 0 ? "" : `, dropout ${dropout}`}`;
}

function compareNetworks(a: Network, b: Network): number {
  return (
    Number(a.augmentation > b.augmentation) - Number(a.augmentation < b.augmentation) ||
    Number(a.kind > b.kind) - Number(a.kind < b.kind) ||
    a.dropout - b.dropout
  );
}

/** A network that reconstructs nothing is a Convnet, whichever way it was trained. */
function networkOf(cell: StudyCell, results: StudyResults): Network {
  const { augmentation } = results.trainings[cell.training] ?? {};
  return {
    kind: lambdaOf(cell, results) === 0 ? "Convnet" : "SWWAE",
    dropout: results.models[cell.model]?.dropout ?? 0,
    augmentation: (augmentation as readonly Readonly<Record<string, unknown>>[])
      .map((step) => Object.values(step).join(" "))
      .join(", "),
  };
}

function lambdaOf({ model, training }: StudyCell, { models, trainings }: StudyResults): number {
  return trainings[training]?.["mode"] === "supervised" ? 0 : (models[model]?.weights["L2rec"] ?? 0);
}

function epochsOf({ training }: StudyCell, { trainings }: StudyResults): number {
  return Number(trainings[training]?.["epochs"]);
}
