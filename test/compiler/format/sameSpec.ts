/** Expectations that nothing but white space changed between two texts. */
import { expect } from "vitest";
import { createSourceFile } from "../../../src/compiler/source/sourceFile.js";
import { parse } from "../../../src/compiler/syntax/parse.js";

/** Expects the same tree without its places, the same words, and the same comments between the same words. */
export function expectSameSpec(before: string, after: string): void {
  expect(treeOf(after)).toBe(treeOf(before));
  expect(withoutSpace(after)).toBe(withoutSpace(before));
}

/** The syntax tree as text, without places. */
export function treeOf(text: string): string {
  const { spec } = parse(createSourceFile("a.swwae", text));
  return JSON.stringify(spec, (key, value: unknown) => (key === "span" ? undefined : value));
}

/** Words and comments in their order, run together. */
export function withoutSpace(text: string): string {
  return text.replaceAll(/[\s\uFEFF]+/g, "");
}
