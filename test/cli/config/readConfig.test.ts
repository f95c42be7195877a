/** What a project file may say, and what is said about one that is wrong. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/cli/config/readConfig.js";
import { configSchema } from "../../../src/cli/config/schema.js";
import { expectGolden } from "../../support/golden.js";

const schemaPath = fileURLToPath(new URL("../../../docs/schemas/config.schema.json", import.meta.url));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(configSchema());

const full = {
  $schema: "./node_modules/swwae/docs/schemas/config.schema.json",
  specs: ["specs", "more/net.swwae"],
  out: "nets",
  target: ["typescript", "onnx"],
  sourceMap: true,
  train: {
    runs: "runs",
    engine: "onnx",
    threads: 2,
    dataDir: "data",
    mode: "unsupervised",
    labels: 100,
    epochs: 0.5,
    batch: 32,
    rate: 0.01,
    seed: 0,
    validation: 0,
  },
};

describe("a project file", () => {
  it("may hold every setting", () => {
    const { config, problems } = readConfig(JSON.stringify(full));
    expect(problems).toEqual([]);
    expect(config).toEqual(full);
  });

  it("may give one value where a list is meant, and leave everything out", () => {
    expect(readConfig('{ "specs": "specs", "target": "json" }').config).toEqual({
      specs: ["specs"],
      target: ["json"],
    });
    expect(readConfig("{}")).toMatchObject({ config: {}, problems: [] });
  });

  it.each([
    ['{\n  "tragets": "json"\n}', ['2:3 "tragets" is no setting; did you mean "target"?']],
    ['{ "train": { "epoch": 1 } }', ['1:14 "epoch" is no setting of train; did you mean "epochs"?']],
    ['{ "toString": 1 }', ['1:3 "toString" is no setting']],
    ['{ "out": "a", "out": "b" }', ['1:15 "out" is given twice']],
    [
      '{ "target": ["onx"] }',
      ['1:14 target[0] is one of "typescript", "json", "onnx", not "onx"; did you mean "onnx"?'],
    ],
    ['{ "specs": [] }', ["1:12 specs is a list of at least one, not an empty list"]],
    ['{ "specs": [1, "a", ""] }', ["1:13 specs[0] is a text, not 1", '1:21 specs[2] is a text, not ""']],
    ['{ "sourceMap": "yes" }', ['1:16 sourceMap is true or false, not "yes"']],
    [
      '{ "train": { "batch": 1.5, "rate": 0 } }',
      [
        "1:23 train.batch is a whole number of at least 1, not 1.5",
        "1:36 train.rate is a number above 0, not 0",
      ],
    ],
    ['{ "train": [] }', ["1:12 train is an object, not an empty list"]],
    ["[]", ["1:1 the file is an object, not an empty list"]],
    ["", ["1:1 value expected"]],
    ['{ "out": "a" // why\n}', ["1:14 invalid comment token"]],
    ['{ "out": "a", }', ["1:15 property name expected", "1:15 value expected"]],
  ])("%s is told what is wrong with it, and where", (text, expected) => {
    const { config, problems } = readConfig(text);
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
    expect(config).toEqual({});
  });
});

describe("the schema of project files", () => {
  it("is the published one", async () => {
    expectGolden(
      schemaPath,
      await format(JSON.stringify(configSchema()), { parser: "json", printWidth: 110 }),
    );
    expect(JSON.parse(readFileSync(schemaPath, "utf8"))).toEqual(configSchema());
  });

  it.each([
    full,
    {},
    { specs: "specs" },
    { tragets: "json" },
    { train: { epochs: 0 } },
    { train: { engine: "tfsj" } },
    { specs: [] },
    { sourceMap: 1 },
    { train: { seed: -1 } },
  ])("agrees with the reader on %j", (document) => {
    expect(validate(document)).toBe(readConfig(JSON.stringify(document)).problems.length === 0);
  });
});
