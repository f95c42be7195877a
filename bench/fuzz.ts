/**
 * Random sources for the front end: `npm run fuzz -- --count 1000000 --seed 1`.
 *
 * Specs, specs among random comments, specs with words dropped, doubled and replaced, and noise. Each is compiled and formatted: nothing may throw,
 * no source may take a second, and what is formatted must parse to the tree that it had. Prints how many, how long, and the slowest.
 */
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import * as fc from "fast-check";
import { format } from "../src/compiler/format/index.js";
import { compile, renderDiagnostics } from "../src/compiler/index.js";
import { mutatedSpec, noise } from "../test/support/sourceArbitrary.js";
import { specArbitrary } from "../test/support/specArbitrary.js";
import { treeOf, withoutSpace } from "../test/support/specText.js";
import { withTrivia } from "../test/support/trivia.js";

/** The longest that one source may take, in milliseconds of the processor: what else the machine does is no matter. */
const longest = 1000;

/** Sources that are made at once, from one seed. */
const batch = 1000;

const sources = fc.oneof(
  { weight: 3, arbitrary: specArbitrary() },
  { weight: 3, arbitrary: withTrivia(specArbitrary()) },
  { weight: 2, arbitrary: mutatedSpec },
  { weight: 1, arbitrary: withTrivia(mutatedSpec) },
  { weight: 1, arbitrary: noise },
);

type Outcome = "compiled" | "formatted" | "refused";

/** Compiles and formats a source; throws where something does not hold. */
function run(text: string): Outcome {
  const { plan, diagnostics } = compile({ path: "random.swwae", text });
  renderDiagnostics(diagnostics, text, { color: false });
  const result = format(text);
  if ("diagnostics" in result) return "refused";
  if (treeOf(result.text) !== treeOf(text)) throw new Error("formatting changes the tree");
  if (withoutSpace(result.text) !== withoutSpace(text))
    throw new Error("formatting changes words or comments");
  const again = format(result.text);
  if (!("text" in again) || again.text !== result.text) throw new Error("formatting twice changes something");
  return plan.models.length > 0 && diagnostics.every(({ severity }) => severity !== "error")
    ? "compiled"
    : "formatted";
}

const { values: options } = parseArgs({
  options: { count: { type: "string", default: "1000000" }, seed: { type: "string", default: "1" } },
});
const count = Number(options.count);
const seed = Number(options.seed);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error("usage: npm run fuzz -- [--count NUMBER] [--seed NUMBER]");
  process.exit(2);
}

const outcomes: Record<Outcome, number> = { compiled: 0, formatted: 0, refused: 0 };
let failures = 0;
let slowest = { milliseconds: 0, text: "" };
const started = performance.now();
for (let done = 0; done < count; done += batch) {
  for (const text of fc.sample(sources, { seed: seed + done, numRuns: Math.min(batch, count - done) })) {
    const before = process.cpuUsage();
    try {
      outcomes[run(text)] += 1;
    } catch (error) {
      failures += 1;
      console.error(
        `${error instanceof Error ? error.stack : String(error)}\n  source: ${JSON.stringify(text)}`,
      );
    }
    const { user, system } = process.cpuUsage(before);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text };
  }
}
const seconds = (performance.now() - started) / 1000;
const { compiled, formatted, refused } = outcomes;
console.log(`${count} sources from seed ${seed} in ${seconds.toFixed(1)} s, ${failures} failures`);
console.log(
  `${compiled} compiled, ${formatted} formatted with errors left, ${refused} refused for their syntax`,
);
console.log(
  `slowest: ${slowest.milliseconds.toFixed(1)} ms of the processor for ${slowest.text.length} characters`,
);
if (failures > 0 || slowest.milliseconds > longest) process.exitCode = 1;
