/** The networks that are timed, each from its spec. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadModels } from "../src/cli/session/loadModels.js";
import { compile, type ModelPlan } from "../src/compiler/index.js";
import type { Model } from "../src/runtime/index.js";
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

/** The net of a name. Throws where there is none, or its spec has errors. */
export async function loadNet(name: string): Promise<Net> {
  const [spec = "", modelName = ""] = sources[name] ?? [];
  const path = fileURLToPath(new URL(spec, packageRoot));
  const { plan } = compile({ path, text: readFileSync(path, "utf8") });
  const model = (await loadModels(plan)).get(modelName);
  const modelPlan = plan.models.find((candidate) => candidate.name === modelName);
  if (model === undefined || modelPlan === undefined) throw new Error(`There is no net ${name}`);
  return { name, model, plan: modelPlan };
}
