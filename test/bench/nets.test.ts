/** The networks of the benchmark. */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadNet } from "../../bench/nets.js";
import { drawNets } from "../../bench/nets/draw.js";
import { describeForPeers } from "../../bench/peers/description.js";
import { compile } from "../../src/compiler/index.js";
import { UserError } from "../../src/training/errors.js";
import { expectGolden } from "../support/golden.js";
import { temporaryFolder } from "../support/temporaryFolder.js";

describe("the nets drawn at random", () => {
  it("are those that the generator draws, and compile without a word", () => {
    const text = drawNets(5);
    expectGolden("bench/nets/random.swwae", text);
    const { plan, diagnostics } = compile({ path: "random.swwae", text });
    expect(diagnostics).toEqual([]);
    expect(plan.models).toHaveLength(5);
    for (const model of plan.models) expect(() => describeForPeers(model)).not.toThrow();
  });

  it("are drawn anew with another seed", async () => {
    const { plan } = await loadNet("seed2.1");
    const { plan: expected } = compile({ path: "seed2.swwae", text: drawNets(5, 2) });
    expect(plan.stages).toEqual(expected.models[0]?.stages);
    expect(plan.stages).not.toEqual((await loadNet("R1")).plan.stages);
  });
});

describe("a net", () => {
  it("may be any model of a spec", async () => {
    const { name, plan } = await loadNet("bench/nets/paper.swwae#Necessity8");
    expect(name).toBe("bench/nets/paper.swwae#Necessity8");
    expect(plan.stages[0]?.pool?.size).toEqual([8, 8]);
  });

  it("may build on a model of another spec", async () => {
    const folder = temporaryFolder();
    copyFileSync("bench/nets/paper.swwae", join(folder, "paper.swwae"));
    const text = 'use Necessity from "./paper.swwae"\nmodel Necessity4 extends Necessity(X = 4) { }\n';
    writeFileSync(join(folder, "more.swwae"), text);
    const { plan } = await loadNet(`${join(folder, "more.swwae")}#Necessity4`);
    expect(plan.stages[0]?.pool?.size).toEqual([4, 4]);
  });

  it.each([
    ["W3", "There is no net W3; choose from W1, W2"],
    ["seed2.6", "There is no net seed2.6"],
    ["missing.swwae#Mnist", "cannot read missing.swwae: there is no such file or folder (ENOENT)"],
    ["specs/paper/mnist.swwae#Mnits", "specs/paper/mnist.swwae defines no model Mnits, but Mnist"],
    [
      "bench/nets/draw.ts#Mnist",
      "bench/nets/draw.ts is no spec: the name of a spec ends in .swwae, not in .ts",
    ],
  ])("is not found as %s", async (name, message) => {
    await expect(loadNet(name)).rejects.toThrow(message);
  });

  it("is not compared where the peers cannot build it", async () => {
    const { plan } = await loadNet("specs/paper/mnist.swwae#Mnist");
    expect(() => describeForPeers(plan)).toThrow(UserError);
  });
});
