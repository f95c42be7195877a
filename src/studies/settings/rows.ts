/** The cells of the study as rows: what an experiment of it varies, for the Convnet alone and for the SWWAE. */
import { type Estimate, groupBy } from "../../report/index.js";
import type { StudyCell, StudyResults } from "../results/document.js";
import { bestHeldBack } from "../statistics/choice.js";
import { pairedDifference, type PairedDifference, type Seeded } from "../statistics/differences.js";
import { errorRate, estimateOf, seededOf, validationErrorRate } from "../statistics/figures.js";

/** The experiment that the others are compared with. */
export const referenceName = "Reference";

/** One setting: runs that differ by their seed alone. */
export interface Row {
  readonly experiment: string;
  readonly network: "Convnet alone" | "SWWAE";
  /** What varies in its experiment, but for the seed: "lambda 10, rate 0.001". */
  readonly setting: string;
  /** Shares of wrong test images, by seed. */
  readonly test: readonly Seeded[];
  readonly testError: Estimate;
  /** Over the images held back; null where none were. */
  readonly validationError: Estimate | null;
  /** Test errors − those of the same network in the reference; null for the reference, and where they share no seed. */
  readonly toReference: PairedDifference | null;
  /** Test errors − those of the Convnet alone that was trained alike; null for a Convnet, and where there is none. */
  readonly toConvnet: PairedDifference | null;
}

/** A row without what it is compared with. */
interface Alone extends Omit<Row, "toReference" | "toConvnet"> {
  /** What it shares with the Convnet that was trained alike. */
  readonly alike: string;
}

/** All settings, in the order of their cells. */
export function rowsOf(results: StudyResults): Row[] {
  const groups = groupBy(results.cells, (cell) => JSON.stringify([cell.experiment, settingOf(cell)]));
  const rows = [...groups.values()].flatMap((cells) => aloneOf(cells, results) ?? []);
  return rows.map(({ alike, ...row }) => {
    const { experiment, network, test } = row;
    const reference = rows.find((other) => other.experiment === referenceName && other.network === network);
    const convnet = rows.find((other) => other.network === "Convnet alone" && other.alike === alike);
    const isReference = experiment === referenceName;
    return {
      ...row,
      toReference: reference === undefined || isReference ? null : pairedDifference(test, reference.test),
      toConvnet:
        convnet === undefined || network === "Convnet alone" ? null : pairedDifference(test, convnet.test),
    };
  });
}

function aloneOf(cells: readonly StudyCell[], { models }: StudyResults): Alone | null {
  const [first] = cells;
  const testError = estimateOf({ cells }, errorRate);
  if (first === undefined || testError === null) return null;
  const { weights = {}, dropout = 0 } = models[first.model] ?? {};
  const reconstructs = Object.entries(weights).some(([term, weight]) => term.startsWith("L2") && weight > 0);
  return {
    // The quick version of an experiment is called so.
    experiment: first.experiment.replace(/-quick$/, ""),
    network: reconstructs ? "SWWAE" : "Convnet alone",
    setting: settingOf(first),
    test: seededOf({ cells }, errorRate),
    testError,
    validationError: estimateOf({ cells }, validationErrorRate),
    // Not the experiment: what only the weights of reconstruction tell apart shares a Convnet with the reference.
    alike: JSON.stringify([first.training, first.labels, dropout]),
  };
}

function settingOf({ choice }: StudyCell): string {
  const varied = Object.entries(choice).filter(([axis]) => axis !== "seed");
  return varied.map(([axis, value]) => `${axis} ${value}`).join(", ");
}

/** Of the settings of one network, the one that errs least on the images held back; null where none were. */
export function bestOf(rows: readonly Row[], network: Row["network"]): Row | null {
  const own = rows.filter((row) => row.network === network && row.validationError !== null);
  return bestHeldBack(own) ?? null;
}
