/** Models loaded in memory: a stack trace leads back to the spec. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { tinySpec } from "../specs.js";

const built = (path: string): string => new URL(`../../../dist/src/${path}`, import.meta.url).href;

/** Encodes images of the wrong size and prints the stack of the error that comes of it. */
const script = `
import { compile } from ${JSON.stringify(built("compiler/index.js"))};
import { loadModels } from ${JSON.stringify(built("cli/session/loadModels.js"))};
import { feed, Graph, traceParameters } from ${JSON.stringify(built("runtime/index.js"))};
import { readFileSync } from "node:fs";
const spec = { path: "my nets/tiny.swwae", text: readFileSync("my nets/tiny.swwae", "utf8") };
const model = (await loadModels(compile(spec).plan, spec)).get("Tiny");
const graph = new Graph(false);
try {
  model.encode(traceParameters(graph, model.parameters), feed(graph, "image", [1, 28, 28, 2]));
} catch (error) {
  console.log(error.stack);
}
`;

test("under --enable-source-maps, an error shows the line of the layer that it comes from", () => {
  const cwd = temporaryFolder();
  const specPath = join(cwd, "my nets");
  mkdirSync(specPath);
  writeFileSync(join(specPath, "tiny.swwae"), tinySpec);
  writeFileSync(join(cwd, "run.mjs"), script);
  const { stdout, stderr } = spawnSync(process.execPath, ["--enable-source-maps", "run.mjs"], {
    cwd,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const line = tinySpec.split("\n").findIndex((text) => text.includes("conv 3x3 4")) + 1;
  const column = (tinySpec.split("\n")[line - 1]?.indexOf("conv 3x3 4") ?? 0) + 1;
  expect(stdout).toContain(`encodeTiny (${join(specPath, "tiny.swwae")}:${line}:${column})`);
});
