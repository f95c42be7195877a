/** The networks that are timed, each from its spec and from the module that the spec compiles to. */
import { readFileSync } from "node:fs";
import { compile, type ModelPlan } from "../src/compiler/index.js";
import type { Model } from "../src/runtime/index.js";
import { YardstickOne, YardstickTwo } from "../generated/examples/yardstick.js";

export interface Net {
  /** How the net is called on the command line. */
  readonly name: string;
  readonly model: Model;
  /** What its plan says: the peers build the same net from it. */
  readonly plan: ModelPlan;
}

const yardsticks: readonly (readonly [name: string, model: Model])[] = [
  ["W1", YardstickOne],
  ["W2", YardstickTwo],
];

/** The yardstick nets; `specs` is the folder of the package's specs. */
export function loadNets(specs: URL): readonly Net[] {
  const path = new URL("examples/yardstick.swwae", specs);
  const { plan } = compile({ path: path.pathname, text: readFileSync(path, "utf8") });
  return yardsticks.flatMap(([name, model]) => {
    const found = plan.models.find((candidate) => candidate.name === model.name);
    return found === undefined ? [] : [{ name, model, plan: found }];
  });
}
