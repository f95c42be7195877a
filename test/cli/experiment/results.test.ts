/** Results of experiments: which cells are meant, means over seeds, CSV. */
import { UserError } from "swwae/training";
import type { Evaluation } from "swwae/training";
import { describe, expect, it } from "vitest";
import type { ExperimentPlan } from "../../../src/compiler/index.js";
import { selectCells } from "../../../src/cli/experiment/cells.js";
import {
  type CellResult,
  csvOf,
  type ResultsDocument,
  summariseSeeds,
} from "../../../src/cli/experiment/results.js";

const labels = ["labels 100, seed 1", "labels 100, seed 2", "labels 1000, seed 1", "labels 1000, seed 2"];
const experiment = { name: "Sweep", cells: labels.map((label) => ({ label })) } as unknown as ExperimentPlan;

describe("selectCells", () => {
  it.each([
    [null, [1, 2, 3, 4]],
    ["2", [2]],
    ["1-2,4", [1, 2, 4]],
    ["3-9", [3, 4]],
    ["labels 100", [1, 2]],
    ["seed 2, labels 1000", [4]],
  ])("%s means %j", (asked, found) => {
    expect(selectCells(experiment, asked)).toEqual(found);
  });

  it.each(["7", "labels 10", "0-0"])("says that there is no cell %s", (asked) => {
    expect(() => selectCells(experiment, asked)).toThrow(UserError);
  });
});

function cell(number: number, errorRate: number | null): CellResult {
  const [count = "", seed = ""] = (labels[number - 1] ?? "").split(", ").map((part) => part.split(" ")[1]);
  const evaluation = { samples: 9, errorRate, reconstructionError: 0.5, terms: {} } satisfies Evaluation;
  return {
    number,
    label: labels[number - 1] ?? "",
    choice: { labels: count, seed },
    seed: Number(seed),
    model: 'A, "B"',
    run: `run-${number}`,
    status: errorRate === null ? "waiting" : "finished",
    steps: 7,
    plannedSteps: 7,
    seconds: 1.5,
    imagesPerSecond: 300,
    validation: null,
    test: errorRate === null ? null : evaluation,
    failure: null,
  };
}

const cells = [cell(1, 0.1), cell(2, 0.3), cell(3, 0.05), cell(4, null)];

it("takes means and standard errors over the seeds of finished cells", () => {
  const [first, second] = summariseSeeds(cells);
  expect(first).toMatchObject({ choice: { labels: "100" }, finished: 2, cells: 2 });
  expect(first?.testError?.mean).toBeCloseTo(0.2, 12);
  // s = 0.1414…, over √2
  expect(first?.testError?.standardError).toBeCloseTo(0.1, 12);
  expect(second).toMatchObject({
    finished: 1,
    cells: 2,
    testError: { mean: 0.05, standardError: null, count: 1 },
    validationError: null,
  });
});

it("is written as CSV", () => {
  const axes = [
    { name: "labels", values: ["100", "1000"] },
    { name: 'a "b", c', values: ["1", "2"] },
  ];
  expect(csvOf({ axes, cells: [cells[0]!, cells[3]!] } as unknown as ResultsDocument)).toBe(
    'number,labels,"a ""b"", c",status,run,steps,seconds,validation error,test error,reconstruction error,failure\n' +
      "1,100,,finished,run-1,7,1.5,,0.1,0.5,\n" +
      "4,1000,,waiting,run-4,7,1.5,,,,\n",
  );
});
