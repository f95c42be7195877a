/** SW0811 and SW0812: the images of a data set, resized, padded and cropped, have the shape of the model's input. */
import { writeShape } from "../../check/shapes.js";
import { type Fix, replacement } from "../../diagnostics/diagnostic.js";
import type { AugmentationPlan, MapShape, PreprocessingPlan } from "../../plan/plan.js";
import { factsOf } from "../dataFacts.js";
import type { Experiment } from "../experiment.js";
import { type ExperimentContext, modelPlans } from "../rule.js";
import type { Placed } from "../settings/pipelines.js";

/** What is known of images: nothing of those behind a path, until a step gives them a height and a width. */
interface Arriving {
  readonly height: number;
  readonly width: number;
  /** Null where nobody knows. */
  readonly channels: number | null;
}

type Step = PreprocessingPlan | AugmentationPlan;
type SizedStep = Extract<Step, { kind: "resize" | "pad" | "crop" }>;

/** What becomes of images on their way to the model. */
interface Way {
  /** Null where it is not known. */
  readonly arriving: Arriving | null;
  /** The last step that gives them a size, with what it is given. */
  readonly last: { readonly placed: Placed<SizedStep>; readonly before: Arriving | null } | null;
  /** All shapes on the way, for people. */
  readonly shapes: readonly string[];
}

export function imagesFit(context: ExperimentContext): void {
  const { experiment, report } = context;
  const told = new Set<string>();
  for (const { value, span } of experiment.settings.data.points) {
    const way = follow(factsOf(value)?.shape ?? null, context, told);
    const arriving = way?.arriving ?? null;
    if (way === null || arriving === null) continue;
    for (const { name, input } of modelPlans(context)) {
      if (fits(arriving, input)) continue;
      report("SW0811", {
        span,
        values: { data: value.name, shape: writeArriving(arriving), model: name, input: writeShape(input) },
        notes: way.shapes.length > 1 ? [way.shapes.join(" → ")] : [],
        fix: resizing(experiment, way, arriving, input),
      });
    }
  }
}

function fits({ height, width, channels }: Arriving, input: MapShape): boolean {
  return (
    height === input.height && width === input.width && (channels === null || channels === input.channels)
  );
}

/** Follows images through all steps; null, with a diagnostic, where one does not fit. */
function follow(image: Arriving | null, context: ExperimentContext, told: Set<string>): Way | null {
  const { experiment, report } = context;
  let arriving = image;
  let last: Way["last"] = null;
  const shapes = image === null ? [] : [writeArriving(image)];
  for (const placed of [...experiment.preprocess, ...experiment.augment]) {
    const { step, span } = placed;
    if (!isSized(step)) continue;
    if (arriving !== null && !isPossible(step, arriving)) {
      const values = {
        step: writeStep(step),
        how: step.kind === "pad" ? "smaller" : "larger",
        image: writeArriving(arriving),
      };
      const fix = toInput({ ...placed, step }, arriving, context);
      // Several sets of unknown size have this in common.
      const key = `${span.start} ${values.image}`;
      if (!told.has(key)) report("SW0812", { span, values, fix });
      told.add(key);
      return null;
    }
    last = { placed: { ...placed, step }, before: arriving };
    arriving = { height: step.height, width: step.width, channels: arriving?.channels ?? null };
    shapes.push(`${step.kind} ${writeArriving(arriving)}`);
  }
  return { arriving, last, shapes };
}

function isSized(step: Step): step is SizedStep {
  return step.kind === "resize" || step.kind === "pad" || step.kind === "crop";
}

function isPossible({ kind, height, width }: SizedStep, image: Arriving): boolean {
  if (kind === "resize") return true;
  return kind === "pad"
    ? height >= image.height && width >= image.width
    : height <= image.height && width <= image.width;
}

/** Gives the last step that sets a size the model's; where there is none, adds one: margins where they do, else a resizing. */
function resizing(
  { node, augment, preprocess }: Experiment,
  { last }: Way,
  arriving: Arriving,
  input: MapShape,
): Fix | null {
  const { height, width } = input;
  if (arriving.channels !== null && arriving.channels !== input.channels) return null;
  if (last !== null) return withSize(last.placed, input, last.before);
  if (augment.length > 0) return null;
  const isLarger = height >= arriving.height && width >= arriving.width;
  const step = writeStep({ kind: isLarger ? "pad" : "resize", height, width });
  const [first] = preprocess;
  if (first === undefined) {
    const end = node.span.end - 1;
    return replacement(`preprocess ${step}`, { start: end, end }, ` preprocess ${step}, scale `);
  }
  const { start } = first.span;
  return replacement(`preprocess ${step}, …`, { start, end: start }, `${step}, `);
}

/** Gives a step that cannot be made the size of the models, where it is the last that sets one and they agree on it. */
function toInput(placed: Placed<SizedStep>, before: Arriving, context: ExperimentContext): Fix | null {
  const { preprocess, augment } = context.experiment;
  const [input, ...others] = modelPlans(context).map((model) => model.input);
  const isLast = [...preprocess, ...augment].findLast(({ step }) => isSized(step))?.span === placed.span;
  const agree = others.every(({ height, width }) => height === input?.height && width === input.width);
  if (input === undefined || !isLast || !agree) return null;
  return withSize(placed, input, before);
}

/** A step to the size of a model's input: a resizing where a padding cannot reach it, nothing where a crop cannot. */
function withSize(
  { step, whole }: Placed<SizedStep>,
  { height, width }: MapShape,
  before: Arriving | null,
): Fix | null {
  const isReached = before === null || isPossible({ ...step, height, width }, before);
  // A crop is one of the random changes, among which there is no resizing.
  if (!isReached && step.kind === "crop") return null;
  const text = writeStep({ kind: isReached ? step.kind : "resize", height, width });
  return replacement(text, whole, text);
}

function writeStep({ kind, height, width }: SizedStep): string {
  return `${kind} ${height}x${width}`;
}

function writeArriving({ height, width, channels }: Arriving): string {
  return channels === null ? `${height}x${width}` : writeShape({ kind: "map", height, width, channels });
}
