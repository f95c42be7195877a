/** The layers of a plan as nodes of a TensorFlow graph. */
import type { BatchNormPlan, ConvPlan, LayerPlan } from "../../plan/plan.js";
import { weightsOf } from "../trained.js";
import { float, integerList, word } from "./graphBuilder.js";
import { type Held, type MapGraph, sizesOf } from "./mapGraph.js";

/** Keeps the division of a batch normalisation finite; the runtime adds the same to the variance. */
const epsilon = 1e-5;

/** Applies layers one after the other; `label` is the part they belong to, such as "encoder.bottom". */
export function applyLayers(graph: MapGraph, layers: readonly LayerPlan[], input: Held, label: string): Held {
  return layers.reduce((held, layer) => applyLayer(graph, layer, held, label), input);
}

function applyLayer(graph: MapGraph, layer: LayerPlan, { value }: Held, label: string): Held {
  const shape = layer.output;
  switch (layer.kind) {
    case "conv":
      return { value: convolve(graph, layer, value), shape };
    case "dense": {
      const path = layer.parameters.join(".");
      const inputs = [value, graph.parameter(layer.parameters, "kernel")];
      const product = graph.builder.add("MatMul", inputs, `${path}.product`, {
        transpose_a: { b: false },
        transpose_b: { b: false },
      });
      const bias = graph.parameter(layer.parameters, "bias");
      return { value: graph.binary("AddV2", product, bias, path), shape };
    }
    case "batchnorm":
      return { value: normalise(graph, layer, value), shape };
    case "relu":
      return { value: graph.unary("Relu", value, `${label}.relu`), shape };
    case "dropout":
      return { value, shape };
    case "flatten":
      return { value: graph.reshape(value, sizesOf(shape), `${label}.flat`), shape };
    case "unflatten":
      return { value: graph.reshape(value, sizesOf(shape), `${label}.unflat`), shape };
  }
}

/** TensorFlow's SAME, at stride 1, puts ⌊(k−1)/2⌋ rows above and the rest below, as the plan says. */
function convolve(graph: MapGraph, { parameters }: ConvPlan, map: string): string {
  const path = parameters.join(".");
  const convolved = graph.builder.add(
    "Conv2D",
    [map, graph.parameter(parameters, "kernel")],
    `${path}.product`,
    {
      strides: integerList([1, 1, 1, 1]),
      dilations: integerList([1, 1, 1, 1]),
      padding: word("SAME"),
      data_format: word("NHWC"),
    },
  );
  return graph.builder.add("BiasAdd", [convolved, graph.parameter(parameters, "bias")], path, {
    T: float,
    data_format: word("NHWC"),
  });
}

/** With running statistics, batch normalisation is one product and one sum by channel; both are computed here. */
function normalise(graph: MapGraph, { parameters, output }: BatchNormPlan, value: string): string {
  const path = parameters.join(".");
  const [scale, shift, mean, variance] = (["scale", "shift", "mean", "variance"] as const).map((name) =>
    weightsOf(graph.trained, parameters, name),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const channels = output.kind === "map" ? output.channels : output.features;
  const factor = scale.map((number, at) => number / Math.sqrt(variance[at]! + epsilon));
  const summand = Float32Array.from(shift, (number, at) => {
    const exact = scale[at]! / Math.sqrt(variance[at]! + epsilon);
    return number - mean[at]! * exact;
  });
  const constant = (name: string, data: Float32Array) =>
    graph.builder.weights(`${path}.${name}`, [channels], data, parameters[0]);
  const scaled = graph.binary("Mul", value, constant("factor", factor), `${path}.scaled`);
  return graph.binary("AddV2", scaled, constant("summand", summand), path);
}
