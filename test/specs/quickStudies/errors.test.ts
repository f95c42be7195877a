/** What the paper shows of errors with few labels: the quick versions of these studies show the trends in minutes. */
import { describe, expect, it } from "vitest";
import { meanOf, measure, patience, reconstructionError, runQuick, testError } from "./runQuick.js";

describe("the quick version of", () => {
  it(
    "few-labels: reconstructing the unlabelled images lowers the error with a hundred labels",
    patience,
    async () => {
      const cells = await runQuick("few-labels", 6400, "all");
      expect(meanOf(cells, { lambda: "2" }, testError)).toBeLessThan(
        meanOf(cells, { lambda: "0" }, testError),
      );
      expect(meanOf(cells, { lambda: "2" }, testError)).toBeLessThan(0.2);
    },
  );

  it(
    "three-modes: a read-out of the unsupervised code errs less with more labels, and more than a net trained with them",
    patience,
    async () => {
      const cells = await runQuick("three-modes", 1280);
      const of = (experiment: string) => cells.filter((cell) => cell.experiment === `${experiment}-quick`);
      const readOut = (labels: number): number =>
        meanOf(of("Unsupervised"), {}, measure(`test error, ${labels} labels`));
      expect(readOut(600)).toBeLessThan(readOut(100));
      expect(readOut(1000)).toBeLessThan(readOut(600));
      expect(meanOf(of("Supervised"), {}, testError)).toBeLessThan(readOut(100));
      expect(of("SemiSupervised")).toHaveLength(2);
    },
  );

  it("lambda-sweep: the weight decides whether the net reconstructs", patience, async () => {
    const cells = await runQuick("lambda-sweep", 3200);
    const [without, weighted] = ["0", "1"].map((lambda) => meanOf(cells, { lambda }, reconstructionError));
    expect(weighted).toBeLessThan((without ?? NaN) / 2);
    expect(meanOf(cells, {}, testError)).toBeLessThan(0.9);
  });

  it("settings: in a single short epoch the higher rate gets further", patience, async () => {
    const cells = await runQuick("settings", 640);
    for (const lambda of ["0", "10"]) {
      const [low, high] = ["0.001", "0.004"].map((rate) => meanOf(cells, { lambda, rate }, testError));
      expect(high, lambda).toBeLessThan(low ?? NaN);
    }
  });
});
