/** The package as its users get it: packed, installed beside a small project, type-checked and trained with. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emitTypeScript } from "../../src/compiler/emit/typescript/index.js";
import { compileSpec } from "../support/compileSpec.js";
import { expectGolden } from "../support/golden.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const fixture = join(root, "test/fixtures/package-user");
let user = "";

interface PackageFile {
  readonly version: string;
  readonly dependencies: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly bin?: Record<string, string>;
  readonly exports: Record<string, unknown>;
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageFile;
}

/** Runs a command and returns what it prints; throws with all that it printed where it fails. */
function run(command: string, commandArguments: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, commandArguments, { cwd, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${command} ${commandArguments.join(" ")}\n${stdout}${stderr}`, { cause: error });
  }
  return stdout;
}

const typescript = join(root, "node_modules/typescript/bin/tsc");

/**
 * Installs the tarball by hand: it is unpacked as npm would, and exactly the dependencies that its package.json declares are
 * linked from this project's node_modules. `npm install` would need a registry or a warm cache for 300 MB of engines;
 * this way a dependency that was forgotten in package.json is missing all the same.
 */
function install(tarball: string): void {
  const modules = join(user, "node_modules");
  mkdirSync(join(modules, "swwae"), { recursive: true });
  run("tar", ["-xzf", tarball, "-C", join(modules, "swwae"), "--strip-components=1"], user);
  const packed = readPackage(join(modules, "swwae"));
  for (const name of [...Object.keys(packed.dependencies), "typescript", "@types/node"]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name), "junction");
  }
}

beforeAll(() => {
  user = mkdtempSync(join(tmpdir(), "swwae-package-user-"));
  cpSync(fixture, user, { recursive: true });
  // `npm test` has built what is packed; building here would pull it away under the other tests that run it.
  const packed = run("npm", ["pack", "--json", "--loglevel=error", "--pack-destination", user], root);
  const [tarball] = JSON.parse(packed) as { filename: string }[];
  install(join(user, tarball?.filename ?? ""));
}, 120_000);

afterAll(() => rmSync(user, { recursive: true, force: true }));

test("the module of the fixture is what the compiler writes today", async () => {
  const spec = "specs/bars.swwae";
  const plan = compileSpec(spec, readFileSync(join(fixture, spec), "utf8"));
  expectGolden(
    join(fixture, "src/bars.ts"),
    await emitTypeScript(plan, { version: readPackage(root).version }),
  );
});

test("the tarball holds what runs and the specs, and no sources or tests", () => {
  const swwae = join(user, "node_modules/swwae");
  const { bin } = readPackage(swwae);
  for (const path of [...Object.values(bin ?? {}), "dist/grammar", "specs/paper/mnist.swwae", "LICENSE"]) {
    expect(existsSync(join(swwae, path)), path).toBe(true);
  }
  for (const path of ["src", "test", "bench", "dist/bench", "dist/test", "node_modules"]) {
    expect(existsSync(join(swwae, path)), path).toBe(false);
  }
});

test("every schema of docs/schemas is packed, and the package exports it", () => {
  const names = readdirSync(join(root, "docs/schemas")).sort();
  const { exports } = readPackage(join(user, "node_modules/swwae"));
  const exported = Object.keys(exports).filter((path) => path.startsWith("./schemas/"));
  expect(exported.sort()).toEqual(names.map((name) => `./schemas/${name}`));
  const { resolve } = createRequire(join(user, "package.json"));
  for (const name of names) {
    const published = JSON.parse(readFileSync(resolve(`swwae/schemas/${name}`), "utf8")) as { $id: string };
    expect(published.$id).toBe(`urn:swwae:${name.replace(".schema.json", "")}:1`);
  }
});

test("a project of its own type-checks and trains with it", () => {
  run(process.execPath, [typescript], user);
  const lines = run(process.execPath, ["dist/train.js"], user).trim().split("\n");
  const steps = lines.map((line) => JSON.parse(line) as { loss: number; terms: Record<string, number> });
  expect(steps).toHaveLength(10);
  expect(Object.keys(steps[0]?.terms ?? {})).toEqual(["NLL", "L2rec", "L2M edges", "L2M bars"]);
  for (const { loss } of steps) expect(loss).toBeGreaterThan(0);
  expect(steps[9]?.loss).toBeLessThan(0.9 * (steps[0]?.loss ?? 0));
});

test("a program of its own loads the weights, typed, and computes with them", () => {
  const served: unknown = JSON.parse(run(process.execPath, ["dist/serve.js"], user));
  expect(served).toEqual({
    engine: "onnx",
    label: expect.toSatisfy((label) => label === 0 || label === 1),
    probability: expect.toSatisfy((probability: number) => probability >= 0.5 && probability <= 1),
    where: [1, 4, 4, 6],
    what: [1, 2, 2, 8],
    reconstruction: [1, 8, 8, 1],
  });
});

test("its command line compiles the spec to the same module", () => {
  const { bin } = readPackage(join(user, "node_modules/swwae"));
  const commandLine = join(user, "node_modules/swwae", bin?.["swwae"] ?? "");
  run(process.execPath, [commandLine, "compile", "specs/bars.swwae", "--out", "compiled"], user);
  const compiled = readFileSync(join(user, "compiled/bars.ts"), "utf8");
  expect(compiled).toBe(readFileSync(join(fixture, "src/bars.ts"), "utf8"));
});
