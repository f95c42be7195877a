/** Emitted ONNX models and generated modules, run side by side on the same parameters and images. */
import { createRequire } from "node:module";
import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-common";
import {
  coordinates,
  feed,
  finishProgram,
  Graph,
  initialise,
  type Model,
  parameterList,
  type Program,
  randomStream,
  type Tensor,
  type TensorValue,
  traceParameters,
  type Where,
} from "swwae/runtime";
import type { ModelPlan } from "../../../src/compiler/plan/plan.js";
import { engineOf } from "../../support/engines.js";
import { count } from "../../support/values.js";

const ort = createRequire(import.meta.url)("onnxruntime-node") as typeof import("onnxruntime-common");

/** Initial weights, but with biases, shifts and statistics of their own, so that none of them can be forgotten. */
export function livelyParameters(model: Model, seed: number): Map<string, TensorValue> {
  const start = initialise(model, seed);
  const stream = randomStream(seed, "lively");
  return new Map(
    parameterList(model).map(({ name, shape }) => {
      const data = Float32Array.from(start.get(name)?.data ?? []);
      if (/\.(bias|shift|mean)$/.test(name)) data.forEach((_, at) => (data[at] = 0.2 * stream.normal()));
      if (/\.(scale|variance)$/.test(name)) data.forEach((_, at) => (data[at] = 0.02 + stream.uniform()));
      return [name, { shape, data }];
    }),
  );
}

/** Runs the generated functions of a model: every what, the coordinates of every where, code, logits and reconstruction. */
export async function runGenerated(
  model: Model,
  plan: ModelPlan,
  parameters: ReadonlyMap<string, TensorValue>,
  images: TensorValue,
): Promise<Record<string, number[]>> {
  const engine = await engineOf("onnx");
  const state = await engine.createState(parameters);
  const executable = await engine.compile(generatedProgram(model, plan, images.shape));
  try {
    const outputs = await executable.run(state, { image: images.data });
    return Object.fromEntries(Object.entries(outputs).map(([name, data]) => [name, [...data]]));
  } finally {
    await executable.dispose();
    await state.dispose();
  }
}

function generatedProgram(model: Model, plan: ModelPlan, shape: readonly number[]): Program {
  const graph = new Graph(false);
  const parameters = traceParameters(graph, model.parameters);
  const image = feed(graph, "image", shape);
  const encoded = model.encode(parameters, image);
  const outputs = new Map<string, Tensor>([["code", encoded.code]]);
  const stages = encoded as unknown as Record<string, { what: Tensor; where?: Where }>;
  for (const { name } of plan.stages) {
    const stage = stages[name];
    if (stage === undefined) continue;
    outputs.set(`what.${name}`, stage.what);
    if (stage.where?.kind === "map") outputs.set(`where.${name}`, stage.where.values);
    const place = stage.where && coordinates(stage.where);
    if (!place) continue;
    outputs.set(`where.${name}.x`, place.x);
    outputs.set(`where.${name}.y`, place.y);
  }
  if (model.classify !== null) outputs.set("logits", model.classify(parameters, encoded.code));
  outputs.set("reconstruction", model.reconstruct(parameters, image));
  return finishProgram("generated", graph, outputs);
}

/** Runs an emitted model in ONNX Runtime. */
export async function runEmitted(
  bytes: Uint8Array,
  parameters: ReadonlyMap<string, TensorValue>,
  images: TensorValue,
): Promise<Record<string, OrtTensor>> {
  const session: InferenceSession = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  try {
    const inputs: Record<string, OrtTensor> = {};
    for (const name of session.inputNames) {
      const value = name === "image" ? images : parameters.get(name);
      if (value === undefined) throw new Error(`the emitted model asks for ${name}`);
      inputs[name] = new ort.Tensor("float32", value.data, value.shape);
    }
    return { ...(await session.run(inputs)) };
  } finally {
    await session.release();
  }
}

/** Coordinates of hard wheres, [n, rows, columns, channels], from indices into the flattened [n, channels, height, width]. */
export function coordinatesOfSwitches(
  { data, dims }: OrtTensor,
  { input, size }: NonNullable<ModelPlan["stages"][number]["pool"]>,
): { x: number[]; y: number[] } {
  if (!(data instanceof BigInt64Array)) throw new TypeError("switches are int64");
  const [n = 0, channels = 0, rows = 0, columns = 0] = dims;
  const x = Array.from({ length: count(dims) }, () => NaN);
  const y = [...x];
  data.forEach((value, at) => {
    const index = Number(value);
    const [row, column] = [Math.floor(at / columns) % rows, at % columns];
    const plane = Math.floor(index / (input.height * input.width));
    if (plane !== Math.floor(at / (rows * columns)) || plane >= n * channels)
      throw new Error("a switch lies in another map");
    const inRow = (Math.floor(index / input.width) % input.height) - row * size[0];
    const inColumn = (index % input.width) - column * size[1];
    const target =
      ((Math.floor(plane / channels) * rows + row) * columns + column) * channels + (plane % channels);
    x[target] = size[1] === 1 ? 0 : (2 * inColumn) / (size[1] - 1) - 1;
    y[target] = size[0] === 1 ? 0 : 1 - (2 * inRow) / (size[0] - 1);
  });
  return { x, y };
}
