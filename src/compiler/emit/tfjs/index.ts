/**
 * Emission for TensorFlow.js: graph models that `tf.loadGraphModel` reads, one JSON file for each thing that a model computes, and
 * files of weights that they share. Their one input is `image` [n, height, width, channels] as the model's images are before any
 * preprocessing, pixels in [0, 1]; the preprocessing is in the graphs.
 */
import type { TrainedPlan } from "../trained.js";
import type { Constant, GraphBuilder, Port } from "./graphBuilder.js";
import { classifyGraph, encodeGraph, reconstructGraph } from "./graphs.js";

/** A file beside others, in a folder of their own. */
export interface TfjsFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Browsers keep files of this size in their caches; TensorFlow's own converter cuts at the same length. */
const shardBytes = 4 * 1024 * 1024;

/** Writes the graph models of a trained model. The same plan, weights and version give the same bytes. */
export function emitTfjs(trained: TrainedPlan, options: { version: string }): TfjsFile[] {
  const classify = classifyGraph(trained);
  const graphs = [
    ["encode", encodeGraph(trained)],
    ...(classify === null ? [] : [["classify", classify] as const]),
    ["reconstruct", reconstructGraph(trained)],
  ] as const;
  const shards = new Map<string, readonly TfjsFile[]>();
  const models = graphs.map(([kind, graph]): TfjsFile => {
    const groups = byGroup(graph.constants);
    for (const [group, constants] of groups) {
      if (!shards.has(group)) shards.set(group, cut(group, constants));
    }
    const weightsManifest = [...groups].map(([group, constants]) => ({
      paths: (shards.get(group) ?? []).map(({ name }) => name),
      weights: constants.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
    }));
    const content = {
      format: "graph-model",
      generatedBy: `swwae ${options.version}`,
      convertedBy: null,
      signature: signatureOf(graph),
      userDefinedMetadata: trained.metadata,
      modelTopology: { node: graph.nodes, library: {}, versions: { producer: 1882 } },
      weightsManifest,
    };
    return { name: `${kind}.json`, content: `${JSON.stringify(content)}\n` };
  });
  return [...models, ...[...shards.values()].flat()];
}

/** Every graph has the constants of a part of the model whole, or not at all, and in the same order. */
function byGroup(constants: readonly Constant[]): Map<string, readonly Constant[]> {
  const groups = new Map<string, Constant[]>();
  for (const constant of constants) {
    const group = groups.get(constant.group);
    if (group === undefined) groups.set(constant.group, [constant]);
    else group.push(constant);
  }
  return groups;
}

/** The numbers of constants one after the other, in files that are not too long. */
function cut(group: string, constants: readonly Constant[]): TfjsFile[] {
  const bytes = Buffer.concat(
    constants.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
  const count = Math.max(1, Math.ceil(bytes.length / shardBytes));
  return Array.from({ length: count }, (_, index) => ({
    name: `${group}-${index + 1}of${count}.bin`,
    content: bytes.subarray(index * shardBytes, (index + 1) * shardBytes),
  }));
}

function signatureOf({ inputs, outputs }: GraphBuilder) {
  return { inputs: signatureOfPorts(inputs), outputs: signatureOfPorts(outputs) };
}

function signatureOfPorts(ports: readonly Port[]) {
  return Object.fromEntries(
    ports.map(({ name, shape }) => [
      name,
      {
        name: `${name}:0`,
        dtype: "DT_FLOAT",
        tensorShape: { dim: shape.map((size) => ({ size: String(size) })) },
      },
    ]),
  );
}
