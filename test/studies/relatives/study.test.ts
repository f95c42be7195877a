/** The page of relatives, drawn from made-up data. */
import { describe, expect, it } from "vitest";
import { drawPages } from "../../../src/studies/index.js";
import { exampleResults } from "../exampleResults.js";
import { relativesResults } from "./relativesResults.js";

async function readme(): Promise<string> {
  return String((await drawPages(relativesResults())).get("README.md"));
}

describe("the page of relatives", () => {
  it("says what each net errs, with how many bits across, and against what it is told apart", async () => {
    const text = await readme();
    expect(text).toContain(
      "plain auto-encoder: 15.20 ± 0.06 % wrong, with 0 bits across at most; less than the Convnet alone, by −5.00 (95 % interval −5.00 to −5.00, 3 seeds) points; more than hard where, by +5.00",
    );
    expect(text).toContain(
      "Ladder-style: 25.20 ± 0.06 % wrong, with 2,107,392 bits across at most; more than the Convnet alone, by +5.00",
    );
    expect(text).toMatch(/winner-take-all at the top: .*not told apart from hard where, by 0.00/);
    expect(text).not.toContain("- Convnet alone:");
  });

  it("has a row for each net; nothing of the decoder of a net that has none", async () => {
    const text = await readme();
    expect(text).toContain("| Convnet alone | 20.20 ± 0.06 | – | – | – | – | – | 3 |");
    expect(text).toContain(
      "| SWWAE, hard where | 10.20 ± 0.06 | 0.0100 ± 0.0000 | 576 | 16,256 | 32,512 | 9,020 ± 6 | 3 |",
    );
    // Of a whole map there is no estimate.
    expect(text).toContain("| 576 | 65,856 | 2,107,392 | – | 3 |");
  });

  it("has differences of pairs, of the error and of the reconstruction", async () => {
    const text = await readme();
    expect(text).toContain(
      "| test error, points | denoising auto-encoder, noise 0.3 | the Convnet alone | −8.00 (95 % interval −8.00 to −8.00, 3 seeds) | lower |",
    );
    expect(text).toContain(
      "| reconstruction | Ladder-style | hard where | −0.009 (95 % interval −0.009 to −0.009, 3 seeds) | lower |",
    );
    // What the noise does by itself is not the decoder's.
    expect(text).toContain(
      "| test error, points | denoising auto-encoder, noise 0.3 | the Convnet with this noise | −7.00 (95 % interval −7.00 to −7.00, 3 seeds) | lower |",
    );
    // The Convnet's decoder has learnt nothing.
    expect(text).not.toContain("| reconstruction | plain auto-encoder | the Convnet alone |");
  });

  it("says what a Ladder-style net is, where there is one", async () => {
    expect(await readme()).toContain("It is a sum; no combinator is learned");
    const { cells, ...rest } = relativesResults();
    const without = { ...rest, cells: cells.slice(0, 18) };
    expect(String((await drawPages(without)).get("README.md"))).not.toContain("Ladder-style");
  });

  it("has a chart and a picture", async () => {
    const files = await drawPages(relativesResults());
    expect([...files.keys()].toSorted()).toEqual([
      "README.md",
      "error-by-bits.svg",
      "index.html",
      "reconstructions.png",
    ]);
  });

  it("is drawn without any cells", async () => {
    const text = String((await drawPages(exampleResults("relatives", []))).get("README.md"));
    expect(text).toContain("No pictures were kept.");
  });
});
