/** The networks of the benchmark that were drawn at random. */
import { expect, it } from "vitest";
import { drawNets } from "../../bench/nets/draw.js";
import { describeForPeers } from "../../bench/peers/description.js";
import { compile } from "../../src/compiler/index.js";
import { expectGolden } from "../support/golden.js";

it("are those that the generator draws, and compile without a word", () => {
  const text = drawNets(5);
  expectGolden("bench/nets/random.swwae", text);
  const { plan, diagnostics } = compile({ path: "random.swwae", text });
  expect(diagnostics).toEqual([]);
  expect(plan.models).toHaveLength(5);
  for (const model of plan.models) expect(() => describeForPeers(model)).not.toThrow();
});
