/** The grammar as Chevrotain sees it. */
import { expect, it } from "vitest";
import { SpecParser } from "../../grammar/parser.js";

it("is sound, and one token ahead decides everywhere but where it says so", () => {
  // At run time the validations are skipped, since they take longer than most specs.
  expect(() => new SpecParser(undefined, false)).not.toThrow();
});
