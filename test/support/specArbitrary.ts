/**
 * Random specs for property tests: every spec that comes out is valid.
 *
 * A spec is generated as data with its shapes followed along, so that poolings fit, and then written as text, in the block form or in the paper's
 * notation.
 */
import * as fc from "fast-check";

export interface SpecLimits {
  /** Largest height and width of the input. */
  readonly size?: number;
  /** Largest number of channels and features. */
  readonly channels?: number;
  /** Largest number of convolutional stages. */
  readonly stages?: number;
}

/** The text of a spec with one model, called `Model`. Warnings may arise, errors never. */
export function specArbitrary(limits: SpecLimits = {}): fc.Arbitrary<string> {
  const plain = fc.oneof(
    { weight: 3, arbitrary: blockSpec(limits) },
    { weight: 1, arbitrary: notationSpec(limits) },
  );
  return fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: plain.chain(withParameters) });
}

/**
 * The same spec with some of its counts computed from parameters, its where given by one, and some activations in a repeat: it means what it
 * meant before.
 */
export function withParameters(text: string): fc.Arbitrary<string> {
  return fc.array(fc.nat(5), { minLength: 8, maxLength: 8 }).map((choices) => {
    const parameters: string[] = [];
    let place = 0;
    const choose = (): number => choices[place++ % choices.length] ?? 0;
    const computed = (value: string): string => {
      const name = `p${parameters.length}`;
      switch (choose()) {
        case 0:
          parameters.push(`${name}: int = ${value}`);
          return `(${name})`;
        case 1:
          parameters.push(`${name}: int = ${2 * Number(value)}`);
          return `(${name} / 2)`;
        case 2:
          parameters.push(`${name}: int = ${Number(value)} - 1`);
          return `(1 + ${name})`;
        default:
          return value;
      }
    };
    const changed = text
      .replace(/conv (\d+)x(\d+) (\d+)/g, (_, height: string, width: string, maps: string) => {
        return `conv ${computed(height)}x${computed(width)} ${computed(maps)}`;
      })
      .replace(
        /pool (\d+)x(\d+)/g,
        (_, rows: string, columns: string) => `pool ${computed(rows)}x${computed(columns)}`,
      )
      .replace(/dense (\d+)/g, (_, features: string) => `dense ${computed(features)}`)
      .replace(/\((\d+)\)(?=[0-9x]+c)/g, (_, maps: string) => (choose() < 2 ? `(${maps} * 1)` : `(${maps})`))
      .replace(/ {2}relu {2}/g, (relu) => (choose() < 2 ? "  repeat 1 { relu }  " : relu))
      .replace(/^( {2}| {0})where (hard|none|soft beta \S+)$/m, (whole, indent: string, kind: string) => {
        if (choose() > 2) return whole;
        parameters.push(`w: where = ${kind}`);
        return `${indent}where w`;
      });
    return parameters.length === 0
      ? changed
      : changed.replace("model Model", `model Model(${parameters.join(", ")})`);
  });
}

interface Pooling {
  readonly rows: number;
  readonly columns: number;
}

interface ConvolutionalStage {
  readonly layers: readonly string[];
  /** Fractions of the map that a region covers, since the map's size is known only in context; null for no pooling. */
  readonly pool: { readonly rows: number; readonly columns: number } | null;
  readonly where: string | null;
  readonly dropout: string | null;
}

const rate = fc.constantFrom("0", "0.1", "0.25", "0.5");
const whereKind = fc.oneof(
  fc.constantFrom("hard", "none", "map"),
  fc.constantFrom("0.5", "1", "10", "100").map((beta) => `soft beta ${beta}`),
);
const weight = fc.constantFrom("0", "0.1", "0.5", "1", "1e-3", "2.5");
const kernelSide = fc.integer({ min: 1, max: 5 });
/** Mostly 2x2, else up to the whole map, square or not. */
const poolFractions = fc.record({
  rows: fc.oneof(fc.constant(0.15), fc.double({ min: 0, max: 1, noNaN: true })),
  columns: fc.oneof(fc.constant(0.15), fc.double({ min: 0, max: 1, noNaN: true })),
});

