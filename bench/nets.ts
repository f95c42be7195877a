/** The networks that are timed, each from its spec. */
import { fileURLToPath } from "node:url";
import { compileSound } from "../src/cli/compileSpec.js";
import { chooseModel, loadModels, planOf } from "../src/cli/session/loadModels.js";
import { readSpec, type SpecFile, splitModelReference } from "../src/cli/specFile.js";
import { processTerminal } from "../src/cli/terminal.js";
import type { ModelPlan } from "../src/compiler/index.js";
import type { Model } from "../src/runtime/index.js";
import { UserError } from "../src/training/errors.js";
import { drawNets } from "./nets/draw.js";
import { packageRoot } from "./packageRoot.js";

export interface Net {
  /** How the net is called on the command line. */
  readonly name: string;
  readonly model: Model;
  /** What its plan says: the peers build the same net from it. */
  readonly plan: ModelPlan;
}

/** The nets by their names: the file that each is in, and its model there. */
const sources: Readonly<Record<string, readonly [spec: string, model: string]>> = {
  W1: ["specs/examples/yardstick.swwae", "YardstickOne"],
  W2: ["specs/examples/yardstick.swwae", "YardstickTwo"],
  small: ["bench/nets/small.swwae", "Small"],
  R1: ["bench/nets/random.swwae", "Random1"],
  R2: ["bench/nets/random.swwae", "Random2"],
  R3: ["bench/nets/random.swwae", "Random3"],
  R4: ["bench/nets/random.swwae", "Random4"],
  R5: ["bench/nets/random.swwae", "Random5"],
};

export const netNames: readonly string[] = Object.keys(sources);

/** How a net is called that stands in none of the files above: a model of a spec, or one that is drawn with another seed. */
export const otherNets = "FILE#MODEL, or seedS.K for the Kth net drawn at random with seed S";

/** Nets that are drawn with a seed. */
const drawn = 5;

/**
 * The net of a name. What a spec's compiler says goes to standard error.
 *
 * @throws UserError where there is no such net, or its spec cannot be read or has errors.
 */
export async function loadNet(name: string): Promise<Net> {
  const { spec, model: modelName } = await sourceOf(name);
  const plan = compileSound(spec, processTerminal());
  const model = chooseModel(await loadModels(plan), modelName, spec.path);
  return { name, model, plan: planOf(plan, model.name) };
}

async function sourceOf(name: string): Promise<{ readonly spec: SpecFile; readonly model: string }> {
  const known = sources[name];
  if (known !== undefined) {
    return { spec: await readSpec(fileURLToPath(new URL(known[0], packageRoot))), model: known[1] };
  }
  const [, seed, number = ""] = /^seed(\d+)\.([1-9])$/.exec(name) ?? [];
  if (seed !== undefined && Number(number) <= drawn) {
    const spec = { path: `${name}.swwae`, text: drawNets(drawn, Number(seed)) };
    return { spec, model: `Random${number}` };
  }
  const { path, model } = splitModelReference(name);
  if (model === null) {
    throw new UserError(`There is no net ${name}; choose from ${netNames.join(", ")}, ${otherNets}`);
  }
  return { spec: await readSpec(path), model };
}
