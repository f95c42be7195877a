import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";
import { generateCstTypes } from "../../grammar/generate.js";
import { expectGolden } from "../support/golden.js";

describe("grammar/cst.d.ts", () => {
  it("is what the grammar says (UPDATE_GOLDEN=1 rewrites it)", () => {
    expectGolden(fileURLToPath(new URL("../../grammar/cst.d.ts", import.meta.url)), generateCstTypes());
  });
});
