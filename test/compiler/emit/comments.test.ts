/** Comments of generated code. */
import { describe, expect, test } from "vitest";
import {
  alignTrailingComments,
  documentation,
  plainText,
} from "../../../src/compiler/emit/typescript/comments.js";

describe("the alignment of trailing comments", () => {
  test("starts the comments of a function in one column and leaves other functions alone", () => {
    const text = [
      "function a() {",
      "  const x = 1; // [n, 1]",
      "",
      "  const longer = 22; // [n, 2]",
      "  // a note",
      "  return x + longer;",
      "}",
      "function b() {",
      "  return 1; // [n]",
      "}",
      "",
    ].join("\n");
    expect(alignTrailingComments(text)).toBe(
      text.replace("const x = 1; // [n, 1]", "const x = 1; //       [n, 1]"),
    );
  });

  test("passes over statements that are too wide to follow", () => {
    const wide = `  const wide = "${"w".repeat(100)}"; // [n, 3]`;
    const text = [
      "function a() {",
      "  const x = 1; // [n, 1]",
      "  const yy = 1; // [n, 2]",
      wide,
      "}",
      "",
    ].join("\n");
    expect(alignTrailingComments(text).split("\n")).toEqual([
      "function a() {",
      "  const x = 1; //  [n, 1]",
      "  const yy = 1; // [n, 2]",
      wide,
      "}",
      "",
    ]);
  });

  test("does not take text of strings for comments", () => {
    const text = ["function a() {", '  const x = "// no comment";', "  const y = 1; // [n]", "}", ""].join(
      "\n",
    );
    expect(alignTrailingComments(text)).toBe(text);
  });
});

describe("text of a spec's comments", () => {
  test("cannot end a TSDoc block", () => {
    expect(documentation("a */ b")).toEqual([{ description: "a *\\/ b" }]);
  });

  test("has line feeds only, and no blanks at line ends", () => {
    expect(plainText(" one \r\ntwo\t\rthree\u2028four\n")).toBe("one\ntwo\nthree\nfour");
  });
});
