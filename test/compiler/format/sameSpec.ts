/** Expectations that nothing but white space changed between two texts. */
import { expect } from "vitest";
import { treeOf, withoutSpace } from "../../support/specText.js";

/** Expects the same tree without its places, and the same words and comments in the same order. */
export function expectSameSpec(before: string, after: string): void {
  expect(treeOf(after)).toBe(treeOf(before));
  expect(withoutSpace(after)).toBe(withoutSpace(before));
}
