#!/usr/bin/env node
/** Where `swwae` starts: tells Node what makes short runs shorter, and goes on. */
import * as nodeModule from "node:module";
import { setFlagsFromString } from "node:v8";

if ("enableCompileCache" in nodeModule && typeof nodeModule.enableCompileCache === "function") {
  // Since Node 22.1: keeps what is compiled of our scripts for the next start, in a folder among the temporary files.
  nodeModule.enableCompileCache();
} else {
  // Otherwise functions are optimised later: a check is over before it pays, and a training does not notice.
  setFlagsFromString("--interrupt-budget=1000000");
}
const [{ runProgram }, { processTerminal }] = await Promise.all([
  import("./program.js"),
  import("./terminal.js"),
]);
await runProgram(process.argv.slice(2), processTerminal());
