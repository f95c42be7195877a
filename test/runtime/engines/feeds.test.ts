/** What engines say of feeds and states that do not fit. */
import { feed, finishProgram, Graph, type Program, type TensorValue } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { checkFeeds, FeedError } from "../../../src/runtime/engines/feeds.js";
import { checkStates, checkStateValues, StateError } from "../../../src/runtime/engines/states.js";
import { add } from "../../../src/runtime/ops/add.js";
import { scale } from "../../../src/runtime/ops/multiply.js";
import { state } from "../../../src/runtime/ops/source.js";
import { engineOf, enginesUnderTest } from "../../support/engines.js";
import { value } from "../../support/values.js";

/** y = weight · 2 + x · rate-less bias, and weight ← weight + x. */
function program(): Program {
  const graph = new Graph(true);
  const x = feed(graph, "x", [2, 3]);
  const bias = feed(graph, "bias", [], "scalar");
  const weight = state(graph, "weight", [2, 3], "parameter");
  const next = add(weight, x);
  return finishProgram("add", graph, new Map([["y", add(next, bias)]]), new Map([["weight", next]]));
}

const x = new Float32Array(6).fill(1);
const bias = new Float32Array([0.5]);

/** Fresh arrays at every call. */
function startValues(): Map<string, TensorValue> {
  return new Map([
    ["weight", value([2, 3], [0, 1, 2, 3, 4, 5])],
    ["other", value([1], [7])],
  ]);
}

describe("checks of feeds", () => {
  it("pass what the program asks for", () => {
    expect(() => checkFeeds(program(), { x, bias })).not.toThrow();
  });

  it("name every fault at once", () => {
    const faulty = { x: new Float32Array(5), label: x };
    expect(() => checkFeeds(program(), faulty)).toThrow(FeedError);
    expect(() => checkFeeds(program(), faulty)).toThrow(
      'The program "add" cannot run on these feeds: x [2, 3] takes 6 numbers, not 5; bias [] is missing; label is none of its feeds (x, bias)',
    );
  });

  it("are not misled by names of objects' own methods", () => {
    expect(() => checkFeeds(program(), { x, bias, toString: x })).toThrow("toString is none of its feeds");
    const graph = new Graph(true);
    const odd = feed(graph, "constructor", [1]);
    const asking = finishProgram("odd", graph, new Map([["y", scale(odd, 2)]]));
    expect(() => checkFeeds(asking, {})).toThrow("constructor [1] is missing");
  });
});

describe("checks of states", () => {
  it("name what is missing and what has another shape", () => {
    const shapes = new Map([["weight", [3, 2]]]);
    expect(() => checkStates(program(), (name) => shapes.get(name))).toThrow(StateError);
    expect(() => checkStates(program(), (name) => shapes.get(name))).toThrow(
      'The program "add" cannot run on this state: weight must be [2, 3], not [3, 2]',
    );
    expect(() => checkStates(program(), () => undefined)).toThrow("weight [2, 3] is missing");
    expect(() => checkStates(program(), () => [2, 3])).not.toThrow();
  });

  it("refuse values that are not as long as their shape", () => {
    expect(() => checkStateValues(new Map([["weight", value([2, 3], [1, 2])]]))).toThrow(
      "The state weight [2, 3] takes 6 numbers, not 2",
    );
  });
});

