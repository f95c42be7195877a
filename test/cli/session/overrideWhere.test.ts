/** The same network with another where, as if the spec had said so. */
import { expect, it } from "vitest";
import { compileSpec } from "../../support/compileSpec.js";
import { overrideWhere } from "../../../src/cli/session/overrideWhere.js";
import { tinySpec } from "../specs.js";

it("gives the plan of the spec with that where, but for the places in the text", () => {
  const [hard] = compileSpec("tiny.swwae", tinySpec).models;
  const [none] = compileSpec("tiny.swwae", tinySpec.replace("where hard", "where none")).models;
  if (hard === undefined || none === undefined) throw new Error("the spec has a model");
  expect(overrideWhere(hard, { kind: "none" })).toEqual(none);
  expect(hard.stages[0]?.pool?.where).toEqual({ kind: "hard" });
});
