/**
 * One measurement of the compiler, in a process of its own: `node measure.js WHAT COUNT FOLDER`. Prints milliseconds as JSON; the
 * process is cold, but the compiler is loaded before the clock starts.
 *
 * - `one-file`: a file of COUNT models, from its text to its diagnostics and plans
 * - `files`: COUNT files of one model each, read from FOLDER and the same
 * - `rebuild`: COUNT files compiled to TypeScript under FOLDER; then one of them changes, twenty times, and what a watch does
 *   after each change is timed
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileFiles } from "../../src/cli/session/compileFiles.js";
import { readSpecs } from "../../src/cli/specFile.js";
import type { Terminal } from "../../src/cli/terminal.js";
import { compile } from "../../src/compiler/index.js";
import picocolors from "picocolors";
import { specOf } from "./sources.js";

const rebuilds = 20;

const [what = "", countText = "", folder = ""] = process.argv.slice(2);
const count = Number(countText);

async function measure(): Promise<number[]> {
  switch (what) {
    case "one-file": {
      const text = specOf(count);
      return [await timed(async () => demandModels([{ path: "models.swwae", text }], count))];
    }
    case "files": {
      const files = writeSpecs();
      return [await timed(async () => demandModels(await readSpecs(files), count))];
    }
    case "rebuild":
      return rebuildTimes(writeSpecs());
    default:
      throw new Error(`nothing is called ${what}`);
  }
}

/** Compiles specs that are sound; a benchmark that compiled nothing would be fast. */
function demandModels(specs: readonly { path: string; text: string }[], expected: number): void {
  let models = 0;
  for (const spec of specs) {
    const { plan, diagnostics } = compile(spec);
    if (diagnostics.length > 0) throw new Error(`${spec.path}: ${diagnostics[0]?.message ?? ""}`);
    models += plan.models.length;
  }
  if (models !== expected) throw new Error(`${models} models came out, not ${expected}`);
}

async function rebuildTimes(files: readonly string[]): Promise<number[]> {
  const request = {
    files,
    out: join(folder, "generated"),
    targets: ["typescript"] as const,
    sourceMap: false,
    json: false,
    watched: [],
  };
  await compileFiles(request, silent);
  const times: number[] = [];
  for (let round = 0; round < rebuilds; round += 1) {
    const changed = files[(round * 37) % files.length] ?? "";
    writeFileSync(changed, specOf(1).replace("L2rec 0.5", `L2rec ${round + 1}`));
    times.push(await timed(() => compileFiles(request, silent, [changed])));
  }
  return times;
}

function writeSpecs(): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `net${index}.swwae`);
    writeFileSync(path, specOf(1));
    return path;
  });
}

const colors = picocolors.createColors(false);
const silent: Terminal = {
  print: () => {},
  note: () => {},
  colors,
  noteColors: colors,
  interactive: false,
  setExitCode: () => {},
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const milliseconds = await measure();
process.stdout.write(`${JSON.stringify(milliseconds)}\n`);
