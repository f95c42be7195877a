/** Fixes applied together: which go, which wait. */
import { describe, expect, it } from "vitest";
import { applyFixes } from "../../../src/compiler/diagnostics/applyFixes.js";
import {
  createDiagnostic,
  type Diagnostic,
  type TextEdit,
} from "../../../src/compiler/diagnostics/diagnostic.js";

function withEdits(...edits: readonly (readonly [start: number, end: number, text: string])[]): Diagnostic {
  const list: TextEdit[] = edits.map(([start, end, text]) => ({ span: { start, end }, text }));
  const fix = edits.length === 0 ? null : { title: "", safe: true, edits: list };
  return createDiagnostic("a.swwae", "SW0104", { span: { start: 0, end: 0 }, values: {}, fix });
}

function apply(text: string, diagnostics: readonly Diagnostic[]): [text: string, applied: number[]] {
  const result = applyFixes(text, diagnostics);
  return [result.text, result.applied.map((diagnostic) => diagnostics.indexOf(diagnostic))];
}

describe("fixes that are applied together", () => {
  it("are all those that do not touch, in whatever order they come", () => {
    expect(
      apply("abcdef", [withEdits([4, 5, "E"]), withEdits(), withEdits([0, 1, "A"], [2, 3, "C"])]),
    ).toEqual(["AbCdEf", [0, 2]]);
  });

  it("leave out one that overlaps an earlier one, whole", () => {
    expect(apply("abcdef", [withEdits([0, 3, "x"]), withEdits([2, 4, "y"], [5, 6, "z"])])).toEqual([
      "xdef",
      [0],
    ]);
  });

  it("may stand side by side", () => {
    expect(apply("abcd", [withEdits([0, 2, "x"]), withEdits([2, 4, "y"])])).toEqual(["xy", [0, 1]]);
  });

  it("leave out an insertion at the edge of another edit, since their order would matter", () => {
    expect(apply("abcd", [withEdits([2, 2, "x"]), withEdits([2, 2, "y"]), withEdits([2, 3, "z"])])).toEqual([
      "abxcd",
      [0],
    ]);
  });
});
