/** How a page says that its figures were measured, from made-up data. */
import { describe, expect, it } from "vitest";
import { drawPages, type StudyResults } from "../../../src/studies/index.js";
import { fewLabelsResults } from "../exampleResults.js";

async function rowsOf(document: StudyResults, experiment: string): Promise<string[]> {
  const text = String((await drawPages(document)).get("README.md"));
  return text.split("\n").filter((line) => line.startsWith(`| ${experiment} |`));
}

describe("how it was measured", () => {
  it("says how many steps each training of an experiment made, the fewest and the most", async () => {
    const document = fewLabelsResults();
    const uneven = document.cells.map((cell) =>
      cell.experiment === "Alone" ? { ...cell, steps: cell.labels === 100 ? 156 : 4688 } : cell,
    );
    const [alone] = await rowsOf({ ...document, cells: uneven }, "Alone");
    expect(alone).toContain("| 156–4,688 | 1–3 | 6 |");
    const [mixed] = await rowsOf({ ...document, cells: uneven }, "Mixed");
    expect(mixed).toContain("| 100 | 1–3 | 12 |");
  });

  it("says the labelled share where batches have labelled images and others", async () => {
    const document = fewLabelsResults();
    const trainings = Object.fromEntries(
      Object.entries(document.trainings).map(([key, training]) => [
        key,
        { ...training, labelledShare: 0.25 },
      ]),
    );
    const [mixed] = await rowsOf({ ...document, trainings }, "Mixed");
    expect(mixed).toContain("batches of 64, labelled share 0.25, adam rate 0.002");
    const [alone] = await rowsOf({ ...document, trainings }, "Alone");
    expect(alone).not.toContain("share");
    const allLabelled = document.cells.map((cell) => ({ ...cell, labels: "all" as const }));
    const rows = await rowsOf({ ...document, trainings, cells: allLabelled }, "Mixed");
    expect(rows.join()).not.toContain("share");
  });
});
