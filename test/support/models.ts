/** Small stacked what-where auto-encoders, written by hand with the layers, in every combination that tests ask for. */
import {
  batchNorm,
  conv,
  dense,
  dropout,
  flatten,
  heNormal,
  l2,
  lecunNormal,
  lossTerm,
  nll,
  ones,
  pool,
  relu,
  running,
  unflatten,
  unpool,
  zeros,
  type LossTerm,
  type Model,
  type ParameterSpecs,
  type ParameterTree,
  type PoolOptions,
  type Tensor,
  type Where,
} from "swwae/runtime";

export interface StageOptions {
  /** Channels of the stage's convolutions, in order. */
  readonly channels: readonly number[];
  readonly kernel: readonly [height: number, width: number];
  readonly pool: readonly [rows: number, columns: number];
}

export interface ModelOptions {
  readonly input: readonly [height: number, width: number, channels: number];
  /** null: no classifier and no NLL. */
  readonly classes: number | null;
  /** Bottom first, at most three. */
  readonly stages: readonly StageOptions[];
  readonly where: "hard" | "soft" | "none" | "map";
  readonly beta?: number;
  /** Batch normalisation between each encoder convolution and its ReLU. */
  readonly normalised?: boolean;
  /** Rate of the dropout before the classifier and, where there is one, before the bottleneck. */
  readonly dropout?: number;
  /** Units of a dense layer that the auto-encoding path goes through. */
  readonly bottleneck?: number;
  readonly reduce?: "mean" | "sum";
}

type Map = Tensor<["n", number, number, number]>;
type Vectors = Tensor<["n", number]>;
type Layer<Kernel extends readonly number[]> = {
  readonly kernel: Tensor<Kernel>;
  readonly bias: Tensor<readonly [number]>;
};
type Convolution = Layer<readonly [number, number, number, number]>;
type Dense = Layer<readonly [number, number]>;
type Norm = Record<"scale" | "shift" | "mean" | "variance", Tensor<readonly [number]>>;

const names = ["bottom", "middle", "top"];

/** A stage as built: its sizes before and after pooling. */
interface Stage extends StageOptions {
  readonly name: string;
  readonly inputChannels: number;
  readonly pooled: readonly [height: number, width: number, channels: number];
}

/** A mirrored model: NLL 1, L2rec 0.5, and an L2M of 0.25 for every stage whose map comes out of the decoder. */
export function stackedModel(options: ModelOptions): Model {
  const stages = stagesOf(options);
  const top = stages.at(-1);
  if (top === undefined) throw new Error("a model has a stage");
  const code = top.pooled[0] * top.pooled[1] * top.pooled[2];
  const rate = options.dropout ?? 0;

  const encode = (p: ParameterTree, image: Tensor) => {
    let map = image as Map;
    const encoded: Record<string, { what: Map; where: Where }> = {};
    for (const stage of stages) {
      stage.channels.forEach((_, at) => {
        map = conv(map, inside<Convolution>(p, "encoder", stage.name, `conv${at + 1}`));
        if (options.normalised) map = batchNorm(map, inside<Norm>(p, "encoder", stage.name, `norm${at + 1}`));
        map = relu(map);
      });
      const { what, where } = pool(map, poolOptions(options, stage));
      map = what;
      encoded[stage.name] = { what: map, where };
    }
    return { ...encoded, stages: encoded, code: map };
  };

  const throughBottleneck = (p: ParameterTree, map: Tensor): Map => {
    if (options.bottleneck === undefined) return map as Map;
    const squeezed = relu(dense(dropout(flatten(map as Map), rate), inside<Dense>(p, "encoder", "code")));
    return relu(unflatten(dense(squeezed, inside<Dense>(p, "decoder", "code")), [...top.pooled] as const));
  };

  const decode = (p: ParameterTree, start: Tensor, where: object) => {
    const wheres = where as Record<string, Where>;
    let map = throughBottleneck(p, start);
    const feeding: Record<string, Map> = {};
    for (const stage of stages.toReversed()) {
      feeding[stage.name] = map;
      const at = wheres[stage.name];
      if (at === undefined) throw new Error(`the where of ${stage.name} is missing`);
      map = unpool(map, at) as Map;
      for (let layer = stage.channels.length; layer >= 1; layer -= 1) {
        map = conv(map, inside<Convolution>(p, "decoder", stage.name, `conv${layer}`));
        if (stage !== stages[0] || layer > 1) map = relu(map);
      }
    }
    return { ...feeding, stages: feeding, image: map };
  };

  const classify = (p: ParameterTree, start: Tensor): Vectors =>
    dense(dropout(flatten(start as Map), rate), inside<Dense>(p, "classifier"));

  const decodeEncoded = (p: ParameterTree, encoded: ReturnType<typeof encode>) =>
    decode(
      p,
      encoded.code,
      Object.fromEntries(Object.entries(encoded.stages).map(([name, { where }]) => [name, where])),
    );

  return {
    name: "Stacked",
    input: options.input,
    classes: options.classes,
    stages: stages.map(({ name }) => name),
    parameters: parametersOf(options, stages, code),
    encode,
    decode,
    classify: options.classes === null ? null : classify,
    reconstruct: (p, image) => decodeEncoded(p, encode(p, image)).image,
    loss(p, { image, labels }) {
      const encoded = encode(p, image);
      const decoded = decodeEncoded(p, encoded);
      const reduce = options.reduce ?? "mean";
      const terms: LossTerm[] = [];
      if (options.classes !== null) {
        terms.push(lossTerm("NLL", 1, nll(classify(p, encoded.code), labels as Vectors)));
      }
      terms.push(lossTerm("L2rec", 0.5, l2(decoded.image, image as Map, reduce)));
      for (const stage of options.bottleneck === undefined ? stages.slice(0, -1) : stages) {
        const [a, b] = [decoded.stages[stage.name], encoded.stages[stage.name]?.what];
        if (a && b) terms.push(lossTerm(`L2M ${stage.name}`, 0.25, l2(a, b, reduce)));
      }
      return terms;
    },
  };
}

