/** The study `few-labels`: the paper's table of MNIST with 100 to 3000 labels (Sec. 4.3), and how sure the difference to the Convnet is. */
import { circumstances, findingsSection } from "../page/circumstances.js";
import { type PageSection, type StudyPage, table } from "../page/content.js";
import { type PaperRow, paperText } from "../paperValues.js";
import type { StudyResults } from "../results/document.js";
import { pairedDifference, type PairedDifference, verdictOf } from "../statistics/differences.js";
import { differenceText, estimateText } from "../statistics/errors.js";
import type { Study } from "../study.js";
import { paper } from "./paper.js";
import {
  allTried,
  chosen,
  compareLabels,
  type Labels,
  type Network,
  networkName,
  networksOf,
  type Tried,
} from "./rows.js";

export const fewLabels: Study = { name: "few-labels", draw };

async function draw(results: StudyResults): Promise<StudyPage> {
  const tried = allTried(results);
  const networks = networksOf(tried);
  const augmentations = [...new Set(networks.map(({ augmentation }) => augmentation))];
  const pairs = networks.flatMap((network) => pairsOf(network, tried));
  return {
    title: "MNIST with few labels",
    lead: "Sec. 4.3 of the paper: a few labels of each class, all other training images without, and what reconstructing them is worth.",
    sections: [
      findingsSection(results, [{ kind: "list", items: pairs.map(findingText) }]),
      ...augmentations.map((augmentation) => errorSection(augmentation, tried, networks)),
      differenceSection(pairs),
      weightSection(tried, networks),
      ...circumstances(results),
    ],
  };
}

function errorSection(
  augmentation: string,
  tried: readonly Tried[],
  networks: readonly Network[],
): PageSection {
  const own = networks.filter((network) => network.augmentation === augmentation);
  const labels = labelsTried(tried.filter(({ network }) => network.augmentation === augmentation));
  const ours = (network: Network): string[] => {
    const reported = new Map(chosen(tried, network).map((each) => [each.labels, each]));
    return [networkName(network), "ours", ...labels.map((count) => errorText(reported.get(count)))];
  };
  const theirs = (name: string, { standing, values }: PaperRow): string[] => [
    name,
    `paper (${standing})`,
    ...labels.map((count) => (values[count] === undefined ? "–" : paperText(values[count], 2))),
  ];
  const ofKind = (kind: Network["kind"]) => own.filter((network) => network.kind === kind);
  // The paper's figures stand beside those of images that are not moved: of others it says nothing.
  const isPapers = augmentation === "";
  const convnets = ofKind("Convnet").map(ours);
  const plain = ofKind("SWWAE").filter(({ dropout }) => dropout === 0);
  const dropped = ofKind("SWWAE").filter(({ dropout }) => dropout > 0);
  const rows = [
    ...convnets,
    ...(isPapers ? [theirs("Convnet alone", paper.convnet)] : []),
    ...plain.map(ours),
    ...(isPapers ? [theirs("SWWAE", paper.withoutDropout)] : []),
    ...dropped.map(ours),
    ...(isPapers ? [theirs("SWWAE with dropout", paper.withDropout)] : []),
    ...(isPapers && labels.includes("all") ? [theirs("SWWAE", paper.allLabels)] : []),
  ];
  const marked = rows.flatMap((row, place) => (row[1] === "ours" ? [place] : []));
  return {
    id: isPapers ? "errors" : `errors-${augmentation.replaceAll(" ", "-")}`,
    title: isPapers ? "Test errors" : `Test errors, training images moved (${augmentation})`,
    blocks: [
      {
        kind: "text",
        text: isPapers
          ? "Wrong of 10,000 test images in per cent, mean ± standard error over the seeds. Of the paper's numbers those that are remembered are confirmed in no text at hand; those that are quoted, by another publication."
          : "The same with every training image moved at random by a few pixels, which keeps its label. The paper has no such table.",
      },
      table(["network", "whose", ...labels.map((count) => `#${labelsText(count)}`)], rows, marked),
    ],
  };
}

