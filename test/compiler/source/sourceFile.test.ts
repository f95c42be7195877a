import { describe, expect, it } from "vitest";
import { createSourceFile, lineText, positionAt, textOf } from "../../../src/compiler/source/sourceFile.js";
import { lastStartingAt, spanOver } from "../../../src/compiler/source/span.js";

describe("positionAt", () => {
  const source = createSourceFile("specs\\a.swwae", "ab\ncd\r\nef\rg");

  it("counts lines and columns from 1, whatever ends the lines", () => {
    expect([0, 2, 3, 7, 10, 11].map((offset) => positionAt(source, offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
      { line: 4, column: 2 },
    ]);
  });

  it("takes offsets outside of the text for its ends", () => {
    expect(positionAt(source, -5)).toEqual({ line: 1, column: 1 });
    expect(positionAt(source, 99)).toEqual({ line: 4, column: 2 });
  });

  it("gives lines without their endings, and forward slashes in paths", () => {
    expect([1, 2, 3, 4, 5].map((line) => lineText(source, line))).toEqual(["ab", "cd", "ef", "g", ""]);
    expect(source.path).toBe("specs/a.swwae");
    expect(textOf(source, { start: 3, end: 5 })).toBe("cd");
  });
});

describe("spans", () => {
  it("cover their parts", () => {
    expect(spanOver({ start: 4, end: 6 }, { start: 1, end: 5 })).toEqual({ start: 1, end: 6 });
  });

  it("are found by the offset at which they start", () => {
    const starts = [0, 10, 20];
    expect([-1, 0, 9, 10, 25].map((offset) => lastStartingAt(starts, (start) => start, offset))).toEqual([
      -1, 0, 0, 1, 2,
    ]);
    expect(lastStartingAt([], () => 0, 3)).toBe(-1);
  });
});
