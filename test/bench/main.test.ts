/** The benchmark as it is run: built, in a process of its own. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../../dist/bench/main.js", import.meta.url));

describe("the benchmark", () => {
  it.each([
    [["--net", "W3"], "There is no net W3; choose from W1, W2"],
    [["--net", "missing.swwae#Mnist"], "cannot read missing.swwae: there is no such file or folder (ENOENT)"],
    [["--net", "specs/paper/mnist.swwae#Mnits"], "hint: name one: specs/paper/mnist.swwae#Mnist"],
    [
      ["--peers", "--net", "specs/paper/mnist.swwae#Mnist"],
      "The peers know classifiers of one dense layer only",
    ],
  ])("says what is wrong with %j, and times nothing", (options, message) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...options], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
