/** The page of what-and-where, drawn from made-up data. */
import { describe, expect, it } from "vitest";
import { drawPages, type StudyResults } from "../../../src/studies/index.js";
import { densityPicture } from "../../../src/studies/whatAndWhere/density.js";
import { exampleResults } from "../exampleResults.js";

interface Figures {
  readonly slope: number;
  readonly leakage: number;
  readonly r2: number;
}

const shifts = ["right", "down"].flatMap((axis) => [1, 2, 3, 4].map((pixels) => `${axis} ${pixels}`));

/** Two seeds of every kind of where, with these figures for all shifts. */
function results(kinds: Readonly<Record<string, Figures>>): StudyResults {
  const cells = Object.keys(kinds).flatMap((w) => [1, 2].map((seed) => ({ w, seed })));
  const drawn = exampleResults(
    "what-and-where",
    cells.map(({ seed }) => ({
      mode: "unsupervised",
      dropout: 0,
      lambda: 1,
      labels: 0,
      seed,
      validation: 0,
      test: 0,
    })),
  );
  const measures = ({ slope, leakage, r2 }: Figures, seed: number): Record<string, number> =>
    Object.fromEntries(
      shifts.flatMap((shift) =>
        Object.entries({
          "where slope, same feature": slope + seed / 1000,
          "where leakage, same feature": leakage,
          "where slope": slope - 0.1,
          "where leakage": leakage,
          "what slope": 0.7,
          "what R²": r2,
          "share, followed": 0.4,
          "share, replaced": 0.2,
          "share, left": 0.3,
          "share, entered": 0.1,
          "what R², followed": 0.99,
          "unexplained, followed": 0.05,
        }).map(([name, value]) => [`${shift}: ${name}`, value]),
      ),
    );
  return {
    ...drawn,
    models: Object.fromEntries(
      Object.entries(drawn.models).map(([key, model]) => [
        key,
        { ...model, poolings: [{ size: [8, 8] as const, where: "hard" }] },
      ]),
    ),
    cells: drawn.cells.map((cell, index) => ({
      ...cell,
      choice: { w: cells[index]!.w, seed: String(cell.seed) },
      measures: measures(kinds[cells[index]!.w]!, cell.seed),
      pictures: {
        "right 2: what": densityPicture([[0, 23]], 24),
        "right 2: column": densityPicture([[0, 2]], 8),
        "right 2: row": densityPicture([[3, 3]], 8),
      },
    })),
  };
}

async function readme(kinds: Readonly<Record<string, Figures>>): Promise<string> {
  return String((await drawPages(results(kinds))).get("README.md"));
}

describe("the page of what-and-where", () => {
  it("says what held", async () => {
    const text = await readme({ hard: { slope: 0.95, leakage: -0.01, r2: 0.93 } });
    expect(text).toContain(
      "wheres move 0.952 of the way (asked: 1 ± 0.1, held) and onto the other axis at most 0.010 of it (asked: below 0.05, held)",
    );
    expect(text).toContain("Of all strong features that should stay in their region, 0.850 of the way.");
    expect(text).toContain("0.930 to the right and 0.930 down (asked: at least 0.9, held)");
  });

  it("says what did not, and why", async () => {
    const text = await readme({ hard: { slope: 0.85, leakage: 0.06, r2: 0.7 } });
    expect(text).toContain("(asked: 1 ± 0.1, not held)");
    expect(text).toContain("at most 0.060 of it (asked: below 0.05, not held)");
    expect(text).toContain("(asked: at least 0.9, not held)");
    expect(text).toContain("of the regions that saw something, 40.0 % still have the same feature");
    expect(text).toContain("they are 95.0 % of what the line does not explain");
  });

  it("has a table of each kind of where, and says how many regions lose their feature", async () => {
    const figures = { slope: 0.95, leakage: -0.01, r2: 0.7 };
    const text = await readme({ "soft beta 100": figures, hard: { ...figures, slope: 0.97 } });
    expect(text.indexOf("Where hard:")).toBeLessThan(text.indexOf("Where soft beta 100:"));
    expect(text).toContain(
      "| 2 to the right | 0.952 ± 0.001 | −0.010 ± 0.000 | 0.850 ± 0.000 | −0.010 ± 0.000 | 0.700 ± 0.000 | 0.700 ± 0.000 |",
    );
    expect(text).toContain(
      "| 2 down | 40.0 % | 20.0 % | 30.0 % | 10.0 % | 25.0 % | 0.700 ± 0.000 | 0.990 ± 0.000 | 5.0 % |",
    );
  });

  it("draws charts, and the scatter of what was kept", async () => {
    const files = await drawPages(results({ hard: { slope: 0.95, leakage: 0, r2: 0.7 } }));
    expect([...files.keys()].filter((name) => name.endsWith(".svg")).toSorted()).toEqual([
      "scatter-right-2.svg",
      "what-by-share-kept.svg",
      "what-by-shift.svg",
      "where-by-shift.svg",
    ]);
    const scatter = String(files.get("scatter-right-2.svg"));
    expect(scatter).toContain("2 pixels to the right");
    expect(scatter.match(/<rect [^>]*fill-opacity="1"/g)).toHaveLength(3);
  });

  it("is drawn without any measures", async () => {
    const text = String((await drawPages(exampleResults("what-and-where", []))).get("README.md"));
    expect(text).toContain("## What was found");
  });
});
