/** The networks that are timed, each from its spec. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadModels } from "../src/cli/session/loadModels.js";
import { compile, type ModelPlan } from "../src/compiler/index.js";
import type { Model } from "../src/runtime/index.js";
import { drawNets } from "./nets/draw.js";
import { packageRoot } from "./packageRoot.js";
import { UnsuitableNet } from "./unsuitableNet.js";

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

interface Source {
  readonly path: string;
  readonly text: string;
  readonly model: string;
}

/** The net of a name. Throws an UnsuitableNet where there is none, or its spec has errors. */
export async function loadNet(name: string): Promise<Net> {
  const { path, text, model: modelName } = sourceOf(name);
  const { plan, diagnostics } = compile({ path, text });
  if (diagnostics.some(({ severity }) => severity === "error")) {
    throw new UnsuitableNet(`${path} has errors: swwae check ${path} tells them`);
  }
  const modelPlan = plan.models.find((candidate) => candidate.name === modelName);
  const model = (await loadModels(plan)).get(modelName);
  if (model === undefined || modelPlan === undefined) {
    const names = plan.models.map((candidate) => candidate.name);
    throw new UnsuitableNet(`${path} has no model ${modelName}; it has ${names.join(", ")}`);
  }
  return { name, model, plan: modelPlan };
}

function sourceOf(name: string): Source {
  const known = sources[name];
  if (known !== undefined) return fromFile(fileURLToPath(new URL(known[0], packageRoot)), known[1]);
  const [, seed, number = ""] = /^seed(\d+)\.([1-9])$/.exec(name) ?? [];
  if (seed !== undefined && Number(number) <= drawn) {
    return { path: `${name}.swwae`, text: drawNets(drawn, Number(seed)), model: `Random${number}` };
  }
  const [file = "", model] = name.split("#");
  if (model === undefined) {
    throw new UnsuitableNet(`There is no net ${name}; choose from ${netNames.join(", ")}, ${otherNets}`);
  }
  return fromFile(file, model);
}

function fromFile(path: string, model: string): Source {
  try {
    return { path, text: readFileSync(path, "utf8"), model };
  } catch (cause) {
    throw new UnsuitableNet(`${path} cannot be read`, { cause });
  }
}