describe.each(enginesUnderTest)("states and feeds of %s", (name) => {
  it("add up over runs, in the engine's own memory", async () => {
    const engine = await engineOf(name);
    const executable = await engine.compile(program());
    const given = startValues();
    const live = await engine.createState(given);
    given.get("weight")?.data.fill(0);
    const fed = Float32Array.from(x);
    const first = await executable.run(live, { x: fed, bias });
    fed.fill(99);
    const second = await executable.run(live, { x, bias });
    expect([...(first["y"] ?? [])]).toEqual([1.5, 2.5, 3.5, 4.5, 5.5, 6.5]);
    expect([...(second["y"] ?? [])]).toEqual([2.5, 3.5, 4.5, 5.5, 6.5, 7.5]);

    const read = await live.read();
    expect([...read.keys()].sort()).toEqual(["other", "weight"]);
    expect([...(read.get("weight")?.data ?? [])]).toEqual([2, 3, 4, 5, 6, 7]);
    expect(read.get("weight")?.shape).toEqual([2, 3]);
    expect([...(read.get("other")?.data ?? [])]).toEqual([7]);

    // What was read is a copy.
    read.get("weight")?.data.fill(0);
    expect((await live.read()).get("weight")?.data[0]).toBe(2);
    await live.dispose();
    await executable.dispose();
  });

  it("are separate from each other and shared by programs", async () => {
    const engine = await engineOf(name);
    const adding = await engine.compile(program());
    const graph = new Graph(false);
    const doubling = await engine.compile(
      finishProgram("double", graph, new Map([["y", scale(state(graph, "weight", [2, 3], "parameter"), 2)]])),
    );
    const [one, two] = [await engine.createState(startValues()), await engine.createState(startValues())];
    await adding.run(one, { x, bias });
    expect([...((await doubling.run(one, {}))["y"] ?? [])]).toEqual([2, 4, 6, 8, 10, 12]);
    expect([...((await doubling.run(two, {}))["y"] ?? [])]).toEqual([0, 2, 4, 6, 8, 10]);
    for (const held of [one, two, adding, doubling]) await held.dispose();
  });

  it("are refused where they do not fit, and nothing changes", async () => {
    const engine = await engineOf(name);
    const executable = await engine.compile(program());
    const good = await engine.createState(new Map([["weight", value([2, 3], [0, 1, 2, 3, 4, 5])]]));
    await expect(executable.run(good, { bias })).rejects.toThrow("x [2, 3] is missing");
    await expect(executable.run(good, { x: bias, bias })).rejects.toThrow("x [2, 3] takes 6 numbers, not 1");
    await expect(executable.run(good, { x, bias, z: x })).rejects.toThrow("z is none of its feeds");
    expect([...((await good.read()).get("weight")?.data ?? [])]).toEqual([0, 1, 2, 3, 4, 5]);

    const empty = await engine.createState(new Map());
    await expect(executable.run(empty, { x, bias })).rejects.toThrow("weight [2, 3] is missing");
    const turned = await engine.createState(new Map([["weight", value([3, 2], [0, 1, 2, 3, 4, 5])]]));
    await expect(executable.run(turned, { x, bias })).rejects.toThrow("weight must be [2, 3], not [3, 2]");
    await expect(engine.createState(new Map([["weight", value([2, 3], [1])]]))).rejects.toThrow(
      "The state weight [2, 3] takes 6 numbers, not 1",
    );
    for (const held of [good, empty, turned, executable]) await held.dispose();
  });

  it("keep what was fed, not the array that it was fed in", async () => {
    const engine = await engineOf(name);
    const graph = new Graph(true);
    const fed = feed(graph, "x", [2]);
    const keep = finishProgram("keep", graph, new Map([["x", fed]]), new Map([["kept", fed]]));
    const executable = await engine.compile(keep);
    const live = await engine.createState(new Map([["kept", value([2], [0, 0])]]));
    const array = Float32Array.of(1, 2);
    const outputs = await executable.run(live, { x: array });
    array.fill(99);
    expect([...(outputs["x"] ?? [])]).toEqual([1, 2]);
    expect([...((await live.read()).get("kept")?.data ?? [])]).toEqual([1, 2]);
    await live.dispose();
    await executable.dispose();
  });

  it("swap without losing either value: updates read what was before the run", async () => {
    const engine = await engineOf(name);
    const graph = new Graph(true);
    const [a, b] = [state(graph, "a", [1], "parameter"), state(graph, "b", [1], "parameter")];
    const swap = finishProgram(
      "swap",
      graph,
      new Map([["sum", add(a, b)]]),
      new Map([
        ["a", b],
        ["b", a],
      ]),
    );
    const executable = await engine.compile(swap);
    const live = await engine.createState(
      new Map([
        ["a", value([1], [1])],
        ["b", value([1], [2])],
      ]),
    );
    for (let turn = 0; turn < 3; turn += 1) await executable.run(live, {});
    const read = await live.read();
    expect([read.get("a")?.data[0], read.get("b")?.data[0]]).toEqual([2, 1]);
    await live.dispose();
    await executable.dispose();
  });
});
