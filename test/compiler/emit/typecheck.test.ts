/** Generated modules under the strict type checker: all pass as they are, and a wrong shape is found by types alone. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { emitTypeScript } from "../../../src/compiler/emit/typescript/index.js";
import { compileSpec } from "../../support/compileSpec.js";
import { validSpecs } from "./validSpecs.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

function modules(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(root, folder, name));
}

/** The MNIST module with one thing wrong, as a person might edit it. */
const edits = {
  "kernel.ts": ["heNormal([3, 3, 64, 64])", "heNormal([3, 3, 32, 64])"],
  "pool.ts": ["pool(topMap, { size: [2, 2]", "pool(topMap, { size: [3, 3]"],
  "where.ts": ["unpool(middle, where.middle)", "unpool(middle, where.top)"],
  "lateral.ts": ["l2(decoded.middle, encoded.middle.what", "l2(decoded.middle, encoded.bottom.what"],
  "logits.ts": ["lecunNormal([576, 10])", "lecunNormal([576, 11])"],
} as const;

/** Modules of random specs by file name; the seed is fixed, so that the same ones are checked every time. */
async function randomModules(): Promise<[name: string, text: string][]> {
  const specs = fc.sample(validSpecs, { seed: 28, numRuns: 6 });
  return Promise.all(
    specs.map(async (text, index): Promise<[string, string]> => {
      const plan = compileSpec(`random${index}.swwae`, text);
      return [`random${index}.ts`, await emitTypeScript(plan, { version: "0.0.0" })];
    }),
  );
}

test("every generated module passes, every edited one fails", async () => {
  const directory = mkdtempSync(join(tmpdir(), "swwae-typecheck-"));
  try {
    const mnist = readFileSync(join(root, "generated/paper/mnist.ts"), "utf8");
    for (const [name, [from, to]] of Object.entries(edits)) {
      expect(mnist).toContain(from);
      writeFileSync(join(directory, name), mnist.replace(from, to));
    }
    const random = await randomModules();
    for (const [name, text] of random) writeFileSync(join(directory, name), text);
    writeFileSync(join(directory, "package.json"), '{ "type": "module" }');
    writeFileSync(
      join(directory, "tsconfig.json"),
      JSON.stringify({
        extends: join(root, "tsconfig.json"),
        compilerOptions: {
          typeRoots: [join(root, "node_modules/@types")],
          paths: { "swwae/runtime": [join(root, "src/runtime/index.ts")] },
        },
        include: [],
        files: [
          ...Object.keys(edits),
          ...random.map(([name]) => name),
          ...modules("generated"),
          ...modules("test/compiler/emit/golden"),
        ],
      }),
    );
    const checked = spawnSync(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "-p", directory],
      {
        cwd: directory,
        encoding: "utf8",
      },
    );
    const complaints = checked.stdout.split("\n").filter((line) => /^\S+\(\d+,\d+\): error/.test(line));
    const generated = complaints.filter((line) => /(generated|golden)\/|^random/.test(line));
    expect(generated).toEqual([]);
    const found = new Set(complaints.map((line) => line.slice(0, line.indexOf("("))));
    expect([...found].filter((file) => file in edits).sort()).toEqual(Object.keys(edits).sort());
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
