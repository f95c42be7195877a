/** The page of `few-labels`, drawn from made-up data: which weight is reported, and what is said of the differences. */
import { describe, expect, it } from "vitest";
import { drawPages } from "../../src/studies/index.js";
import { fewLabelsResults } from "./exampleResults.js";

async function readme(results = fewLabelsResults()): Promise<string> {
  return String((await drawPages(results)).get("README.md"));
}

describe("the page of few-labels", () => {
  it("reports the weight with the lowest validation error, whatever the test says", async () => {
    expect(await readme()).toContain("| **SWWAE, dropout 0.5** | **ours** | **16.20 ± 0.06** | **21.20 ± 0.");
  });

  it("shows all weights that were tried", async () => {
    const text = await readme();
    expect(text).toContain("| SWWAE, dropout 0.5 | 100 | 1 | 3 | 15.20 ± 0.06 | 10.20 ± 0.06 | 3 |");
    expect(text).toContain(
      "| **SWWAE, dropout 0.5** | **100** | **5** | **3** | **12.20 ± 0.06** | **16.20 ± 0.06** |",
    );
  });

  it("tells apart what was trained for longer, and reports it only where the images held back say so", async () => {
    const results = fewLabelsResults();
    const [key, training] = Object.entries(results.trainings).find(([name]) => name === "semi-supervised")!;
    // The same cells again, as if trained for longer: no better on the images held back, better on the test's.
    const longer = results.cells
      .filter((cell) => cell.training === key && cell.labels === 100)
      .map((cell) => ({
        ...cell,
        experiment: "Longer",
        training: "longer",
        validation: { ...cell.validation!, errorRate: 0.9 },
        test: { ...cell.test, errorRate: 0.01 },
      }));
    const text = await readme({
      ...results,
      trainings: { ...results.trainings, longer: { ...training, epochs: 30 } },
      cells: [...results.cells, ...longer],
    });
    expect(text).toContain("| SWWAE, dropout 0.5 | 100 | 5 | 30 | 90.00 ± 0.00 | 1.00 ± 0.00 | 3 |");
    expect(text).toContain("| **SWWAE, dropout 0.5** | **ours** | **16.20 ± 0.06** |");
  });

  it("keeps the standing of the paper's numbers", async () => {
    expect(await readme()).toContain("| Convnet alone | paper (remembered) | 22.98 | 7.86 |");
  });

  it("has a column for all labels behind the others, and the paper's number of it", async () => {
    const { cells, ...results } = fewLabelsResults();
    const all = cells
      .filter(({ labels }) => labels === 600)
      .map((cell) => ({ ...cell, experiment: "All", labels: "all" as const }));
    const text = await readme({ ...results, cells: [...all, ...cells] });
    expect(text).toContain("| 600 labels | all labels |");
    expect(text).toContain("| SWWAE | paper (quoted) | – | – | 0.71 |");
    expect(text).toContain("| SWWAE with dropout | paper (remembered) | 8.71 ± 0.34 | 3.31 ± 0.40 | – |");
    expect(text).toContain("- all labels, dropout 0.5: the two are not told apart:");
    expect(await readme()).not.toContain("all labels");
    // Where it was tried, and nowhere else.
    const moved = cells.map((cell) => ({ ...cell, training: "moved" }));
    const training = { ...results.trainings["semi-supervised"], augmentation: [{ kind: "shift", by: 2 }] };
    const trainings = { ...results.trainings, moved: training };
    const both = await readme({ ...results, trainings, cells: [...all, ...cells, ...moved] });
    expect(both.split("## Test errors, training images moved")[1]).not.toContain("| all labels |");
  });

  it("says in words what the intervals say", async () => {
    const text = await readme();
    expect(text).toContain(
      "- 100 labels, dropout 0.5: SWWAE errs less: 16.20 ± 0.06 % against 21.20 ± 0.06 % of the Convnet alone, a difference of −5.00 (95 % interval −5.00 to −5.00, 3 seeds) points.",
    );
    expect(text).toContain("- 600 labels, dropout 0.5: the two are not told apart:");
  });

  it("names the command, the time and the machine", async () => {
    const text = await readme();
    expect(text).toContain("18 trainings, 3 min 45 s in all");
    expect(text).toContain("swwae experiment a.swwae");
    expect(text).toContain("A processor, 2 cores, linux x64");
  });

  it("counts the threads that a machine computed with, where that was said", async () => {
    const { machines, ...results } = fewLabelsResults();
    const withThreads = (threads: number) =>
      readme({ ...results, machines: { machine: { ...machines["machine"]!, threads } } });
    expect(await withThreads(1)).toContain("A processor, 1 thread, linux x64");
    expect(await withThreads(2)).toContain("A processor, 2 threads, linux x64");
  });

  it("says of a quick run that it is one", async () => {
    expect(await readme({ ...fewLabelsResults(), quick: true })).toContain("A quick run:");
    expect(await readme()).not.toContain("A quick run:");
  });

  it("escapes what it shows", async () => {
    const results = { ...fewLabelsResults(), spec: { path: "a.swwae", text: "// <b>&\n" } };
    const files = await drawPages(results);
    expect(String(files.get("index.html"))).toContain("// &lt;b&gt;&amp;");
  });
});
