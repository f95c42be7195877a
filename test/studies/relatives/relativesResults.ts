/** Results of made-up relatives. */
import { encodeStrip } from "../../../src/studies/images.js";
import type { StudyResults } from "../../../src/studies/index.js";
import { measureNames } from "../../../src/studies/relatives/measure.js";
import { exampleResults } from "../exampleResults.js";

interface MadeNet {
  readonly where: string;
  readonly lambda: number;
  readonly noise?: number;
  readonly wholeMaps?: number;
  readonly test: number;
  readonly reconstruction: number;
  readonly numbers: number;
  readonly bits: number;
  readonly entropy?: number;
}

const nets: readonly MadeNet[] = [
  { where: "hard", lambda: 0, test: 0.2, reconstruction: 1, numbers: 16_256, bits: 32_512, entropy: 9000 },
  { where: "hard", lambda: 0, noise: 0.3, test: 0.19, reconstruction: 1, numbers: 16_256, bits: 32_512 },
  { where: "hard", lambda: 2, test: 0.1, reconstruction: 0.01, numbers: 16_256, bits: 32_512, entropy: 9000 },
  { where: "none", lambda: 2, test: 0.15, reconstruction: 0.03, numbers: 0, bits: 0, entropy: 0 },
  { where: "none", lambda: 2, noise: 0.3, test: 0.12, reconstruction: 0.04, numbers: 0, bits: 0, entropy: 0 },
  {
    where: "hard",
    lambda: 2,
    wholeMaps: 1,
    test: 0.1,
    reconstruction: 0.02,
    numbers: 15_744,
    bits: 31_719,
    entropy: 8000,
  },
  { where: "map", lambda: 2, test: 0.25, reconstruction: 0.001, numbers: 65_856, bits: 2_107_392 },
];

const strip = encodeStrip(new Float32Array(2 * 16).fill(0.7), 2, 4, 4);

/** Three seeds of each net; errors differ from seed to seed alike in all, and those of winner-take-all in its own way. */
export function relativesResults(): StudyResults {
  const cells = nets.flatMap((net) => [1, 2, 3].map((seed) => ({ net, seed })));
  const drawn = exampleResults(
    "relatives",
    cells.map(({ net: { lambda, test, wholeMaps }, seed }) => ({
      mode: "semi-supervised",
      dropout: 0.5,
      lambda,
      labels: 100,
      seed,
      validation: 0,
      test: test + seed / 1000 + (wholeMaps === 1 ? (seed - 2) / 100 : 0),
    })),
  );
  const models = Object.fromEntries(
    nets.map(({ where, lambda }, place) => [
      `Net ${place}`,
      {
        name: `Net${place}`,
        parameters: 1000,
        dropout: 0.5,
        weights: { NLL: 1, ...(lambda > 0 ? { L2rec: lambda } : {}) },
        reduce: "mean" as const,
        poolings: [
          { size: [2, 2] as const, where },
          { size: [2, 2] as const, where },
        ],
      },
    ]),
  );
  return {
    ...drawn,
    models,
    cells: drawn.cells.map((cell, index) => {
      const { net, seed } = cells[index]!;
      return {
        ...cell,
        model: `Net ${nets.indexOf(net)}`,
        test: { ...cell.test, reconstructionError: net.reconstruction },
        measures: {
          [measureNames.noise]: net.noise ?? 0,
          [measureNames.wholeMaps]: net.wholeMaps ?? 0,
          [measureNames.code]: 576,
          [measureNames.numbers]: net.numbers,
          [measureNames.bits]: net.bits,
          ...(net.entropy === undefined
            ? {}
            : { [measureNames.entropy]: net.entropy + (net.entropy > 0 ? 10 * seed : 0) }),
        },
        pictures: { original: strip, reconstruction: strip },
      };
    }),
  };
}
