/**
 * What a diagram of a model says, before anything has a place: the levels of Fig. 1(b) with the boxes of encoder and decoder, what
 * crosses between them, and the terms of the loss. Both formats are drawn from this.
 */
import { describeShape, describeTerm } from "../../plan/describe.js";
import type { LayerPlan, LossTermPlan, ModelPlan, PoolPlan, Shape, WherePlan } from "../../plan/plan.js";
import { leftOut } from "../../plan/summary/layerRows.js";

/** A line of a box: a layer with weights and what belongs to it, or a pooling. */
export interface Line {
  /** "conv 5×5". */
  readonly label: string;
  /** "batchnorm · relu"; empty for nothing. */
  readonly detail: string;
  /** "28×28×64". */
  readonly shape: string;
}

/** A stage of the encoder or of the decoder. */
export interface Box {
  /** In the order of a pass. */
  readonly lines: readonly Line[];
  /** The pooling at the encoder's upper edge, or its undoing at the decoder's; null for a stage without one. */
  readonly pooling: Line | null;
}

/** A term of the loss as a label. */
export interface Term {
  /** "L2M bottom 0.5", or "L2M top ≡ 0" for one that is identically 0. */
  readonly text: string;
  readonly idle: boolean;
  readonly explanation: string;
}

/** One stage: its two boxes side by side, and what lies above them on the way to the next. */
export interface Level {
  readonly name: string;
  readonly documentation: string | null;
  readonly encoder: Box;
  readonly decoder: Box;
  /** null for a stage without a pooling. */
  readonly where: WherePlan | null;
  /** "dropout 0.2" between the what and the next stage; null for none. */
  readonly dropout: string | null;
  /** The L2M of this stage; null where it has weight 0. */
  readonly term: Term | null;
}

export interface DiagramContent {
  readonly name: string;
  readonly documentation: string | null;
  /** "28×28×1". */
  readonly image: string;
  readonly code: string;
  readonly parameters: number;
  /** Bottom first. */
  readonly levels: readonly Level[];
  /** Lines in the order of a pass; null for a model without classifier. */
  readonly classifier: readonly Line[] | null;
  readonly likelihood: Term | null;
  readonly reconstruction: Term | null;
}

/** "28×28×64". */
export function timesShape(shape: Shape): string {
  return describeShape(shape).replaceAll("x", "×");
}

/** How a where is called in a diagram. */
export function whereText(where: WherePlan): string {
  switch (where.kind) {
    case "hard":
      return "where: switches";
    case "soft":
      return `where: soft, β ${where.beta}`;
    case "none":
      return "no where";
    case "map":
      return "the whole map";
  }
}

export function diagramContent(model: ModelPlan): DiagramContent {
  const term = (kind: LossTermPlan["kind"], stage: string | null): Term | null => {
    const found = model.loss.terms.find((each) => each.kind === kind && each.stage === stage);
    return found === undefined || found.weight === 0 ? null : termOf(found);
  };
  return {
    name: model.name,
    documentation: model.documentation?.trim() || null,
    image: timesShape(model.input),
    code: timesShape(model.code),
    parameters: model.parameterCount,
    levels: model.stages.map((stage, index): Level => {
      const mirror = model.decoder[model.decoder.length - 1 - index];
      return {
        name: stage.name,
        documentation: stage.documentation?.trim() || null,
        encoder: { lines: linesOf(stage.layers), pooling: stage.pool && poolingLine(stage.pool) },
        decoder: {
          lines: linesOf(mirror?.layers ?? []),
          pooling: mirror?.unpool ? unpoolingLine(mirror.unpool) : null,
        },
        where: stage.pool?.where ?? null,
        dropout: stage.dropout === null ? null : `dropout ${stage.dropout}`,
        term: term("L2M", stage.name),
      };
    }),
    classifier: model.classifier && linesOf(model.classifier.layers),
    likelihood: term("NLL", null),
    reconstruction: term("L2rec", null),
  };
}

const explanations: Readonly<Record<LossTermPlan["kind"], string>> = {
  NLL: "negative log-likelihood of the labels",
  L2rec: "squared difference of image and reconstruction",
  L2M: "squared difference of the what and the decoder's map of the same level",
};

/** Longer names of terms are cut: they would push encoder and decoder apart. */
const longestName = 24;

function termOf(term: LossTermPlan): Term {
  const name = describeTerm(term);
  const short = name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
  if (term.identicallyZero) {
    const explanation = `${name} is identically 0: the decoder starts from the what of ${term.stage} itself`;
    return { text: `${short} ≡ 0`, idle: true, explanation };
  }
  const explanation = `${name}: ${explanations[term.kind]}, weight ${term.weight}`;
  return { text: `${short} · ${term.weight}`, idle: false, explanation };
}

function poolingLine({ size, output, dropped }: PoolPlan): Line {
  const left = leftOut(dropped);
  return {
    label: `pool ${size.join("×")}`,
    detail: left === null ? "" : `${left} left out`,
    shape: timesShape(output),
  };
}

function unpoolingLine({ size, input, where }: PoolPlan): Line {
  const verb = where.kind === "none" ? "upsample" : "unpool";
  return { label: `${verb} ${size.join("×")}`, detail: "", shape: timesShape(input) };
}

/** A line for each layer with weights: what reshapes for it stands before it, norms, ReLUs and noise behind. */
function linesOf(layers: readonly LayerPlan[]): Line[] {
  const groups: LayerPlan[][] = [];
  for (const layer of layers) {
    const current = groups.at(-1);
    const isFull = current?.some(hasWeights) ?? true;
    if (current === undefined || (isFull && (hasWeights(layer) || layer.kind === "flatten")))
      groups.push([layer]);
    else current.push(layer);
  }
  return groups.map((group) => {
    const weighted = Math.max(0, group.findIndex(hasWeights));
    const words = group.map(wordOf);
    return {
      label: words.slice(0, weighted + 1).join(" · "),
      detail: words.slice(weighted + 1).join(" · "),
      shape: timesShape((group.at(-1) as LayerPlan).output),
    };
  });
}

function hasWeights({ kind }: LayerPlan): boolean {
  return kind === "conv" || kind === "dense";
}

/** A layer in a word; the sizes that its shape says are left out. */
function wordOf(layer: LayerPlan): string {
  switch (layer.kind) {
    case "conv":
      return `conv ${layer.kernel.join("×")}`;
    case "dropout":
      return `dropout ${layer.rate}`;
    default:
      return layer.kind;
  }
}
