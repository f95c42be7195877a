/** The page of stages, drawn from made-up data. */
import { describe, expect, it } from "vitest";
import { encodeStrip } from "../../../src/studies/images.js";
import { drawPages, type StudyResults } from "../../../src/studies/index.js";
import { exampleResults } from "../exampleResults.js";

interface Made {
  /** Correlation of the lower stage without L2M, and with it. */
  readonly correlation: readonly [none: number, some: number];
  /** Error of reconstruction without L2M, and with it. */
  readonly error: readonly [none: number, some: number];
  /** Error of the picture decoded from the lower stage's own what, without L2M and with it; lower with it where it is not given. */
  readonly start?: readonly [none: number, some: number];
}

const strip = encodeStrip(new Float32Array(2 * 16).fill(0.7), 2, 4, 4);

/** Three seeds of L2M 0 and 0.1 in both modes, through a lower stage and a code. */
function results({ correlation, error, start = [0.02, 0.01] }: Made): StudyResults {
  const cells = (["unsupervised", "semi-supervised"] as const).flatMap((mode) =>
    [0, 0.1].flatMap((l2m) => [1, 2, 3].map((seed) => ({ mode, l2m, seed }))),
  );
  const drawn = exampleResults(
    "stages",
    cells.map(({ mode, l2m, seed }) => ({
      mode,
      dropout: 0,
      lambda: l2m,
      labels: 100,
      seed,
      validation: 0,
      test: 0.1 + seed / 100 - (l2m > 0 ? 0.02 : 0),
    })),
  );
  return {
    ...drawn,
    cells: drawn.cells.map((cell, index) => {
      const { l2m, seed } = cells[index]!;
      const some = l2m > 0 ? 1 : 0;
      return {
        ...cell,
        test: {
          ...cell.test,
          reconstructionError: error[some] + seed / 10_000,
        },
        measures: {
          "lower: picture error": start[some] + seed / 10_000,
          "lower: picture error, what of another image": 0.05,
          "lower: picture error, without where": 0.04,
          "code: picture error": 0.01,
          "code: picture error, what of another image": 0.03,
          "code: picture error, without where": 0.06,
          "lower: size of what": 0.5 - 0.25 * some,
          "lower: error of what": 0.9 - 0.5 * some,
          "lower: correlation": correlation[some] + seed / 1000,
          "lower: correlation, best order": 0.6,
          "lower: maps in place": 0.25,
          "lower: maps": 16,
        },
        pictures: { original: strip, lower: strip, code: strip },
      };
    }),
  };
}

async function readme(made: Made): Promise<string> {
  return String((await drawPages(results(made))).get("README.md"));
}

const helped: Made = { correlation: [0.1, 0.8], error: [0.01, 0.012] };

describe("the page of stages", () => {
  it("says whether maps are in order, and what it costs", async () => {
    const text = await readme(helped);
    expect(text).toContain(
      "Order, unsupervised: in the order that brings the decoder's maps closest to the whats, 25 % of the maps of lower keep their place without L2M; with L2M 0.1, 25 %.",
    );
    expect(text).toContain(
      "Start, unsupervised: decoded from the encoder's own what of lower, the picture's error is 2 times (L2M 0) and 1 times (L2M 0.1) that of the whole decoder. It is lower than without L2M, by a 95 % interval below 0, with a weight of 0.1.",
    );
    expect(text).toContain("the whats of lower are multiplied by 0.5 with L2M 0.1, against those without it");
    expect(text).toContain(
      "a picture's error is 3 times (L2M 0) and 3 times (L2M 0.1) that with its own code",
    );
    expect(text).toContain(
      "Price, unsupervised: the error of reconstruction is higher with L2M 0.1, by +0.002 (95 %",
    );
    expect(text).toContain(
      "Price, semi-supervised: the share of wrong test images is lower with L2M 0.1, by −0.02 (95 %",
    );
    // Nothing is classified without labels.
    expect(text).not.toContain("Price, unsupervised: the share of wrong");
  });

  it("says where nothing is told apart", async () => {
    const same = await readme({ correlation: [0.1, 0.1], error: [0.01, 0.01], start: [0.02, 0.02] });
    expect(same).toContain(
      "the error of reconstruction is not told apart from that without it with L2M 0.1.",
    );
    expect(same).toContain("With no weight of L2M is it lower than without, by a 95 % interval below 0.");
  });

  it("has the figures of each stage, and differences of pairs", async () => {
    const text = await readme(helped);
    expect(text).toContain(
      "| lower | 0.1 | 0.250 ± 0.000 | 0.400 ± 0.000 | 0.802 ± 0.001 | 0.600 ± 0.000 | 0.250 ± 0.000 | 16.0 ± 0.0 |",
    );
    expect(text).toContain("| code | 0 | 0.0100 ± 0.0000 | 0.0300 ± 0.0000 | 0.0600 ± 0.0000 |");
    expect(text).toContain(
      "| unsupervised | correlation, lower | 0.1 | +0.7 (95 % interval +0.7 to +0.7, 3 seeds) | higher |",
    );
  });

  it("has the same order whichever way its cells come", async () => {
    const made = results(helped);
    const turned = { ...made, cells: made.cells.toReversed() };
    expect(String((await drawPages(turned)).get("README.md")).replace(/## How it[^]*/, "")).toBe(
      String((await drawPages(made)).get("README.md")).replace(/## How it[^]*/, ""),
    );
  });

  it("has charts and pictures of both modes", async () => {
    const files = await drawPages(results(helped));
    expect(
      [...files.keys()].filter((name) => !name.includes("README") && !name.includes("index")).toSorted(),
    ).toEqual([
      "order-semi-supervised.svg",
      "order-unsupervised.svg",
      "pictures-semi-supervised.png",
      "pictures-unsupervised.png",
      "start-semi-supervised.svg",
      "start-unsupervised.svg",
    ]);
  });

  it("is drawn without any measures", async () => {
    const text = String((await drawPages(exampleResults("stages", []))).get("README.md"));
    expect(text).toContain("## What was found");
  });
});