function convolution(channels: number): fc.Arbitrary<string> {
  return fc
    .tuple(kernelSide, kernelSide, fc.integer({ min: 1, max: channels }))
    .map(([height, width, maps]) => `conv ${height}x${width} ${maps}`);
}

/** What may follow a convolution or a dense layer. */
const trimmings = fc.constantFrom<readonly string[]>(
  ["relu"],
  ["relu"],
  ["batchnorm", "relu"],
  [],
  ["batchnorm"],
  ["relu", "batchnorm"],
);

function weighted(layer: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  const noise = fc.option(rate, { freq: 4, nil: null });
  return fc
    .tuple(layer, trimmings, noise)
    .map(([first, rest, dropout]) => [first, ...rest, ...(dropout === null ? [] : [`dropout ${dropout}`])]);
}

function convolutionalStage(channels: number): fc.Arbitrary<ConvolutionalStage> {
  return fc.record({
    layers: fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .array(weighted(convolution(channels)), { minLength: 1, maxLength: 3 })
          .map((parts) => parts.flat()),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom<string[]>(["relu"], ["batchnorm"], ["batchnorm", "conv 3x3 2", "relu"]),
      },
    ),
    pool: fc.option(poolFractions, { freq: 5, nil: null }),
    where: fc.option(whereKind, { freq: 1, nil: null }),
    dropout: fc.option(rate, { freq: 1, nil: null }),
  });
}

function blockSpec({ size = 32, channels = 6, stages = 4 }: SpecLimits): fc.Arbitrary<string> {
  const dense = (layers: number) =>
    fc
      .array(weighted(fc.integer({ min: 1, max: channels * 2 }).map((features) => `dense ${features}`)), {
        minLength: 1,
        maxLength: layers,
      })
      .map((parts) => parts.flat());
  const classifier = fc
    .tuple(dense(2), fc.integer({ min: 2, max: 10 }), fc.boolean())
    .map(([hidden, classes, isDeep]) => [...(isDeep ? hidden : []), `dense ${classes}`]);
  return fc
    .record({
      input: fc.tuple(
        fc.integer({ min: 1, max: size }),
        fc.integer({ min: 1, max: size }),
        fc.integer({ min: 1, max: 3 }),
      ),
      convolutional: fc.array(convolutionalStage(channels), { minLength: 0, maxLength: stages }),
      dense: fc.array(dense(2), { maxLength: 2 }),
      classifier: fc.option(classifier, { freq: 3, nil: null }),
      where: fc.option(whereKind, { freq: 2, nil: null }),
      loss: lossEntries,
      documented: fc.boolean(),
    })
    .filter((spec) => spec.convolutional.length + spec.dense.length > 0)
    .map((spec) => {
      let [height, width] = spec.input;
      const written = spec.convolutional.map((stage, index) => {
        const pool = stage.pool && {
          rows: region(stage.pool.rows, height),
          columns: region(stage.pool.columns, width),
        };
        if (pool !== null) {
          height = Math.floor(height / pool.rows);
          width = Math.floor(width / pool.columns);
        }
        return writeStage(`s${index}`, stage, pool);
      });
      spec.dense.forEach((layers, index) => written.push(`stage d${index} { ${layers.join("  ")} }`));
      const names = [
        ...spec.convolutional.map((_, index) => `s${index}`),
        ...spec.dense.map((_, index) => `d${index}`),
      ];
      return [
        ...(spec.documented ? ["/// A model made at random.", "/// Its second line."] : []),
        "model Model {",
        `  input ${spec.input.join("x")}`,
        "  encoder {",
        ...written.map((stage) => `    ${stage}`),
        "  }",
        ...(spec.classifier ? [`  classifier { ${spec.classifier.join("  ")} }`] : []),
        ...(spec.where ? [`  where ${spec.where}`] : []),
        `  loss { ${writeLoss(spec.loss, names, spec.classifier !== null)} }`,
        "}",
        "",
      ].join("\n");
    });
}

