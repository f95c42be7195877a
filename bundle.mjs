/**
 * The last step of the build: what `tsc` wrote under dist/ becomes one file for each way in, and chunks that they share.
 *
 * `swwae check` then opens a handful of files instead of some hundred and fifty, and Chevrotain is shaken down to what the
 * parser uses. Everything goes through one call, so that no module exists twice: a class that the trainer throws is the
 * class that the command line catches.
 */
import { cpSync, rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("dist/src/chunks", { recursive: true, force: true });
await build({
  entryPoints: [
    "dist/src/cli/main.js",
    "dist/src/compiler/index.js",
    "dist/src/compiler/format/prettierPlugin.js",
    "dist/src/runtime/index.js",
    "dist/src/training/index.js",
    // The script of a thread: nobody imports it, and it is found by its name.
    "dist/src/training/data/loading/batchWorker.js",
    ...["index", "vite", "rollup", "esbuild", "webpack"].map((name) => `dist/src/bundler/${name}.js`),
  ],
  outbase: "dist/src",
  outdir: "dist/src",
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  // What every start needs is taken in. Chevrotain's main entry is several hundred small modules; the same code in one file lies
  // beside it. The other two are CommonJS, whose first import starts a scanner in WebAssembly.
  alias: {
    chevrotain: "./node_modules/chevrotain/lib/chevrotain.min.mjs",
    commander: "./node_modules/commander/index.js",
    picocolors: "./node_modules/picocolors/picocolors.js",
  },
  plugins: [lateChildProcess()],
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  logLevel: "warning",
});

// Compiled where it is wanted, by `swwae setup tensorflow`.
const native = "src/setup/tensorflow/native";
cpSync(native, `dist/${native}`, { recursive: true });

/** Commander starts processes for subcommands that are programs of their own; none of ours are, and loading what starts them takes time. */
function lateChildProcess() {
  return {
    name: "late-child-process",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
        importer.includes("commander") ? { path: "child_process", namespace: "late" } : undefined,
      );
      onLoad({ filter: /.*/, namespace: "late" }, () => ({
        contents: `module.exports = { get spawn() { return require("child_process").spawn; } };`,
      }));
    },
  };
}
