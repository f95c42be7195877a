/** The pages of docs/results are what their data draw, and the data are of the published form. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it, test } from "vitest";
import { drawPages, parseResults, resultsText } from "../../src/studies/index.js";
import { fewLabelsResults } from "./exampleResults.js";

const root = fileURLToPath(new URL("../../docs/", import.meta.url));
const folders = readdirSync(join(root, "results"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(root, "results", entry.name, "results.json")))
  .map(({ name }) => name);
const isOfForm = new Ajv2020({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(root, "schemas/results.schema.json"), "utf8")) as object,
);

test("the schema knows the form that is written, and no other", () => {
  const written: unknown = JSON.parse(resultsText(fewLabelsResults()));
  expect(isOfForm(written), JSON.stringify(isOfForm.errors)).toBe(true);
  expect(isOfForm({ ...(written as object), cells: [{}] })).toBe(false);
});

test("every folder of docs/results is listed in its README", () => {
  const readme = readFileSync(join(root, "results/README.md"), "utf8");
  expect(folders.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

describe.each(folders)("docs/results/%s", (name) => {
  const folder = join(root, "results", name);
  const text = readFileSync(join(folder, "results.json"), "utf8");
  const results = parseResults(text, name);

  it("holds full results, as they are written", () => {
    expect(results.quick).toBe(false);
    expect(isOfForm(JSON.parse(text)), JSON.stringify(isOfForm.errors)).toBe(true);
    expect(resultsText(results) === text).toBe(true);
  });

  it("has the pages that its data draw (npm run results)", async () => {
    const stale: string[] = [];
    for (const [file, content] of await drawPages(results)) {
      const path = join(folder, file);
      const found = existsSync(path) ? readFileSync(path) : null;
      if (found === null || !found.equals(Buffer.from(content))) stale.push(file);
    }
    expect(stale).toEqual([]);
  });
});
