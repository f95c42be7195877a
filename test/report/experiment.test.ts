/** The report of an experiment: cells, means, standard errors. */
import { describe, expect, it } from "vitest";
import { experimentReport } from "../../src/report/experiment/experimentReport.js";
import {
  choiceOf,
  estimate,
  type ExperimentRun,
  groupBy,
  summarise,
} from "../../src/report/experiment/summary.js";

function run(
  labels: number,
  kind: string,
  seed: number,
  error: number | null,
  failure: string | null = null,
): ExperimentRun {
  const unfinished = failure === null ? "interrupted" : "failed";
  return {
    name: `Sweep-${labels}-${kind}-${seed}`,
    page: seed === 1 ? `Sweep-${labels}/report.html` : null,
    status: error === null ? unfinished : "finished",
    steps: error === null ? 57 : 1200,
    plannedSteps: 1200,
    failure,
    seed,
    choice: { labels: String(labels), where: kind },
    figures: error === null ? {} : { "test error": error, "reconstruction error": error / 10 },
    validations: [1, 2].map((epoch) => ({ epoch, errorRate: 0.5 / epoch })),
  };
}

const runs = [
  run(1000, "soft", 1, 0.02),
  run(100, "soft", 1, 0.1),
  run(100, "soft", 2, 0.2),
  run(100, "hard", 1, 0.05),
  run(1000, "hard", 1, null),
];

describe("an estimate", () => {
  it("is the mean with its standard error", () => {
    expect(estimate([1, 2, 3, 4])).toEqual({ mean: 2.5, standardError: Math.sqrt(5 / 3 / 4), count: 4 });
    expect(estimate([7])).toEqual({ mean: 7, standardError: null, count: 1 });
    expect(estimate(Array<number>(5).fill(31719.34))).toEqual({ mean: 31719.34, standardError: 0, count: 5 });
  });
});

describe("a summary", () => {
  const { axes, cells, figures } = summarise(runs);
  it("puts runs together that differ by their seed, numbers ascending and words as they come", () => {
    expect(axes).toEqual(["labels", "where"]);
    expect(cells.map(({ choice, runs }) => [choice["labels"], choice["where"], runs.length])).toEqual([
      ["100", "soft", 2],
      ["100", "hard", 1],
      ["1000", "soft", 1],
      ["1000", "hard", 1],
    ]);
    expect(figures).toEqual(["test error", "reconstruction error"]);
    expect(cells[0]!.figures["test error"]!.mean).toBeCloseTo(0.15);
    expect(cells[3]!.figures).toEqual({});
  });

  it("reads choices from the labels of cells", () => {
    expect(choiceOf("drop 0.5, labels 100, seed 2")).toEqual({ drop: "0.5", labels: "100", seed: "2" });
    expect(choiceOf("loss L2rec 0.1")).toEqual({ "loss L2rec": "0.1" });
    expect(choiceOf("")).toEqual({});
  });

  it("groups in order", () => {
    expect([...groupBy([3, 1, 4], (value) => value % 2)]).toEqual([
      [1, [3, 1]],
      [0, [4]],
    ]);
  });
});

describe("the page", () => {
  it("tells means ± standard errors, what is missing, and links to the runs", async () => {
    const page = await experimentReport({ name: "Sweep<1>", runs, version: "0.0.0" });
    const words = page.replace(/\s+/g, " ");
    expect(words).toContain("5 runs, 4 finished");
    expect(words).toContain("15.00 ± 5.00 %");
    expect(words).toContain("0 of 1");
    expect(words).toContain("Sweep&lt;1&gt;");
    expect(words).toContain('<a href="Sweep-100/report.html">Sweep-100-soft-1</a>');
    expect(words).toMatch(/<tr class="best"> <td class="number" data-name="labels">1000<\/td>/);
    expect(words).toContain("test error by labels");
    expect(words).not.toMatch(/<script|NaN|undefined|\[object/);
  });

  it("tells of every run how far it came, and why it failed", async () => {
    const failed = run(1000, "hard", 2, null, "NLL became <NaN> at step 57\nthe checkpoint is kept");
    const page = await experimentReport({ name: "Sweep", runs: [...runs, failed], version: "0.0.0" });
    const words = page.replace(/\s+/g, " ");
    expect(words).toContain("6 runs, 4 finished, 1 interrupted, 1 failed");
    expect(words).toContain('<td class="number" data-name="steps"> 57 of 1,200 </td>');
    expect(words).toContain('<td class="number" data-name="steps"> 1,200 </td>');
    expect(words).toContain('failed<small class="failure">NLL became &lt;NaN&gt; at step 57</small>');
  });

  it("of runs without a sweep has no charts of one", async () => {
    const single = { ...run(1, "hard", 1, null), choice: {} };
    const page = await experimentReport({ name: "Single", runs: [single], version: "0.0.0" });
    expect(page).not.toContain('id="sweep"');
    expect(page.replace(/\s+/g, " ")).toContain("1 run, 0 finished");
  });
});