function writeStage(name: string, stage: ConvolutionalStage, pool: Pooling | null): string {
  const layers = [...stage.layers];
  if (pool !== null) layers.push(`pool ${pool.rows}x${pool.columns}`);
  if (stage.dropout !== null) layers.push(`dropout ${stage.dropout}`);
  if (pool !== null && stage.where !== null) layers.push(`where ${stage.where}`);
  return `stage ${name} { ${layers.join("  ")} }`;
}

/** Rows of a region: at least 2 where the map has them. */
function region(fraction: number, available: number): number {
  return Math.min(available, 2 + Math.floor(fraction * Math.max(0, available - 1)));
}

interface LossEntries {
  readonly nll: string | null;
  readonly reconstruction: string | null;
  readonly middle: string | null;
  readonly both: string | null;
  /** A weight for one stage: the stage's number modulo their count. */
  readonly override: readonly [number, string] | null;
  readonly reduce: string | null;
}

const lossEntries: fc.Arbitrary<LossEntries> = fc.record({
  nll: fc.option(weight, { freq: 4, nil: null }),
  reconstruction: fc.option(weight, { nil: null }),
  middle: fc.option(weight, { freq: 1, nil: null }),
  both: fc.option(weight, { freq: 2, nil: null }),
  override: fc.option(fc.tuple(fc.nat(9), weight), { freq: 1, nil: null }),
  reduce: fc.option(fc.constantFrom("mean", "sum"), { freq: 1, nil: null }),
});

function writeLoss(loss: LossEntries, stages: readonly string[], hasClassifier: boolean): string {
  const stage = loss.override && stages[loss.override[0] % stages.length];
  return [
    hasClassifier && loss.nll && `NLL ${loss.nll}`,
    loss.both && `L2* ${loss.both}`,
    loss.reconstruction && `L2rec ${loss.reconstruction}`,
    loss.override && `L2M ${stage} ${loss.override[1]}`,
    loss.middle && `L2M ${loss.middle}`,
    loss.reduce && `reduce ${loss.reduce}`,
  ]
    .filter(Boolean)
    .join("  ");
}

/** A size as the notation writes it: square ones with one number. */
function side(height: number, width: number): string {
  return height === width ? String(height) : `${height}x${width}`;
}

function notationSpec({ size = 32, channels = 6, stages = 4 }: SpecLimits): fc.Arbitrary<string> {
  const noise = fc.option(rate, { freq: 1, nil: null });
  const convolution = fc
    .tuple(fc.integer({ min: 1, max: channels }), kernelSide, kernelSide, fc.boolean(), noise)
    .map(([maps, height, width, isNormed, dropout]) => [
      `(${maps})${side(height, width)}c`,
      ...(isNormed ? ["bn"] : []),
      ...(dropout === null ? [] : [`${dropout}do`]),
    ]);
  const stage = fc.record({
    convolutions: fc.array(convolution, { minLength: 1, maxLength: 2 }),
    pool: poolFractions,
    dropout: noise,
  });
  return fc
    .record({
      input: fc.tuple(
        fc.integer({ min: 1, max: size }),
        fc.integer({ min: 1, max: size }),
        fc.integer({ min: 1, max: 3 }),
      ),
      stages: fc.array(stage, { minLength: 1, maxLength: stages }),
      classifier: fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 2 }),
      where: fc.option(whereKind, { nil: null }),
      loss: lossEntries,
    })
    .map((spec) => {
      let [height, width] = spec.input;
      const parts = spec.stages.flatMap(({ convolutions, pool, dropout }) => {
        const rows = region(pool.rows, height);
        const columns = region(pool.columns, width);
        height = Math.floor(height / rows);
        width = Math.floor(width / columns);
        return [
          ...convolutions.flat(),
          `${side(rows, columns)}p`,
          ...(dropout === null ? [] : [`${dropout}do`]),
        ];
      });
      const names = spec.stages.map((_, index) => `stage${index + 1}`);
      const encoder = [...parts, ...spec.classifier.map((features) => `${features}fc`)].join("-");
      const where = spec.where === null ? "" : `where ${spec.where}  `;
      const loss = writeLoss(spec.loss, names, spec.classifier.length > 0);
      return `model Model { input ${spec.input.join("x")}  encoder ${encoder}  ${where}loss { ${loss} } }\n`;
    });
}
