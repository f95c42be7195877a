/** The page of settings, drawn from made-up data: what is compared with what, and which setting is called the best. */
import { describe, expect, it } from "vitest";
import { drawPages, type StudyResults } from "../../src/studies/index.js";
import { exampleResults } from "./exampleResults.js";

interface Setting {
  readonly experiment: string;
  readonly lambda: number;
  readonly rate: string;
  readonly validation: number;
  readonly test: number;
}

const given: readonly Setting[] = [
  { experiment: "Reference", lambda: 0, rate: "0.002", validation: 0.12, test: 0.11 },
  { experiment: "Reference", lambda: 10, rate: "0.002", validation: 0.1, test: 0.09 },
  // The SWWAE of the lowest test error is not the one of the lowest error on images held back.
  { experiment: "Rates", lambda: 0, rate: "0.001", validation: 0.11, test: 0.1 },
  { experiment: "Rates", lambda: 10, rate: "0.001", validation: 0.11, test: 0.05 },
];

/** Three seeds of each, whose errors lie 0.001 apart. */
function results(): StudyResults {
  const seeded = given.flatMap((setting) => [1, 2, 3].map((seed) => ({ setting, seed })));
  const document = exampleResults(
    "settings",
    seeded.map(({ setting: { lambda, validation, test }, seed }) => ({
      mode: "semi-supervised",
      dropout: 0.5,
      lambda,
      labels: 100,
      seed,
      validation: validation + seed / 1000,
      test: test + seed / 1000,
    })),
  );
  const [training] = Object.values(document.trainings);
  return {
    ...document,
    trainings: Object.fromEntries(["0.001", "0.002"].map((rate) => [rate, { ...training, rate }])),
    cells: document.cells.map((cell, index) => {
      const { setting, seed } = seeded[index]!;
      const choice = { lambda: String(setting.lambda), rate: setting.rate, seed: String(seed) };
      return { ...cell, experiment: setting.experiment, training: setting.rate, choice };
    }),
  };
}

async function readme(document: StudyResults): Promise<string> {
  return String((await drawPages(document)).get("README.md"));
}

describe("the page of settings", () => {
  it("compares each setting with the reference, and with the Convnet that was trained alike", async () => {
    const text = await readme(results());
    expect(text).toContain(
      "| SWWAE | lambda 10, rate 0.001 | 11.20 ± 0.06 | 5.20 ± 0.06 | −4.00 (95 % interval −4.00 to −4.00, 3 seeds): lower | −5.00 (95 % interval −5.00 to −5.00, 3 seeds): lower |",
    );
    expect(text).toContain("| Convnet alone | lambda 0, rate 0.002 | 12.20 ± 0.06 | 11.20 ± 0.06 | – |");
  });

  it("chooses by the images held back", async () => {
    const text = await readme(results());
    expect(text).toContain(
      "- Rates, with the lowest error on the images held back: Convnet alone: lambda 0, rate 0.001, 10.20 ± 0.06 % of the test images, −1.00 (95 % interval −1.00 to −1.00, 3 seeds) points against the reference; SWWAE: lambda 10, rate 0.002, as in the reference, 9.20 ± 0.06 % of the test images.",
    );
    expect(text).toContain(
      "the SWWAE (Reference, lambda 10, rate 0.002) errs on 9.20 ± 0.06 % of the test images, the Convnet alone (Rates, lambda 0, rate 0.001) on 10.20 ± 0.06 %, a difference of −1.00 (95 %",
    );
  });

  it("says which settings are told apart from the reference", async () => {
    const text = await readme(results());
    expect(text).toContain(
      "- SWWAE: of 1 other settings, by a 95 % interval clear of 0, less wrong than the reference: 1 (Rates, lambda 10, rate 0.001); more wrong: none.",
    );
  });

  it("knows the reference of a quick run too", async () => {
    const { cells, ...document } = results();
    const quick = cells.map((cell) => ({ ...cell, experiment: `${cell.experiment}-quick` }));
    const text = await readme({ ...document, quick: true, cells: quick });
    expect(text).toContain("## Reference\n");
    expect(text).toContain("as in the reference, 9.20 ± 0.06 %");
  });

  it("is drawn of whatever there is", async () => {
    const { cells, ...document } = results();
    const rates = cells.filter(({ experiment }) => experiment === "Rates");
    expect(await readme({ ...document, cells: rates })).toContain("| SWWAE | lambda 10, rate 0.001 |");
    expect(await readme({ ...document, cells: [] })).toContain("Nothing was held back");
  });
});