function labelsTried(tried: readonly Tried[]): readonly Labels[] {
  return [...new Set(tried.map(({ labels }) => labels))].toSorted(compareLabels);
}

/** "100 labels" */
function labelsText(labels: Labels): string {
  return `${labels} labels`;
}

function errorText(tried: Tried | undefined): string {
  return tried === undefined ? "–" : estimateText(tried.testError);
}

/** A network against the Convnet with the same dropout and the same moves, for one number of labels. */
interface Pair {
  readonly network: Network;
  readonly labels: Labels;
  readonly ours: Tried;
  readonly convnet: Tried;
  readonly difference: PairedDifference;
}

function pairsOf(network: Network, tried: readonly Tried[]): Pair[] {
  if (network.kind === "Convnet") return [];
  const convnets = new Map(chosen(tried, { ...network, kind: "Convnet" }).map((each) => [each.labels, each]));
  return chosen(tried, network).flatMap((ours) => {
    const convnet = convnets.get(ours.labels);
    const difference = convnet === undefined ? null : pairedDifference(ours.test, convnet.test);
    if (convnet === undefined || difference === null) return [];
    return [{ network, labels: ours.labels, ours, convnet, difference }];
  });
}

function findingText({ network, labels, ours, convnet, difference }: Pair): string {
  const moved = network.augmentation === "" ? "" : ` and ${network.augmentation}`;
  const said = {
    lower: "SWWAE errs less",
    higher: "SWWAE errs more",
    "not told apart": "the two are not told apart",
  }[verdictOf(difference)];
  return `${labelsText(labels)}, ${network.dropout === 0 ? "no dropout" : `dropout ${network.dropout}`}${moved}: ${said}: ${errorText(ours)} % against ${errorText(convnet)} % of the Convnet alone, a difference of ${differenceText(difference)} points.`;
}

function differenceSection(pairs: readonly Pair[]): PageSection {
  const rows = pairs.map(({ network, labels, ours, difference }) => [
    movedName(network),
    String(labels),
    String(ours.lambda),
    String(ours.epochs),
    differenceText(difference),
    verdictOf(difference),
  ]);
  return {
    id: "differences",
    title: "SWWAE against the Convnet alone",
    blocks: [
      {
        kind: "text",
        text: "Differences of the test error, SWWAE − Convnet with the same dropout, in percentage points, of pairs that share their seed: the same labelled images, the same first weights. Each of the two is as the images held back have chosen it. The interval is Student's t; a difference is told apart from 0 where its whole interval is on one side.",
      },
      table(["network", "#labels", "#λ", "#epochs", "#difference", "test error"], rows),
    ],
  };
}

/** "SWWAE, dropout 0.5, shift 2" */
function movedName(network: Network): string {
  return `${networkName(network)}${network.augmentation === "" ? "" : `, ${network.augmentation}`}`;
}

function weightSection(tried: readonly Tried[], networks: readonly Network[]): PageSection {
  const reported = new Set(networks.flatMap((network) => chosen(tried, network)));
  const marked = tried.flatMap((each, place) => (reported.has(each) ? [place] : []));
  const rows = tried.map((each) => [
    movedName(each.network),
    String(each.labels),
    String(each.lambda),
    String(each.epochs),
    each.validationError === null ? "–" : estimateText(each.validationError),
    errorText(each),
    String(each.test.length),
  ]);
  return {
    id: "weights",
    title: "All weights and epochs that were tried",
    blocks: [
      {
        kind: "text",
        text: "For each network and number of labels, the weight λ of L2rec and L2M and the number of epochs with the lowest mean error on the training images held back are reported (marked). The test errors of the others are shown for completeness; they had no part in the choice. In per cent, mean ± standard error. The study settings varies what else could be set, with 100 labels.",
      },
      table(
        ["network", "#labels", "#λ", "#epochs", "#validation error", "#test error", "#seeds"],
        rows,
        marked,
      ),
    ],
  };
}
