/**
 * `npm run bench:compiler`: what the compiler costs, beside TypeSpec's on an equally long input of its own language. Each figure is
 * the median of several processes, ours and theirs in turn.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { packageRoot } from "../packageRoot.js";
import { typeSpecCheck } from "../peers/typeSpec.js";
import { type Spread, spreadOf } from "../statistics.js";
import { specOf, typeSpecOf } from "./sources.js";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "5" }, peers: { type: "boolean", default: false } },
});
const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error("usage: npm run bench:compiler -- [--runs NUMBER] [--peers]");
  process.exit(2);
}

const many = 1000;
const folder = mkdtempSync(join(tmpdir(), "swwae-bench-"));
const cli = fileURLToPath(new URL("dist/src/cli/main.js", packageRoot));
const measureScript = fileURLToPath(new URL("./measure.js", import.meta.url));

interface Process {
  /** Milliseconds of the processor, user and system. */
  readonly processor: number;
  /** What the process printed as JSON, if it did. */
  readonly printed: readonly number[];
}

function compareAll(): void {
  console.log(
    `${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, ${runs} runs, median (range)`,
  );
  const small = write("one.swwae", specOf(1));
  const lines = specOf(many).split("\n").length;
  console.log(
    `one model: ${specOf(1).length} characters; ${many} models: ${specOf(many).length} in ${lines} lines\n`,
  );

  const ofCheck = inTurn("checking one model, as a process", "ms user+sys", {
    "node without a script": () => processor(["-e", "0"]),
    "swwae check": () => processor([cli, "check", small]),
    ...(options.peers && {
      "tsp, no emit": () => processor(typeSpecCheck(write("one.tsp", typeSpecOf(specOf(1).length)), say)),
    }),
  });
  demand("swwae check", ofCheck["swwae check"], 150);

  const ofFile = inTurn(`${many} models in one file, in process`, "ms", {
    swwae: () => printed("one-file", many),
    ...(options.peers && {
      typespec: () => first(start(typeSpecCheck(write("many.tsp", typeSpecOf(specOf(many).length)), say))),
    }),
  });
  demand("1,000 models in one file", ofFile["swwae"], 1000);
  const tenfold = inTurn(`${10 * many} models in one file, in process`, "ms", {
    swwae: () => printed("one-file", 10 * many),
  });
  grown(ofFile["swwae"], tenfold["swwae"]);

  const ofFiles = inTurn(`${many} files of one model, read and checked in process`, "ms", {
    swwae: () => printed("files", many),
  });
  demand("1,000 files", ofFiles["swwae"], 1000);
  const tenfoldFiles = inTurn(`${10 * many} files of one model, read and checked in process`, "ms", {
    swwae: () => printed("files", 10 * many),
  });
  grown(ofFiles["swwae"], tenfoldFiles["swwae"]);

  const rebuild = spreadOf(start([measureScript, "rebuild", `${many}`, join(folder, "watched")]).printed);
  console.log(
    `one of ${many} files changed: read, checked, emitted and written again, in process\n${row("swwae", rebuild)}`,
  );
  demand("rebuild", rebuild, 50);
}

/** Measures alternatives A B A B …, and prints a row of each. */
function inTurn(
  title: string,
  unit: string,
  alternatives: Readonly<Record<string, () => number>>,
): Readonly<Record<string, Spread>> {
  const found = Object.keys(alternatives).map((name) => [name, [] as number[]] as const);
  for (let run = 0; run < runs; run += 1) {
    for (const [name, figures] of found) figures.push(alternatives[name]?.() ?? Number.NaN);
  }
  console.log(`${title}, ${unit}`);
  const spreads = found.map(([name, figures]) => [name, spreadOf(figures)] as const);
  for (const [name, spread] of spreads) console.log(row(name, spread));
  return Object.fromEntries(spreads);
}

function row(name: string, { median, min, max }: Spread): string {
  return `  ${name.padEnd(24)} ${median.toFixed(0).padStart(6)} (${min.toFixed(0)} to ${max.toFixed(0)})`;
}

function grown(once: Spread | undefined, tenfold: Spread | undefined): void {
  const factor = (tenfold?.median ?? Number.NaN) / (once?.median ?? Number.NaN);
  console.log(`  ten times as much takes ${factor.toFixed(1)} times as long`);
}

function demand(name: string, spread: Spread | undefined, limit: number): void {
  const holds = spread !== undefined && spread.median <= limit;
  console.log(`  ${name}: ${holds ? "within" : "OVER"} its limit of ${limit} ms\n`);
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const printed = (what: string, count: number): number =>
  first(start([measureScript, what, `${count}`, join(folder, `${what}-${count}`)]));

const processor = (parameters: readonly string[]): number => start(parameters).processor;

function first({ printed: [figure] }: Process): number {
  return figure ?? Number.NaN;
}

/** Runs Node and waits for it; throws where it fails. The shell knows what its children took, all of it. */
function start(parameters: readonly string[]): Process {
  const script = 'TIMEFORMAT="%U %S"; time "$@"';
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["-c", script, "bash", process.execPath, ...parameters],
    {
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`node ${parameters.join(" ")} ended with ${status}\n${stderr}`);
  const [user = Number.NaN, system = Number.NaN] = (stderr.trim().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  return {
    processor: 1000 * (user + system),
    printed: stdout.startsWith("[") ? (JSON.parse(stdout) as number[]) : [],
  };
}

try {
  compareAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
