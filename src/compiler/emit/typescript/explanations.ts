/** What the TSDoc of generated functions explains: enough of the paper to follow the code below it. */
import type { ModelPlan, WherePlan } from "../../plan/plan.js";
import { shapeComment } from "./shapes.js";
import { emittedTerms } from "./terms.js";

type WhereKind = WherePlan["kind"];

const whereKinds: readonly WhereKind[] = ["hard", "soft", "none", "map"];

const poolingByWhere: Readonly<Record<WhereKind, string>> = {
  hard: '- "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).',
  soft: '- "soft": with weights w = softmax(beta · z) over the region, what is Σ w·z and where Σ w·(x, y), both differentiable.',
  none: '- "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.',
  map: '- "map": what is the maximum, and in place of a where the whole map is kept for the decoder, as in Ladder networks.',
};

const unpoolingByWhere: Readonly<Record<WhereKind, string>> = {
  hard: "Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.",
  soft: "Unpooling a soft where shares the decoder's own number among the cells nearest to it (bilinear weights).",
  none: "Unpooling without a where copies the decoder's own number to the whole region.",
  map: "Unpooling with the encoder's whole map copies the decoder's own number to the region, and adds that map.",
};

/** The kinds of where that a model uses. */
function kindsOf(model: ModelPlan): WhereKind[] {
  return whereKinds.filter((kind) => model.stages.some(({ pool }) => pool?.where.kind === kind));
}

export function explainEncoder(model: ModelPlan): string {
  const kinds = kindsOf(model);
  const results = kinds.length > 0 ? "what and where" : "what";
  const split = [
    "A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that",
    "the value came from, which is kept for the decoder's stage of the same level.",
  ];
  return [
    `Encoder: image ${shapeComment(model.input)} → code ${shapeComment(model.code)}, and the ${results} of every stage (Sec. 3).`,
    "",
    "Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.",
    ...(kinds.length > 0 ? split : []),
    ...kinds.map((kind) => poolingByWhere[kind]),
  ].join("\n");
}

export function explainDecoder(model: ModelPlan): string {
  return [
    `Decoder: code ${shapeComment(model.code)} → image ${shapeComment(model.input)}, the encoder's mirror from the top stage down (Fig. 1).`,
    "",
    ...kindsOf(model).map((kind) => unpoolingByWhere[kind]),
    "Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.",
  ].join("\n");
}

const terms = {
  NLL: [
    "- NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros",
    "  is an image without label, which this term skips.",
  ],
  L2rec: ["- L2rec: the squared difference between the reconstruction and the image."],
  L2M: [
    "- L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the",
    "  what of each stage in step with its where.",
  ],
} as const;

export function explainLoss(model: ModelPlan): string {
  const emitted = emittedTerms(model);
  const kinds = (["NLL", "L2rec", "L2M"] as const).filter((kind) =>
    emitted.some((term) => term.kind === kind),
  );
  const { reduce } = model.loss;
  const reduction = `Squared differences are ${reduce === "mean" ? "averaged" : "summed"} over the elements of a sample ("${reduce}"), then averaged over the batch.`;
  return [
    "The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.",
    "",
    ...(kinds.length === 0 ? ["No term is left that could train anything."] : []),
    ...kinds.flatMap((kind) => terms[kind]),
    ...(kinds.some((kind) => kind !== "NLL") ? ["", reduction] : []),
  ].join("\n");
}
