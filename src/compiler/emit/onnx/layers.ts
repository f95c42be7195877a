/** The layers of a plan as ONNX nodes. */
import type { ConvPlan, DensePlan, LayerPlan } from "../../plan/plan.js";
import { type Held, heldDimensions, type InferenceGraph, parameterName } from "./inferenceGraph.js";

/** Keeps the division of a batch normalisation finite; the runtime adds the same to the variance. */
const epsilon = 1e-5;

/** Applies layers one after the other; `label` is the part they belong to, such as "encoder.bottom". */
export function applyLayers(
  graph: InferenceGraph,
  layers: readonly LayerPlan[],
  input: Held,
  label: string,
): Held {
  return layers.reduce((held, layer) => applyLayer(graph, layer, held, label), input);
}

function applyLayer(graph: InferenceGraph, layer: LayerPlan, input: Held, label: string): Held {
  switch (layer.kind) {
    case "conv":
      return convolve(graph, layer, input);
    case "dense":
      return multiply(graph, layer, input);
    case "batchnorm": {
      const path = parameterName(layer.parameters);
      const statistics = ["scale", "shift", "mean", "variance"].map((name) => `${path}.${name}`);
      return oneToOne(graph, "BatchNormalization", [input.name, ...statistics], path, layer, {
        epsilon: { float: epsilon },
      });
    }
    case "relu":
      return oneToOne(graph, "Relu", [input.name], `${label}.relu`, layer);
    case "dropout":
      return input;
    case "flatten": {
      const plain = graph.plain(input, `${label}.plain`);
      return {
        name: graph.reshape(plain, `${label}.flat`, [layer.output.features]),
        shape: layer.output,
      };
    }
    case "unflatten": {
      const { height, width, channels } = layer.output;
      const plain = graph.reshape(input.name, `${label}.unflat`, [height, width, channels]);
      return graph.channelsFirst(plain, `${label}.map`, layer.output);
    }
  }
}

/** Kernels come as [height, width, in, out] and are turned to ONNX's [out, in, height, width]. */
function convolve(graph: InferenceGraph, { kernel, input, output, parameters }: ConvPlan, from: Held): Held {
  const path = parameterName(parameters);
  const [height, width] = kernel;
  const weights = graph.add({
    operator: "Transpose",
    inputs: [`${path}.kernel`],
    label: `${path}.weights`,
    dimensions: [output.channels, input.channels, height, width],
    attributes: { perm: [3, 2, 0, 1] },
  });
  const [above, left] = [Math.floor((height - 1) / 2), Math.floor((width - 1) / 2)];
  const pads = [above, left, height - 1 - above, width - 1 - left];
  return oneToOne(
    graph,
    "Conv",
    [from.name, weights, `${path}.bias`],
    path,
    { output },
    {
      kernel_shape: kernel,
      pads,
    },
  );
}

function multiply(graph: InferenceGraph, { output, parameters }: DensePlan, from: Held): Held {
  const path = parameterName(parameters);
  return oneToOne(graph, "Gemm", [from.name, `${path}.kernel`, `${path}.bias`], path, { output });
}

/** A layer that is one node. */
function oneToOne(
  graph: InferenceGraph,
  operator: string,
  inputs: readonly string[],
  label: string,
  { output }: Pick<LayerPlan, "output">,
  attributes: Parameters<InferenceGraph["add"]>[0]["attributes"] = {},
): Held {
  const dimensions = heldDimensions(output);
  return { name: graph.add({ operator, inputs, label, dimensions, attributes }), shape: output };
}
