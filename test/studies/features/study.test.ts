/** The page of features, drawn from made-up data. */
import { describe, expect, it } from "vitest";
import { encodeStrip } from "../../../src/studies/images.js";
import { drawPages, type StudyResults } from "../../../src/studies/index.js";
import { exampleResults } from "../exampleResults.js";

const filters = encodeStrip(new Float32Array(20 * 25).fill(0.7), 20, 5, 5);

/** Three seeds of every mode; without labels, maps are less often dead by `fewer`, and filters are smoother by `smoother`. */
function results({ fewer, smoother }: { readonly fewer: number; readonly smoother: number }): StudyResults {
  const cells = (["semi-supervised", "supervised", "unsupervised"] as const).flatMap((mode) =>
    [1, 2, 3].map((seed) => ({ mode, seed })),
  );
  const drawn = exampleResults(
    "features",
    cells.map(({ mode, seed }) => ({
      mode,
      dropout: 0,
      lambda: 1,
      labels: 0,
      seed,
      validation: 0,
      test: 0,
    })),
  );
  return {
    ...drawn,
    cells: drawn.cells.map((cell, index) => {
      const { mode, seed } = cells[index]!;
      const [isFewer, isSmoother] = mode === "unsupervised" ? [fewer, smoother] : [0, 0];
      return {
        ...cell,
        measures: {
          "filters: maps": 20,
          "filters: weak maps": 0.1,
          "filters: pixels": 12,
          "filters: smoothness": 0.4 + isSmoother + seed / 1000,
          "lower: maps": 20,
          "lower: dead maps": 0.3 - isFewer + (seed * isFewer) / 100,
          "lower: weak maps": 0.05,
          "lower: pixels": 15,
          "lower: share of the field": 0.4,
          "lower: likeness": 0.9,
        },
        pictures: { filters, lower: filters },
      };
    }),
  };
}

async function readme(made: Parameters<typeof results>[0]): Promise<string> {
  return String((await drawPages(results(made))).get("README.md"));
}

describe("the page of features", () => {
  it("says what is told apart", async () => {
    const text = await readme({ fewer: 0.2, smoother: 0.3 });
    expect(text).toContain(
      "First layer: the smoothness of the filters is 0.4 supervised, 0.7 unsupervised and 0.4 semi-supervised; told apart from supervised: unsupervised higher.",
    );
    expect(text).toContain(
      "Dead maps of lower, that nothing excites: supervised 30.0 %; unsupervised 10.4 %; semi-supervised 30.0 %; told apart from supervised: unsupervised lower in lower.",
    );
  });

  it("says where nothing is", async () => {
    const text = await readme({ fewer: 0, smoother: 0 });
    expect(text.match(/no mode is told apart from supervised/g)).toHaveLength(4);
  });

  it("has the figures of each mode and stage, and differences of pairs", async () => {
    const text = await readme({ fewer: 0.2, smoother: 0.3 });
    expect(text).toContain("| supervised | 20.0 ± 0.0 | 0.100 ± 0.000 | 12.0 ± 0.0 | 0.402 ± 0.001 |");
    expect(text).toContain(
      "| lower | unsupervised | 20.0 ± 0.0 | 0.104 ± 0.001 | 0.0500 ± 0.0000 | 15.0 ± 0.0 | 0.400 ± 0.000 | 0.900 ± 0.000 |",
    );
    expect(text).toContain(
      "| unsupervised | smoothness of filters | +0.3 (95 % interval +0.3 to +0.3, 3 seeds) | higher |",
    );
  });

  it("has charts, the filters and a picture of each stage and mode", async () => {
    const files = await drawPages(results({ fewer: 0.2, smoother: 0.3 }));
    const drawn = [...files.keys()].filter((name) => !name.includes("README") && !name.includes("index"));
    expect(drawn.toSorted()).toEqual([
      "dead-maps.svg",
      "features-lower-semi-supervised.png",
      "features-lower-supervised.png",
      "features-lower-unsupervised.png",
      "filters.png",
      "pixels.svg",
    ]);
  });

  it("is drawn without any measures", async () => {
    const text = String((await drawPages(exampleResults("features", []))).get("README.md"));
    expect(text).toContain("## What was found");
  });
});
