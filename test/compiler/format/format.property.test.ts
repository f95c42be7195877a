/** Properties of the formatter over random specs with random comments. SWWAE_RUNS sets how many (default 10,000 over all). */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { format } from "../../../src/compiler/format/index.js";
import { mutatedSpec, noise } from "../../support/sourceArbitrary.js";
import { specArbitrary } from "../../support/specArbitrary.js";
import { treeOf, withoutSpace } from "../../support/specText.js";
import { withTrivia } from "../../support/trivia.js";
import { environmentVariable } from "../../support/environment.js";

const runs = Number(environmentVariable("SWWAE_RUNS") ?? 10_000);
const timeout = 120_000;

/** Formats, and holds the result to everything that is promised; null where the source has syntax errors. */
function formatFaithfully(text: string): string | null {
  const result = format(text);
  if ("diagnostics" in result) return null;
  expect(treeOf(result.text)).toBe(treeOf(text));
  expect(withoutSpace(result.text)).toBe(withoutSpace(text));
  expect(format(result.text)).toEqual({ text: result.text, remarks: [] });
  return result.text;
}

describe("formatting", () => {
  it(
    "keeps the tree, the words and the comments, and changes nothing the second time",
    () => {
      fc.assert(
        fc.property(specArbitrary(), (text) => {
          expect(formatFaithfully(text)).not.toBeNull();
        }),
        { numRuns: Math.ceil(runs * 0.2) },
      );
    },
    timeout,
  );

  it(
    "does so among comments and line breaks at any place",
    () => {
      let formatted = 0;
      const numRuns = Math.ceil(runs * 0.6);
      const property = fc.property(withTrivia(specArbitrary()), (text) => {
        if (formatFaithfully(text) !== null) formatted += 1;
      });
      fc.assert(property, { numRuns });
      expect(formatted).toBeGreaterThan(0.5 * numRuns);
    },
    timeout,
  );

  it(
    "does so for every form of the language",
    () => {
      const fixture = readFileSync(new URL("fixtures/language.swwae", import.meta.url), "utf8");
      const declarations = fixture.split(/(?=^(?:use|model|experiment|\/\/\/))/m);
      expect(declarations.length).toBeGreaterThan(5);
      const sources = withTrivia(fc.constantFrom(...declarations));
      fc.assert(
        fc.property(sources, (text) => void formatFaithfully(text)),
        {
          numRuns: Math.ceil(runs * 0.1),
        },
      );
    },
    timeout,
  );

  it(
    "never throws, and does so for what can be read, whatever the source",
    () => {
      const sources = fc.oneof(withTrivia(mutatedSpec), mutatedSpec, noise);
      fc.assert(
        fc.property(sources, (text) => void formatFaithfully(text)),
        {
          numRuns: Math.ceil(runs * 0.2),
        },
      );
    },
    timeout,
  );
});

describe("the lines of a formatted spec", () => {
  it(
    "have no white space at their ends, and 100 columns where they can be parted",
    () => {
      fc.assert(
        fc.property(specArbitrary({ stages: 6, channels: 1000 }), (text) => {
          for (const line of (formatFaithfully(text) ?? "").split("\n")) {
            expect(line).toBe(line.trimEnd());
            expect(line.length).toBeLessThanOrEqual(100);
          }
        }),
        { numRuns: Math.ceil(runs * 0.05) },
      );
    },
    timeout,
  );
});
