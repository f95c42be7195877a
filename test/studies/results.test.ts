/** results.json: packed indices, the same bytes for the same content, and files that are none. */
import { assert, nat, property, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { packIndices, parseResults, resultsText, unpackIndices } from "../../src/studies/index.js";
import { fewLabelsResults } from "./exampleResults.js";

describe("packed indices", () => {
  it("come back as they were", () => {
    assert(
      property(uniqueArray(nat(70_000)), (numbers) => {
        const indices = numbers.toSorted((a, b) => a - b);
        expect(unpackIndices(packIndices(indices))).toEqual(indices);
      }),
    );
  });

  it("take about a byte for each of many", () => {
    const indices = Array.from({ length: 3000 }, (_, index) => index * 20);
    expect(packIndices(indices)).toHaveLength(4000);
    expect(() => packIndices([3, 2])).toThrow(RangeError);
  });
});

describe("the text of results", () => {
  it("does not depend on the order in which cells were trained", () => {
    const results = fewLabelsResults();
    const text = resultsText(results);
    expect(resultsText({ ...results, cells: results.cells.toReversed() })).toBe(text);
    expect(resultsText(parseResults(text, "results.json"))).toBe(text);
  });

  it("has one line for every cell", () => {
    const results = fewLabelsResults();
    const lines = resultsText(results).split("\n");
    expect(lines.filter((line) => line.startsWith('    {"experiment"'))).toHaveLength(results.cells.length);
  });

  it.each([
    ["{", "is damaged"],
    ["[]", "it is no JSON object"],
    ['{"format": 2}', "expected format 1, found 2"],
    ['{"format": 1, "study": "few-labels"}', '"quick" is neither true nor false'],
  ])("%s is refused: %s", (text, message) => {
    expect(() => parseResults(text, "a/results.json")).toThrow(message);
  });

  it("names what a cell lacks", () => {
    const results = fewLabelsResults();
    const [first, ...others] = results.cells;
    const broken = (changed: object) =>
      JSON.stringify({ ...results, cells: [{ ...first, ...changed }, ...others] });
    expect(() => parseResults(broken({ seed: "1" }), "a")).toThrow('cell 1 of its list has no number "seed"');
    expect(() => parseResults(broken({ model: "Other" }), "a")).toThrow(
      'cell 1 of its list names "Other", which is not among its models',
    );
  });
});
