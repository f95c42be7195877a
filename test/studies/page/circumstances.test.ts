/** How a page says that its figures were measured, from made-up data. */
import { describe, expect, it } from "vitest";
import { drawPages, type StudyResults } from "../../../src/studies/index.js";
import type { Machine } from "../../../src/studies/results/document.js";
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

  it("says which cells each machine and engine made, and that precisions are mixed where they are", async () => {
    const document = fewLabelsResults();
    const [[known, machine]] = Object.entries(document.machines) as [[string, Machine]];
    const alone = String((await drawPages(document)).get("README.md"));
    expect(alone).toContain(`${machine.engine} ${machine.precision}`);
    expect(alone).toMatch(/ \| all \| 18 \| /);
    expect(alone).not.toContain("Some cells were computed");

    const cells = document.cells.map((cell) =>
      cell.experiment === "Mixed" && cell.number > 9 ? { ...cell, machine: "other" } : cell,
    );
    const machines = { [known]: machine, other: { ...machine, engine: "tensorflow", precision: "bf16" } };
    const text = String((await drawPages({ ...document, cells, machines })).get("README.md"));
    expect(text).toMatch(/ \| Alone 1, 4, 7, 10, 13, 16; Mixed 2–3, 5–6, 8–9 \| 12 \| /);
    expect(text).toMatch(/tensorflow bf16 .* \| Mixed 11–12, 14–15, 17–18 \| 6 \| /);
    expect(text).toContain("Some cells were computed in bf16, some in fp32: where they are compared");
  });
});
