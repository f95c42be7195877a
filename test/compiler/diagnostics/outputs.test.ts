/** Diagnostics as JSON, SARIF and GitHub annotations: held against their schemas, and against what readers make of them. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import Draft04Validator from "ajv-draft-04";
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { githubAnnotations } from "../../../src/compiler/diagnostics/github.js";
import { diagnosticsToJson, type JsonDiagnostic } from "../../../src/compiler/diagnostics/json.js";
import { type DiagnosedSource, diagnosticsToSarif } from "../../../src/compiler/diagnostics/sarif.js";
import { type DiagnosticRow, diagnosticTable } from "../../../src/compiler/diagnostics/table.js";

function readJson(path: string | URL): object {
  return JSON.parse(readFileSync(path, "utf8")) as object;
}

function diagnosed(path: string, text: string, files: DiagnosticRow["files"] = {}): DiagnosedSource {
  const all: Readonly<Record<string, string>> = { ...files, "example.swwae": text };
  const host = { read: (used: string) => all[used.replace(/^.*\//, "")] ?? null };
  return { path, text, diagnostics: compile({ path, text }, { host }).diagnostics };
}

/** The wrong example of every code, and sources with awkward line endings and letters. */
const sources: readonly DiagnosedSource[] = [
  ...Object.entries<DiagnosticRow>(diagnosticTable).map(([code, { wrong, files }]) =>
    diagnosed(`specs/${code}.swwae`, wrong, files),
  ),
  diagnosed(
    "C:/specs/a b.swwae",
    "model M {\r\n  input 28x28\r  encoder (8)3c-2p\n  loss { L2rec 1 L2M × } }",
  ),
  diagnosed("../no mistakes.swwae", "model M { input 28x28x1 encoder (8)3c-2p loss { L2rec 1 } }"),
];

describe("diagnostics as JSON", () => {
  const schema = readJson(new URL("../../../docs/schemas/diagnostics.schema.json", import.meta.url));
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
  const files = sources.map(({ path, text, diagnostics }) => ({
    file: path,
    models: [],
    diagnostics: diagnosticsToJson(diagnostics, text),
    fixed: [],
  }));
  const document = { files, errors: 1, warnings: 0 };

  it("follow the published schema", () => {
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each<[string, (diagnostic: Record<string, unknown>) => void]>([
    ["an unknown key", (diagnostic) => (diagnostic["extra"] = 1)],
    ["a missing key", (diagnostic) => delete diagnostic["fix"]],
    ["a severity that is none", (diagnostic) => (diagnostic["severity"] = "fatal")],
    ["a code that is none", (diagnostic) => (diagnostic["code"] = "SW1")],
  ])("break it with %s", (_, change) => {
    const broken = structuredClone(document) as unknown as {
      files: { diagnostics: Record<string, unknown>[] }[];
    };
    change(broken.files[0]?.diagnostics[0] ?? {});
    expect(validate(broken)).toBe(false);
  });

  it("give ranges that lead back to the same characters by offset and by line and column", () => {
    const text = "model M {\r\n  input 28x28\n  encoder (8)3c-2p  loss { L2rec 1 } }";
    const [diagnostic] = diagnosticsToJson(compile({ path: "a.swwae", text }).diagnostics, text);
    const { range, fix } = diagnostic as JsonDiagnostic;
    expect(text.slice(range.offset, range.offset + range.length)).toBe("28x28");
    expect(range).toMatchObject({ line: 2, column: 9, endLine: 2, endColumn: 14 });
    expect(fix).toMatchObject({ safe: false, edits: [{ range, text: "28x28x1" }] });
  });
});

describe("diagnostics as SARIF", () => {
  const schemaPath = createRequire(import.meta.url).resolve(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  );
  const Validator = Draft04Validator.default;
  // Its formats are those of URIs and dates, and one of its patterns is none of Unicode mode: structure is what is checked.
  const validate = new Validator({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
  }).compile(readJson(schemaPath));
  const log = diagnosticsToSarif(sources, { version: "1.2.3" });

  it("follow the official schema of SARIF 2.1.0", () => {
    validate(JSON.parse(JSON.stringify(log)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it("would not, were a level or a version wrong", () => {
    expect(validate({ ...log, version: "2.0.0" })).toBe(false);
    const [run] = log.runs;
    const results = run?.results.map((result) => ({ ...result, level: "fatal" }));
    expect(validate({ ...log, runs: [{ ...run, results }] })).toBe(false);
  });

  it("have a rule for each code that occurs, and each result leads to its own", () => {
    const [run] = log.runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(diagnosticTable).sort());
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
  });

  it("mend the source when the fixes are carried out as SARIF says", () => {
    const [run] = log.runs;
    let mended = 0;
    for (const { ruleId, locations, fixes = [] } of run?.results ?? []) {
      const { index } = locations[0]?.physicalLocation.artifactLocation ?? {};
      const { text = "" } = sources[index ?? -1] ?? {};
      for (const { replacements } of fixes.flatMap(({ artifactChanges }) => artifactChanges)) {
        const result = replacements.toReversed().reduce((before, replacement) => {
          const { charOffset, charLength } = replacement.deletedRegion;
          const inserted = replacement.insertedContent?.text ?? "";
          return before.slice(0, charOffset) + inserted + before.slice(charOffset + charLength);
        }, text);
        const left = compile({ path: "a.swwae", text: result }).diagnostics.map(({ code }) => code);
        expect(left.filter((code) => code === ruleId)).toEqual([]);
        mended += 1;
      }
    }
    expect(mended).toBeGreaterThan(20);
  });

  it("name files by URI", () => {
    const uris = log.runs[0]?.artifacts.map(({ location }) => location.uri) ?? [];
    expect(uris).toContain("specs/SW0101.swwae");
    expect(uris).toContain("file:///C:/specs/a%20b.swwae");
    expect(uris).toContain("../no%20mistakes.swwae");
  });
});

describe("diagnostics as GitHub annotations", () => {
  it("are one workflow command each", () => {
    const text = "model M { input 28x28  encoder (8)3c-2p  loss { L2rec 1 } }";
    expect(githubAnnotations(diagnosed("specs/a.swwae", text))).toEqual([
      "::error file=specs/a.swwae,line=1,col=17,endLine=1,endColumn=22,title=SW0315::" +
        "the input is height x width x channels, not `28x28`: such as 28x28x1%0Afix: input 28x28x1",
    ]);
  });

  it("escape what would end a property or a message", () => {
    const [line] = githubAnnotations({
      ...diagnosed(
        "100%, really: yes.swwae",
        "model M { input 28x28x1 encoder (8)3c-2p loss { L2rec 1 NLL } }",
      ),
    });
    expect(line).toMatch(/^::error file=100%25%2C really%3A yes\.swwae,line=1,/);
    for (const source of sources) {
      for (const annotation of githubAnnotations(source))
        expect(annotation).toMatch(/^::(error|warning) [^\r\n]*$/);
    }
  });

  it("say `warning` of warnings, and leave out columns where a mistake spans lines", () => {
    const text = "model M { input 28x28x1 encoder (8)3c-2p loss {\n L2rec 0 } }";
    expect(githubAnnotations(diagnosed("a.swwae", text))[0]).toMatch(
      /^::warning file=a\.swwae,line=1,col=42,/,
    );
    const spread = "model M { input 28\n28 encoder (8)3c-2p loss { L2rec 1 } }";
    expect(githubAnnotations(diagnosed("a.swwae", spread))[0]).toMatch(
      /^::error file=a\.swwae,line=1,endLine=2,title/,
    );
  });
});
