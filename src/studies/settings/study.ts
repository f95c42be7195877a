/** The study `settings`: what rate, schedule, epochs, shares, weights and the like do to the error with few labels (Sec. 4.3). */
import { groupBy } from "../../report/index.js";
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type PageSection, type StudyPage, table } from "../page/content.js";
import type { StudyResults } from "../results/document.js";
import {
  pairedDifference,
  type PairedDifference,
  type Verdict,
  verdictOf,
} from "../statistics/differences.js";
import { differenceText, estimateText } from "../statistics/errors.js";
import type { Study } from "../study.js";
import { bestOf, referenceName, type Row, rowsOf } from "./rows.js";

const networks = ["Convnet alone", "SWWAE"] as const;

export const settings: Study = { name: "settings", draw };

async function draw(results: StudyResults): Promise<StudyPage> {
  const rows = rowsOf(results);
  const reference = rows.filter(({ experiment }) => experiment === referenceName);
  const varied = groupBy(
    rows.filter(({ experiment }) => experiment !== referenceName),
    ({ experiment }) => experiment,
  );
  return {
    title: "What else could be set",
    lead: "Sec. 4.3 of the paper, with few labels: one setting after the other varied, for the SWWAE and for the Convnet alone.",
    sections: [
      findingsSection(results, [
        {
          kind: "list",
          items: [
            bestText(rows),
            ...networks.map((network) => againstReferenceText(network, rows)),
            ...[...varied].map(([experiment, own]) => findingText(experiment, [...reference, ...own])),
          ],
        },
      ]),
      settingSection(referenceName, reference),
      ...[...varied].map(([experiment, own]) => settingSection(experiment, own)),
      ...circumstances(results),
    ],
  };
}

/** Of one experiment and the reference: which setting each network is best at. */
function findingText(experiment: string, rows: readonly Row[]): string {
  const found = networks.flatMap((network) => {
    const best = bestOf(rows, network);
    return best === null ? [] : [`${network}: ${placeText(best)}, ${errorsText(best)}`];
  });
  return `${experiment}, with the lowest error on the images held back: ${found.join("; ")}.`;
}

/** Which settings of a network err less than the reference, and which err more. */
function againstReferenceText(network: Row["network"], rows: readonly Row[]): string {
  const told = rows.flatMap(({ toReference, ...row }) =>
    row.network === network && toReference !== null ? [{ ...row, verdict: verdictOf(toReference) }] : [],
  );
  const named = (verdict: Verdict): string => {
    const found = told.filter((row) => row.verdict === verdict);
    const names = found.map(({ experiment, setting }) => `${experiment}, ${setting}`).join("; ");
    return found.length === 0 ? "none" : `${found.length} (${names})`;
  };
  return `${network}: of ${told.length} other settings, by a 95 % interval clear of 0, less wrong than the reference: ${named("lower")}; more wrong: ${named("higher")}.`;
}

/** The two networks, each at the best of all settings. */
function bestText(rows: readonly Row[]): string {
  const convnet = bestOf(rows, "Convnet alone");
  const ours = bestOf(rows, "SWWAE");
  if (convnet === null || ours === null) return "Nothing was held back to choose a setting by.";
  const difference = pairedDifference(ours.test, convnet.test);
  const between = difference === null ? "" : `, a difference of ${differenceText(difference)} points`;
  return `Of all settings, each network at the one with the lowest error on the images held back: the SWWAE (${ours.experiment}, ${ours.setting}) errs on ${estimateText(ours.testError)} % of the test images, the Convnet alone (${convnet.experiment}, ${convnet.setting}) on ${estimateText(convnet.testError)} %${between}.`;
}

function placeText({ experiment, setting }: Row): string {
  return experiment === referenceName ? `${setting}, as in the reference` : setting;
}

function errorsText({ testError, toReference }: Row): string {
  const change = toReference === null ? "" : `, ${differenceText(toReference)} points against the reference`;
  return `${estimateText(testError)} % of the test images${change}`;
}

function settingSection(experiment: string, rows: readonly Row[]): PageSection {
  const isReference = experiment === referenceName;
  const lines = rows.map((row) => [
    row.network,
    row.setting,
    row.validationError === null ? "–" : estimateText(row.validationError),
    estimateText(row.testError),
    ...(isReference ? [] : [comparison(row.toReference)]),
    comparison(row.toConvnet),
  ]);
  const against = isReference ? [] : ["#against the reference"];
  return {
    id: experiment.toLowerCase(),
    title: experiment,
    blocks: [
      {
        kind: "text",
        text: isReference
          ? "What all other settings are compared with. Errors in per cent, mean ± standard error over the seeds; differences of test errors in percentage points, of pairs with the same seed: the same labelled images, the same first weights. Lower and higher stand where the whole 95 % interval is on that side of 0."
          : "As the reference, but for:",
      },
      table(
        [
          "network",
          "setting",
          "#validation error",
          "#test error",
          ...against,
          "#against the Convnet trained alike",
        ],
        lines,
      ),
    ],
  };
}

/** The difference, and what it says of the sign; a dash for nothing. */
function comparison(difference: PairedDifference | null): string {
  if (difference === null) return "–";
  const verdict = verdictOf(difference);
  return `${differenceText(difference)}${verdict === "not told apart" ? "" : `: ${verdict}`}`;
}
