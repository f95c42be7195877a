/** SW0811 and SW0812: the images of a data set, padded and cropped, have the shape of the model's input. */
import { writeShape } from "../../check/shapes.js";
import { type Fix, replacement } from "../../diagnostics/diagnostic.js";
import type { MapShape } from "../../plan/plan.js";
import { factsOf } from "../dataFacts.js";
import type { Experiment } from "../experiment.js";
import { type ExperimentContext, modelPlans } from "../rule.js";

export function imagesFit(context: ExperimentContext): void {
  const { experiment, report } = context;
  for (const { value, span } of experiment.settings.data.points) {
    const facts = factsOf(value);
    const arriving = facts && prepare(facts.shape, context);
    if (facts === null || arriving === null) continue;
    for (const { name, input } of modelPlans(context)) {
      if (writeShape(input) === writeShape(arriving.shape)) continue;
      report("SW0811", {
        span,
        values: {
          data: value.name,
          shape: writeShape(arriving.shape),
          model: name,
          input: writeShape(input),
        },
        notes: arriving.steps.length > 1 ? [arriving.steps.join(" → ")] : [],
        fix: padding(experiment, arriving.shape, input),
      });
    }
  }
}

/** The shape behind all steps; null, with a diagnostic, where one does not fit. */
function prepare(
  image: MapShape,
  { experiment, report }: ExperimentContext,
): { shape: MapShape; steps: string[] } | null {
  let shape = image;
  const steps = [writeShape(shape)];
  for (const { step, span } of [...experiment.preprocess, ...experiment.augment]) {
    if (step.kind !== "pad" && step.kind !== "crop") continue;
    const { height, width, kind } = step;
    const fits =
      kind === "pad"
        ? height >= shape.height && width >= shape.width
        : height <= shape.height && width <= shape.width;
    if (!fits) {
      const values = {
        step: `${kind} ${height}x${width}`,
        how: kind === "pad" ? "smaller" : "larger",
        image: writeShape(shape),
      };
      report("SW0812", { span, values });
      return null;
    }
    shape = { ...shape, height, width };
    steps.push(`${kind} ${writeShape(shape)}`);
  }
  return { shape, steps };
}

/** Adds a padding where the images are too small and nothing pads them yet. */
function padding({ node, augment, preprocess }: Experiment, shape: MapShape, input: MapShape): Fix | null {
  const isLarger =
    input.height >= shape.height && input.width >= shape.width && input.channels === shape.channels;
  if (!isLarger || augment.length > 0) return null;
  const step = `pad ${input.height}x${input.width}`;
  const [first] = preprocess;
  if (first === undefined) {
    const end = node.span.end - 1;
    return replacement(`preprocess ${step}`, { start: end, end }, ` preprocess ${step}, scale `);
  }
  if (preprocess.some((placed) => placed.step.kind === "pad")) return null;
  const { start } = first.span;
  return replacement(`preprocess ${step}, …`, { start, end: start }, `${step}, `);
}
