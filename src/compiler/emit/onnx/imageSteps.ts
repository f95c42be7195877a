/** What is done to an image before the model is shown it, as ONNX nodes on maps [n, channels, height, width]. */
import { filterMatrix, transposed, triangleFilter } from "../../../resampling/triangleFilter.js";
import type { MapShape } from "../../plan/plan.js";
import { blankContrast, type ImageStep, mapAfter, type TrainedImages } from "../trained.js";
import { type Held, heldDimensions, type InferenceGraph } from "./inferenceGraph.js";

/** Applies the steps in order. */
export function applyImageSteps(
  graph: InferenceGraph,
  steps: TrainedImages["steps"],
  image: Held<MapShape>,
): Held<MapShape> {
  return steps.reduce((held, step) => applyStep(graph, step, held), image);
}

function applyStep(graph: InferenceGraph, step: ImageStep, { name, shape }: Held<MapShape>): Held<MapShape> {
  const { builder } = graph;
  const after = mapAfter(step, shape);
  const held = (node: string): Held<MapShape> => ({ name: node, shape: after });
  const dimensions = heldDimensions(after);
  switch (step.kind) {
    case "pad": {
      const [below, right] = [step.height - step.top - shape.height, step.width - step.left - shape.width];
      const margins = builder.integers([0, 0, step.top, step.left, 0, 0, below, right]);
      return held(graph.add({ operator: "Pad", inputs: [name, margins], label: "image.padded", dimensions }));
    }
    case "crop": {
      const first = builder.integers([step.top, step.left]);
      const end = builder.integers([step.top + step.height, step.left + step.width]);
      const inputs = [name, first, end, builder.integers([2, 3])];
      return held(graph.add({ operator: "Slice", inputs, label: "image.cropped", dimensions }));
    }
    case "resize": {
      const rows = filterMatrix(triangleFilter(shape.height, step.height));
      const columns = filterMatrix(triangleFilter(shape.width, step.width));
      const wide = graph.add({
        operator: "MatMul",
        inputs: [name, builder.floats([shape.width, step.width], transposed(columns, step.width))],
        label: "image.wide",
        dimensions: heldDimensions({ ...after, height: shape.height }),
      });
      const inputs = [builder.floats([step.height, shape.height], rows), wide];
      return held(graph.add({ operator: "MatMul", inputs, label: "image.resized", dimensions }));
    }
    case "standardise": {
      const constant = (values: readonly number[]) => builder.floats([1, shape.channels, 1, 1], values);
      const binary = (operator: string, left: string, values: readonly number[], label: string) =>
        graph.add({ operator, inputs: [left, constant(values)], label, dimensions });
      const centred = binary("Sub", name, step.mean, "image.centred");
      return held(binary("Div", centred, step.deviation, "image.standardised"));
    }
    case "contrast":
      return held(normaliseContrast(graph, step.size, name, shape));
  }
}

/** Subtractive, then divisive normalisation; see the runtime's localContrast for the formula. */
function normaliseContrast(graph: InferenceGraph, size: number, image: string, shape: MapShape): string {
  const { builder } = graph;
  const single = heldDimensions({ ...shape, channels: 1 });
  const whole = heldDimensions(shape);
  const add = (operator: string, inputs: readonly string[], label: string, dimensions = whole) =>
    graph.add({ operator, inputs, label: `image.${label}`, dimensions });
  const localMean = (values: string, label: string): string => {
    const overChannels = graph.add({
      operator: "ReduceMean",
      inputs: [values],
      label: `image.${label}.channels`,
      dimensions: single,
      attributes: { axes: [1], keepdims: 1 },
    });
    const [before, after] = [Math.floor((size - 1) / 2), Math.floor(size / 2)];
    return graph.add({
      operator: "AveragePool",
      inputs: [overChannels],
      label: `image.${label}`,
      dimensions: single,
      // At the border, means are over the pixels that exist.
      attributes: { kernel_shape: [size, size], pads: [before, before, after, after], count_include_pad: 0 },
    });
  };
  const centred = add("Sub", [image, localMean(image, "localMean")], "centred");
  const squares = add("Mul", [centred, centred], "squares");
  const deviation = add("Sqrt", [localMean(squares, "localVariance")], "localDeviation", single);
  const mean = graph.add({
    operator: "ReduceMean",
    inputs: [deviation],
    label: "image.meanDeviation",
    dimensions: ["n", 1, 1, 1],
    attributes: { axes: [1, 2, 3], keepdims: 1 },
  });
  const divisor = add("Max", [deviation, mean], "divisor", single);
  const isBlank = add(
    "Relu",
    [add("Sub", [builder.scalar(blankContrast), divisor], "lack", single)],
    "blank",
    single,
  );
  const counts = add(
    "Sub",
    [builder.scalar(1), add("Sign", [isBlank], "blankSign", single)],
    "counts",
    single,
  );
  const safe = add("Max", [divisor, builder.scalar(blankContrast)], "safeDivisor", single);
  return add("Mul", [add("Div", [centred, safe], "divided"), counts], "normalised");
}
