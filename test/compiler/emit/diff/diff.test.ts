/** Differences as text: golden files over all specs, each held against the paper's MNIST network; JSON against its schema. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ModelPlan } from "swwae/compiler";
import { describe, expect, test } from "vitest";
import { diffDocument, renderDiff } from "../../../../src/compiler/emit/diff/index.js";
import { expectGolden } from "../../../support/golden.js";
import { planOf, specFiles } from "../../../support/specFiles.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));
const schemaPath = new URL("../../../../docs/schemas/diff.schema.json", import.meta.url);
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(schemaPath, "utf8")) as object,
);

const mnistPath = "specs/paper/mnist.swwae";
const [mnist] = planOf(mnistPath).models as [ModelPlan];

describe("differences from the paper's MNIST network", () => {
  test.each(specFiles)("to %s", (path) => {
    const texts = planOf(path).models.map((model) => {
      const document = diffDocument(
        { reference: mnistPath, model: mnist },
        { reference: `${path}#${model.name}`, model },
      );
      validate(JSON.parse(JSON.stringify(document)));
      expect(validate.errors ?? []).toEqual([]);
      const text = renderDiff(document, { color: false });
      expect(text.split("\n").filter((line) => line !== line.trimEnd())).toEqual([]);
      return text;
    });
    expectGolden(`${golden}${path.replace(/^specs\/(.*)\.swwae$/, "$1")}.txt`, `${texts.join("\n\n")}\n`);
  });

  test("use colours only where they are asked for", () => {
    const [svhn] = planOf("specs/paper/svhn.swwae").models as [ModelPlan];
    const document = diffDocument({ reference: "a", model: mnist }, { reference: "b", model: svhn });
    const escape = String.fromCodePoint(27);
    const painted = renderDiff(document, { color: true });
    expect(painted).toContain(escape);
    expect(painted.replaceAll(new RegExp(`${escape}\\[\\d+m`, "g"), "")).toBe(
      renderDiff(document, { color: false }),
    );
  });
});
