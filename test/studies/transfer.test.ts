/** The page of transfer, drawn from made-up data: the sets' own files and others, and the paper's figures beside. */
import { describe, expect, it } from "vitest";
import { drawPages, type StudyResults } from "../../src/studies/index.js";
import { exampleResults } from "./exampleResults.js";

interface Files {
  readonly path: string;
  readonly training: number;
  readonly test: number;
}

/** House numbers without dropout and with it, three seeds each. */
function svhn({ path, training, test }: Files): StudyResults {
  const drawn = exampleResults(
    "transfer",
    [0, 0.5].flatMap((dropout) =>
      [1, 2, 3].map((seed) => ({
        mode: "semi-supervised" as const,
        dropout,
        lambda: 0.8,
        labels: 1000,
        seed,
        validation: 0.3,
        test: 0.25 - dropout / 10 + seed / 100,
      })),
    ),
  );
  const told = Object.entries(drawn.trainings).map(([key, value]) => [key, { ...value, data: path }]);
  return {
    ...drawn,
    trainings: Object.fromEntries(told) as StudyResults["trainings"],
    cells: drawn.cells.map((cell) => ({
      ...cell,
      experiment: "SvhnFewLabels",
      measures: { "training images": training, "test images": test, classes: 10 },
    })),
  };
}

async function readme(results: StudyResults): Promise<string> {
  return String((await drawPages(results)).get("README.md"));
}

const own = { path: "sets/svhn", training: 73_257, test: 26_032 };

describe("the page of transfer", () => {
  it("puts the paper's errors beside those of the set's own files", async () => {
    const text = await readme(svhn(own));
    expect(text).toContain(
      "SVHN: no dropout, 1,000 labels: 27.00 ± 0.58 % wrong; the paper 27.83 % (quoted).",
    );
    expect(text).toContain(
      "| **SVHN** | **no dropout** | **1,000 labels** | **ours** | **27.00 ± 0.58** | **3** |",
    );
    expect(text).toMatch(/\| SVHN \| dropout +\| +\| paper \(quoted\) +\| 23\.56/);
    expect(text).toMatch(/\| CIFAR-10 +\| dropout +\| +\| paper \(quoted\) +\| 7\.8 \(92\.2 right\)/);
    expect(text).toMatch(/\| CIFAR-100 +\| dropout +\| +\| paper \(quoted\) +\| 30\.9 \(69\.1 right\)/);
    expect(text).toMatch(/\| STL-10 +\| no dropout +\| +\| paper \(quoted\) +\| 25\.7 \(74\.3 right\)/);
    expect(text).toContain("STL-10: not trained.");
    expect(text).toContain("| SVHN | sets/svhn | 73,257 | 26,032 | 10 | as many as SVHN has |");
  });

  it("takes SVHN with its extra images for the set's own, too", async () => {
    expect(await readme(svhn({ ...own, training: 604_388 }))).toContain("as many as SVHN has");
  });

  it("says where other images stand in, and claims nothing of them", async () => {
    const text = await readme(svhn({ path: "emoji", training: 200, test: 50 }));
    expect(text).toContain("of images that stand in for the set's own: this says that the recipe runs");
    expect(text).toContain("ours, on images that stand in");
    expect(text).toContain(
      "| SVHN | emoji | 200 | 50 | 10 | not SVHN, which has 73,257 and 26,032, or 604,388 and 26,032: images that stand in |",
    );
    expect(text).not.toContain("the paper 27.83 %");
  });

  it("is drawn without any cells", async () => {
    expect(await readme(exampleResults("transfer", []))).toContain("CIFAR-100: not trained.");
  });
});
