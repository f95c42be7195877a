/** The pages of the other studies, drawn from made-up data. */
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { drawPages, type StudyResults } from "../../src/studies/index.js";
import { type ExampleCell, exampleResults } from "./exampleResults.js";

async function readme(results: StudyResults): Promise<string> {
  return String((await drawPages(results)).get("README.md"));
}

/** With 100 labels every weight is better by 5 points; with 600 labels the weights above 0 that were trained are, by `few` points. */
function sweep(few: number, with600: readonly number[] = [0.5, 1]): StudyResults {
  const cell = (labels: number, lambda: number, seed: number): ExampleCell => ({
    mode: "semi-supervised",
    dropout: 0,
    lambda,
    labels,
    seed,
    validation:
      0.2 - (lambda === 0 ? 0 : labels === 100 ? 0.05 : few) + seed / 1000 + (seed * lambda) / 10_000,
    test: 0.5,
  });
  const cells = [100, 600].flatMap((labels) =>
    [0, ...(labels === 100 ? [0.5, 1] : with600)].flatMap((lambda) =>
      [1, 2, 3].map((seed) => cell(labels, lambda, seed)),
    ),
  );
  return exampleResults("lambda-sweep", cells);
}

describe("the page of lambda-sweep", () => {
  it("says what held", async () => {
    const text = await readme(sweep(0.01));
    expect(text).toContain(
      "adam, no dropout, 100 labels: of 2 weights above 0, 2 have a lower mean error than 0, 2 of them with an interval below 0.",
    );
    expect(text).toContain("the most for the better with the fewest labels, as in the paper");
  });

  it("says what did not", async () => {
    const text = await readme(sweep(0.07));
    expect(text).toContain("not the most for the better with the fewest labels, other than in the paper");
    expect(await readme(sweep(-0.01))).toContain(
      "600 labels: of 2 weights above 0, 0 have a lower mean error than 0, 0 of them with an interval below 0, and 2 higher",
    );
  });

  it("compares numbers of labels by the weights that all of them have", async () => {
    const text = await readme(sweep(0.01, [1]));
    expect(text).toContain("600 labels: the weight 1 changes the error by −0.98 (95 % interval");
    expect(text).toContain("(points, over λ 1: −4.98 with 100, −0.98 with 600)");
    expect(text).toContain("seed by seed: −4.00 (95 % interval −4.00 to −4.00, 3 seeds) against 600.");
  });

  it("shows the paper's curve as read off its plot", async () => {
    expect(await readme(sweep(0.01))).toContain(
      "| 100 | paper (read off its plot, ±0.2) | 19.00 | 12.70 | 12.00 |",
    );
    expect(String((await drawPages(sweep(0.01))).get("error-by-weight-adam-no-dropout.svg"))).toContain(
      "</svg>",
    );
  });
});

describe("the page of three-modes", () => {
  it("compares semi-supervised training with the two others", async () => {
    const cells = (["supervised", "semi-supervised", "unsupervised"] as const).flatMap((mode) =>
      [1, 2, 3].map((seed): ExampleCell => {
        const test = { supervised: 0.2, "semi-supervised": 0.1, unsupervised: 0.9 }[mode] + seed / 1000;
        return { mode, dropout: 0.5, lambda: 1, labels: 100, seed, validation: test, test };
      }),
    );
    const results = exampleResults("three-modes", cells);
    const measured = {
      ...results,
      cells: results.cells.map((cell) =>
        cell.training === "unsupervised"
          ? {
              ...cell,
              labels: "all" as const,
              measures: { "test error, 100 labels": 0.05 + cell.seed / 500 },
            }
          : cell,
      ),
    };
    const text = await readme(measured);
    expect(text).toContain("| supervised: the labelled images alone | 20.20 ± 0.06 |");
    expect(text).toContain("| unsupervised, then a linear read-out on the frozen code | 5.40 ± 0.12 |");
    expect(text).toContain(
      "100 labels: semi-supervised training errs less than supervised training, a difference of −10.00",
    );
    expect(text).toContain("semi-supervised training errs more than the read-out of the unsupervised code");
  });
});

describe("the page of necessity-of-where", () => {
  const strip = Buffer.from(
    encode({ width: 4, height: 8, data: new Uint8Array(32).fill(200), channels: 1, depth: 8 }),
  ).toString("base64");
  const results = (errors: Readonly<Record<string, number>>): StudyResults => {
    const variants = Object.keys(errors).flatMap((key) => [1, 2].map((seed) => ({ key, seed })));
    const drawn = exampleResults(
      "necessity-of-where",
      variants.map(({ seed }, index) => ({
        mode: "unsupervised",
        dropout: 0,
        labels: 0,
        seed,
        validation: 0,
        test: 0,
        lambda: index,
      })),
    );
    const models = Object.values(drawn.models);
    return {
      ...drawn,
      models: Object.fromEntries(
        models.map((model, index) => {
          const [where = "", side = ""] = variants[index]!.key.split(" ");
          return [
            model.name,
            { ...model, poolings: [{ size: [Number(side), Number(side)] as const, where }] },
          ];
        }),
      ),
      cells: drawn.cells.map((cell, index) => ({
        ...cell,
        test: { ...cell.test, reconstructionError: errors[variants[index]!.key]! * (1 + cell.seed / 100) },
        pictures: { original: strip, reconstruction: strip },
      })),
    };
  };

  it("shows errors, ratios of pairs and the digits", async () => {
    const files = await drawPages(
      results({ "hard 2": 0.001, "none 2": 0.002, "hard 16": 0.002, "none 16": 0.02 }),
    );
    const text = String(files.get("README.md"));
    expect(text).toContain("| 2×2 | 0.00102 ± 0.00001 | 0.00203 ± 0.00001 | 2.00 ± 0.00 |");
    expect(text).toContain(
      "Pooling 16×16: the error with upsampling is 10.00 ± 0.00 times that with unpooling.",
    );
    expect(text).toContain("it grows with every step from 2 to 16");
    expect(
      Buffer.from(files.get("reconstructions.png") as Uint8Array)
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    expect(text).toContain(
      "![The first test digit of each class from 0 to 1, reconstructed by the networks of the first seed](reconstructions.png)",
    );
  });

  it("says where the factor does not grow", async () => {
    const text = await readme(results({ "hard 2": 0.001, "none 2": 0.02, "hard 4": 0.002, "none 4": 0.004 }));
    expect(text).toContain("The factor does not grow with every step from 2 to 4.");
  });
});