function stagesOf({ input, stages }: ModelOptions): readonly Stage[] {
  let [height, width, channels] = input;
  return stages.map((stage, at) => {
    const inputChannels = channels;
    [height, width] = [Math.floor(height / stage.pool[0]), Math.floor(width / stage.pool[1])];
    channels = stage.channels.at(-1) ?? channels;
    return { ...stage, name: names[at] ?? "", inputChannels, pooled: [height, width, channels] };
  });
}

function parametersOf(options: ModelOptions, stages: readonly Stage[], code: number): ParameterSpecs {
  const encoder: Record<string, ParameterSpecs> = {};
  const decoder: Record<string, ParameterSpecs> = {};
  for (const { name, channels, kernel, inputChannels } of stages) {
    const down: Record<string, ParameterSpecs> = {};
    const up: Record<string, ParameterSpecs> = {};
    channels.forEach((filters, at) => {
      const before = channels[at - 1] ?? inputChannels;
      down[`conv${at + 1}`] = { kernel: heNormal([...kernel, before, filters]), bias: zeros([filters]) };
      if (options.normalised) down[`norm${at + 1}`] = normOf(filters);
      up[`conv${at + 1}`] = { kernel: heNormal([...kernel, filters, before]), bias: zeros([before]) };
    });
    encoder[name] = down;
    decoder[name] = up;
  }
  if (options.bottleneck !== undefined) {
    encoder["code"] = { kernel: heNormal([code, options.bottleneck]), bias: zeros([options.bottleneck]) };
    decoder["code"] = { kernel: heNormal([options.bottleneck, code]), bias: zeros([code]) };
  }
  if (options.classes === null) return { encoder, decoder };
  const classifier = { kernel: lecunNormal([code, options.classes]), bias: zeros([options.classes]) };
  return { encoder, decoder, classifier };
}

function normOf(channels: number): ParameterSpecs {
  return {
    scale: ones([channels]),
    shift: zeros([channels]),
    mean: running(zeros([channels])),
    variance: running(ones([channels])),
  };
}

function poolOptions(options: ModelOptions, stage: Stage): PoolOptions<number, number> {
  return options.where === "soft"
    ? { size: stage.pool, where: "soft", beta: options.beta ?? 5 }
    : { size: stage.pool, where: options.where };
}

/** A group of parameters, under the type that the model's own declaration gives it. */
function inside<Group>(parameters: ParameterTree, ...path: readonly string[]): Group {
  return path.reduce<unknown>((tree, name) => (tree as Record<string, unknown>)[name], parameters) as Group;
}
