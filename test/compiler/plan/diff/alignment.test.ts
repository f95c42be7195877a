/** Sequences laid side by side. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { align, type Likeness } from "../../../../src/compiler/plan/diff/alignment.js";

/** Letters are alike in either case. */
const letters: Likeness<string> = {
  same: (a, b) => a === b,
  similar: (a, b) => a.toLowerCase() === b.toLowerCase(),
};

function way(before: string, after: string): string {
  return align([...before], [...after], letters)
    .map((step) => {
      if (step.kind === "removed") return `-${step.before}`;
      if (step.kind === "added") return `+${step.after}`;
      return step.kind === "same" ? step.after : `${step.before}>${step.after}`;
    })
    .join(" ");
}

describe("alignment", () => {
  test.each([
    ["", "", ""],
    ["abc", "abc", "a b c"],
    ["abc", "ac", "a -b c"],
    ["ac", "abc", "a +b c"],
    ["abc", "aBc", "a b>B c"],
    ["ab", "cd", "-a -b +c +d"],
    ["aab", "ab", "a -a b"],
    ["xay", "xAay", "x +A a y"],
  ])("from %j to %j: %s", (before, after, expected) => expect(way(before, after)).toBe(expected));

  test("goes through all of both, in order", () => {
    const words = fc.array(fc.constantFrom("a", "A", "b", "B"), { maxLength: 8 });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const steps = align(before, after, letters);
        expect(steps.flatMap((step) => (step.kind === "added" ? [] : [step.before]))).toEqual(before);
        expect(steps.flatMap((step) => (step.kind === "removed" ? [] : [step.after]))).toEqual(after);
        for (const step of steps) {
          if (step.kind === "same") expect(step.before).toBe(step.after);
          if (step.kind === "changed") expect(letters.similar(step.before, step.after)).toBe(true);
        }
      }),
      { seed: 7 },
    );
  });
});
