/** The cost of a training step, held against the step graph that the runtime derives from the generated module. */
import * as fc from "fast-check";
import type { ModelPlan, Plan } from "swwae/compiler";
import { type Model, type Program, trainingProgram } from "swwae/runtime";
import { describe, expect, test } from "vitest";
import { emitTypeScript } from "../../../../src/compiler/emit/typescript/index.js";
import { trainingStepCost } from "../../../../src/compiler/plan/summary/trainingStep.js";
import { compileSpec } from "../../../support/compileSpec.js";
import { evaluateModule, modelsOf } from "../../../support/evaluateModule.js";
import { specArbitrary } from "../../../support/specArbitrary.js";
import { planOf, specFiles } from "../../../support/specFiles.js";

type Node = Program["nodes"][number];

const batch = 1;

async function programsOf(plan: Plan): Promise<[ModelPlan, Program][]> {
  const models = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" })));
  return plan.models.map((model) => [model, programOf(models.get(model.name) as Model)]);
}

function programOf(model: Model): Program {
  return trainingProgram(model, { batch, mode: "semi-supervised", optimizer: { kind: "adam" } });
}

/** The same figures, counted on the nodes of a program. */
function countedOn({ nodes, outputs, states }: Program): ReturnType<typeof trainingStepCost> {
  const loss = outputs.get("loss")?.node.id ?? 0;
  const kept = new Map<string, number>();
  for (const { id, inputs } of nodes) {
    if (id <= loss) continue;
    for (const { node, index, shape } of inputs) {
      const origin = originOf(node);
      if (isKept(origin, shape) && origin.id <= loss) kept.set(`${origin.id}:${index}`, sizeOf(shape));
    }
  }
  const moments = states.filter(({ name }) => name.startsWith("adam.m:"));
  return {
    multiplyAdds: total(nodes.map(multiplyAddsOf)),
    trainedNumbers: total(moments.map(({ shape }) => sizeOf(shape))),
    keptNumbers: total([...kept.values()]),
  };
}

/** Whether a tensor is the batch's: an image, a dropout's mask, or computed from them. */
function isKept({ op, attributes, inputs }: Node, shape: readonly number[]): boolean {
  if (op.name === "feed") return attributes["kind"] === "dropout" || attributes["name"] === "image";
  return inputs.length > 0 && shape.length > 1;
}

/** Whatever a convolution's node computes, it goes through every place of the map with every number of the kernel. */
function multiplyAddsOf({ op, inputs, outputs, attributes }: Node): number {
  const [first = [], second = []] = inputs.map(({ shape }) => shape);
  const result = outputs[0]?.shape ?? [];
  switch (op.name) {
    case "conv2d":
    case "conv2dInputGradient":
      return sizeOf(first.slice(0, 3)) * sizeOf(second);
    case "conv2dKernelGradient":
      return sizeOf(first.slice(0, 3)) * sizeOf(result);
    case "matmul":
      return sizeOf(result) * (first[attributes["transposeA"] === true ? 0 : 1] ?? 0);
    default:
      return 0;
  }
}

/** A reshape holds the numbers of what it reshapes. */
function originOf(node: Node): Node {
  const [input] = node.inputs;
  return node.op.name === "reshape" && input !== undefined ? originOf(input.node) : node;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

describe("the cost of a training step is the step graph's", () => {
  test.each(specFiles)("of %s", async (path) => {
    for (const [model, program] of await programsOf(planOf(path))) {
      expect(trainingStepCost(model), model.name).toEqual(countedOn(program));
    }
  });

  test("of random models", async () => {
    await fc.assert(
      fc.asyncProperty(specArbitrary({ size: 20, channels: 4 }), async (text) => {
        const plan = compileSpec("random.swwae", text);
        const [model] = plan.models;
        fc.pre(
          model !== undefined &&
            model.loss.terms.some(({ weight, identicallyZero }) => weight > 0 && !identicallyZero),
        );
        for (const [each, program] of await programsOf(plan)) {
          expect(trainingStepCost(each), text).toEqual(countedOn(program));
        }
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
