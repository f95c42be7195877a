/** What is done to an image before the model is shown it, as nodes on maps [n, height, width, channels]. */
import { filterMatrix, transposed, triangleFilter } from "../../../resampling/triangleFilter.js";
import type { MapShape } from "../../plan/plan.js";
import { blankContrast, type ImageStep, mapAfter, type TrainedImages } from "../trained.js";
import { integerList, word } from "./graphBuilder.js";
import type { Held, MapGraph } from "./mapGraph.js";

/** Applies the steps in order. */
export function applyImageSteps(
  graph: MapGraph,
  steps: TrainedImages["steps"],
  image: Held<MapShape>,
): Held<MapShape> {
  return steps.reduce(
    (held, step) => ({ value: applyStep(graph, step, held), shape: mapAfter(step, held.shape) }),
    image,
  );
}

function applyStep(graph: MapGraph, step: ImageStep, { value, shape }: Held<MapShape>): string {
  switch (step.kind) {
    case "pad": {
      const below = step.height - step.top - shape.height;
      const right = step.width - step.left - shape.width;
      return graph.pad(value, [step.top, below, step.left, right], "image.padded");
    }
    case "crop":
      return graph.slice(value, [step.top, step.left], [step.height, step.width], "image.cropped");
    case "resize":
      return resize(graph, step, value, shape);
    case "standardise": {
      const constant = (numbers: readonly number[]) => graph.builder.floats([shape.channels], numbers);
      const centred = graph.binary("Sub", value, constant(step.mean), "image.centred");
      return graph.binary("RealDiv", centred, constant(step.deviation), "image.standardised");
    }
    case "contrast":
      return normaliseContrast(graph, step.size, value);
  }
}

/** Each axis is brought to the end, and multiplied by a matrix: first the columns, then the rows. */
function resize(
  graph: MapGraph,
  { height, width }: Extract<ImageStep, { kind: "resize" }>,
  image: string,
  shape: MapShape,
): string {
  const { channels } = shape;
  const along = (value: string, from: number, to: number, label: string): string => {
    const matrix = graph.builder.floats([from, to], transposed(filterMatrix(triangleFilter(from, to)), to));
    return graph.builder.add("MatMul", [graph.reshape(value, [-1, from], `${label}.lines`), matrix], label, {
      transpose_a: { b: false },
      transpose_b: { b: false },
    });
  };
  const planes = graph.transpose(image, [0, 3, 1, 2], "image.planes");
  const wide = along(planes, shape.width, width, "image.wide");
  const mapped = graph.reshape(wide, [-1, channels, shape.height, width], "image.wide.map");
  const turned = graph.transpose(mapped, [0, 1, 3, 2], "image.wide.turned");
  const resized = along(turned, shape.height, height, "image.resized");
  const back = graph.reshape(resized, [-1, channels, width, height], "image.resized.map");
  return graph.transpose(back, [0, 3, 2, 1], "image.resized.plain");
}

/** Subtractive, then divisive normalisation; see the runtime's localContrast for the formula. */
function normaliseContrast(graph: MapGraph, size: number, image: string): string {
  const { builder } = graph;
  const localMean = (values: string, label: string): string => {
    const overChannels = graph.reduce("Mean", values, [3], `image.${label}.channels`);
    // SAME reaches ⌊(size−1)/2⌋ pixels up and left, and means are over the pixels that exist.
    return builder.add("AvgPool", [overChannels], `image.${label}`, {
      ksize: integerList([1, size, size, 1]),
      strides: integerList([1, 1, 1, 1]),
      padding: word("SAME"),
      data_format: word("NHWC"),
    });
  };
  const centred = graph.binary("Sub", image, localMean(image, "localMean"), "image.centred");
  const squares = graph.binary("Mul", centred, centred, "image.squares");
  const deviation = graph.unary("Sqrt", localMean(squares, "localVariance"), "image.localDeviation");
  const mean = graph.reduce("Mean", deviation, [1, 2, 3], "image.meanDeviation");
  const divisor = graph.binary("Maximum", deviation, mean, "image.divisor");
  const blank = builder.scalar(blankContrast);
  const lack = graph.unary("Relu", graph.binary("Sub", blank, divisor, "image.lack"), "image.blank");
  const counts = graph.binary(
    "Sub",
    builder.scalar(1),
    graph.unary("Sign", lack, "image.blankSign"),
    "image.counts",
  );
  const safe = graph.binary("Maximum", divisor, blank, "image.safeDivisor");
  return graph.binary(
    "Mul",
    graph.binary("RealDiv", centred, safe, "image.divided"),
    counts,
    "image.normalised",
  );
}
