/** What the paper shows of reconstructions, whats and wheres: the quick versions of these studies show the trends in minutes. */
import { describe, expect, it } from "vitest";
import { meanOf, measure, patience, reconstructionError, runQuick } from "./runQuick.js";

describe("the quick version of", () => {
  it(
    "necessity-of-where: upsampling loses more than unpooling, the more the larger the pooling",
    patience,
    async () => {
      const cells = await runQuick("necessity-of-where", 640);
      const [small = NaN, large = NaN] = ["2", "8"].map((size) => {
        const [none, hard] = ["none", "hard"].map((where) =>
          meanOf(cells, { X: size, w: where }, reconstructionError),
        );
        return (none ?? NaN) / (hard ?? NaN);
      });
      expect(large).toBeGreaterThan(2);
      expect(large).toBeGreaterThan(small);
    },
  );

  it("what-and-where: wheres go along with a shift, and not across it", patience, async () => {
    const cells = await runQuick("what-and-where", 640);
    for (const shift of ["right 1", "right 2", "right 4", "down 1", "down 2", "down 4"]) {
      const where = (name: string): number =>
        meanOf(cells, { w: "hard" }, measure(`${shift}: where ${name}, same feature`));
      expect(Math.abs(where("slope") - 1), shift).toBeLessThan(0.1);
      expect(Math.abs(where("leakage")), shift).toBeLessThan(0.05);
    }
    // The what of those that still see the same feature stays as it is.
    expect(meanOf(cells, { w: "hard" }, measure("right 2: what R², followed"))).toBeGreaterThan(0.99);
  });

  it("stages: with L2M more of the decoder's maps stand where the whats stand", patience, async () => {
    const cells = await runQuick("stages", 3200);
    for (const experiment of ["Unsupervised-quick", "SemiSupervised-quick"]) {
      const inPlace = (l2m: string): number =>
        meanOf(
          cells.filter((cell) => cell.experiment === experiment),
          { l2m },
          measure("middle: maps in place"),
        );
      expect(inPlace("1"), experiment).toBeGreaterThan(inPlace("0"));
    }
  });

  it(
    "features: without labels a map of the last stage answers to more pixels than with them alone",
    patience,
    async () => {
      const cells = await runQuick("features", 3200);
      const pixels = (mode: string): number => meanOf(cells, { mode }, measure("upper: pixels"));
      expect(pixels("unsupervised")).toBeGreaterThan(pixels("supervised"));
    },
  );

  it(
    "relatives: the more crosses from encoder to decoder, the better it reconstructs",
    patience,
    async () => {
      const cells = await runQuick("relatives", 3200);
      const [ladder = NaN, hard = NaN, plain = NaN] = ["Ladder", "Hard", "Plain"].map((model) =>
        meanOf(cells, { model }, reconstructionError),
      );
      expect(ladder).toBeLessThan(hard);
      expect(hard).toBeLessThan(plain);
      const bits = (model: string): number => meanOf(cells, { model }, measure("bits across, at most"));
      expect(bits("Plain")).toBe(0);
      expect(bits("Ladder")).toBeGreaterThan(bits("Hard"));
    },
  );
});
