/** Results of made-up trainings, for tests of what is drawn from them. */
import type { StudyCell, StudyResults } from "../../src/studies/index.js";

export interface ExampleCell {
  readonly mode: "supervised" | "semi-supervised" | "unsupervised";
  readonly dropout: number;
  readonly lambda: number;
  readonly labels: StudyCell["labels"];
  readonly seed: number;
  readonly validation: number;
  readonly test: number;
}

/** A document of these cells. */
export function exampleResults(study: StudyResults["study"], examples: readonly ExampleCell[]): StudyResults {
  const models = new Map<string, StudyResults["models"][string]>();
  const cells = examples.map((example, index): StudyCell => {
    const { mode, dropout, lambda, labels, seed } = example;
    const model = `Net ${dropout} ${lambda}`;
    models.set(model, {
      name: model,
      parameters: 1000,
      dropout,
      weights: { NLL: 1, L2rec: lambda, "L2M stage1": lambda },
      reduce: "mean",
      poolings: [{ size: [2, 2], where: "hard" }],
    });
    return {
      experiment: mode === "supervised" ? "Alone" : "Mixed",
      number: index + 1,
      choice: { labels: String(labels), seed: String(seed) },
      seed,
      labels,
      digest: `digest${index}`,
      model,
      training: mode,
      machine: "machine",
      subset: null,
      steps: 100,
      seconds: 12.5,
      validation: { samples: 1000, errorRate: example.validation, reconstructionError: 0.01, terms: {} },
      test: { samples: 10_000, errorRate: example.test, reconstructionError: 0.01, terms: { NLL: 0.1 } },
      measures: {},
      pictures: {},
    };
  });
  return {
    format: 1,
    study,
    quick: false,
    command: "swwae experiment a.swwae",
    spec: { path: "a.swwae", text: "model Net { }\n" },
    trainings: Object.fromEntries(examples.map(({ mode }) => [mode, training(mode)])),
    models: Object.fromEntries(models),
    machines: {
      machine: {
        facts: { processor: "A processor", cores: "2", memory: "8 GiB", system: "linux x64" },
        engine: "onnx",
        precision: "fp32",
        threads: null,
        versions: { swwae: "0.1.0" },
      },
    },
    subsets: {},
    cells,
  };
}

function training(mode: string): Readonly<Record<string, unknown>> {
  return {
    data: "mnist",
    mode,
    epochs: 3,
    batch: 64,
    optimizer: { kind: "adam", beta1: 0.9, beta2: 0.999, weightDecay: 0 },
    rate: 0.002,
    schedule: { kind: "one-cycle", warmupEpochs: 0 },
    augmentation: [],
    preprocessing: [{ kind: "scale" }],
    validation: 1000,
  };
}

/** Two networks, two weights, two numbers of labels, three seeds. The weight 5 is better on validation and worse on the test, 1 the other way round. */
export function fewLabelsResults(): StudyResults {
  const cells = [100, 600].flatMap((labels) =>
    [1, 2, 3].flatMap((seed): ExampleCell[] => {
      const of = (mode: ExampleCell["mode"], lambda: number, validation: number, test: number) => ({
        mode,
        dropout: 0.5,
        lambda,
        labels,
        seed,
        validation: validation + seed / 1000,
        test: test + seed / 1000,
      });
      return [
        of("supervised", 1, 0.2, 0.21),
        of("semi-supervised", 1, 0.15, 0.1),
        of("semi-supervised", 5, 0.12, 0.16 + (labels === 600 ? 0.05 + (seed - 2) / 100 : 0)),
      ];
    }),
  );
  return exampleResults("few-labels", cells);
}
