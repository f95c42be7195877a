/** The committed pages of docs/errors are what the table of diagnostics gives today. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { diagnosticCodes } from "../../../src/compiler/explain/explanation.js";
import { diagnosticPage, indexPage, pageName } from "../../../src/compiler/explain/pages.js";
import { expectGolden } from "../../support/golden.js";

const folder = fileURLToPath(new URL("../../../docs/errors/", import.meta.url));

describe("docs/errors", () => {
  it.each(diagnosticCodes)("explains %s", (code) => {
    expectGolden(folder + pageName(code), diagnosticPage(code));
  });

  it("has an index", () => {
    expectGolden(`${folder}README.md`, indexPage());
  });

  it("has no other pages", () => {
    const pages = [...diagnosticCodes.map(pageName), "README.md"].sort();
    expect(readdirSync(folder).sort()).toEqual(pages);
  });
});
