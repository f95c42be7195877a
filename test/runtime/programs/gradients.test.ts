/** The gradients of whole losses against differences: every mode, every kind of where. */
import { gradientProgram, modes, type TensorValue } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { enginesUnderTest } from "../../support/engines.js";
import { stackedModel, type ModelOptions } from "../../support/models.js";
import { feedsOf, parametersOf, statesOf, withProgram } from "../../support/sessions.js";
import { normals, value } from "../../support/values.js";

const models: readonly ModelOptions[] = (["hard", "soft", "none", "map"] as const).map((where) => ({
  input: [6, 5, 2],
  classes: 3,
  stages: [
    { channels: [3], kernel: [3, 3], pool: [2, 2] },
    { channels: [4], kernel: [2, 2], pool: [2, 1] },
  ],
  where,
  beta: 2,
  bottleneck: 5,
  dropout: 0.25,
  normalised: where === "none",
}));

/** Half the distance between the two points, in units of the parameter's direction (a vector of length 1). */
const step = 2e-3;

describe.each(enginesUnderTest)("gradients of whole losses on %s", (engine) => {
  const combinations = models.flatMap((options) =>
    modes.map((mode) => ({ where: options.where, mode, options })),
  );

  it.each(combinations)("agree with differences: where $where, $mode", async ({ options, mode }) => {
    const program = gradientProgram(stackedModel(options), { batch: 2, mode });
    const parameters = parametersOf(stackedModel(options), 9);
    const feeds = feedsOf(program, { seed: 4, labelled: 0.5 });
    const names = [...program.outputs.keys()].flatMap((name) => name.match(/^gradient:(.*)$/)?.[1] ?? []);
    expect(names.length).toBeGreaterThan(3);

    await withProgram(engine, program, async (run) => {
      const outputs = await run(statesOf(program, parameters), feeds);
      for (const name of names) {
        const gradient = outputs[`gradient:${name}`] ?? new Float32Array();
        const direction = directionAlong(gradient, name);
        const loss = async (distance: number): Promise<number> => {
          const moved = new Map(parameters).set(name, movedBy(parameters.get(name), direction, distance));
          return (await run(statesOf(program, moved), feeds))["loss"]?.[0] ?? NaN;
        };
        const measured = ((await loss(step)) - (await loss(-step))) / (2 * step);
        const expected = gradient.reduce((total, number, at) => total + number * (direction[at] ?? 0), 0);
        expect(
          Math.abs(measured - expected),
          `${name}: the graph says ${expected}, differences say ${measured}`,
        ).toBeLessThan(2e-3 + 0.02 * Math.abs(expected));
      }
    });
  });
});

/** A vector of length 1 that is half the gradient's direction and half a random one: it sees size and angle. */
function directionAlong(gradient: Float32Array, name: string): Float32Array {
  const random = normals([gradient.length], 3, name).data;
  const [own, other] = [unit(gradient), unit(random)];
  return unit(own.map((number, at) => number + (other[at] ?? 0)));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((number) => number / length);
}

function movedBy(parameter: TensorValue | undefined, direction: Float32Array, distance: number): TensorValue {
  const { shape, data } = parameter ?? value([], []);
  return value(
    shape,
    data.map((number, at) => number + distance * (direction[at] ?? 0)),
  );
}
