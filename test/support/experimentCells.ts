/** The experiments of a generated module against those of the plan that it was made of. */
import { adamDefaults, type Experiment, experimentCells } from "swwae/runtime";
import { expect } from "vitest";
import type { Plan } from "../../src/compiler/index.js";

/** Expects every experiment of the plan to be exported, and its cells to say what the plan's cells say. */
export function expectExperiments(plan: Plan, exports: Readonly<Record<string, unknown>>): void {
  const exported = Object.values(exports).filter(isExperiment);
  expect(exported.map(({ name }) => name)).toEqual(plan.experiments.map(({ name }) => name));
  plan.experiments.forEach(({ cells }, index) => {
    const found = experimentCells(exported[index]!).map(({ label, settings }) => {
      const { model, optimizer, ...rest } = settings;
      const defaults = { ...adamDefaults, momentum: 0, nesterov: false };
      return { label, ...rest, model: model.name, optimizer: { ...defaults, ...optimizer } };
    });
    const expected = cells.map(({ precision, labelledShare, validation, clip, ...cell }) => ({
      ...cell,
      labelledShare: labelledShare === 0.5 ? undefined : labelledShare,
      validation: validation === 1000 ? undefined : validation,
      clip: clip ?? undefined,
      precision: precision === "fp32" ? undefined : precision,
      choices: undefined,
      optimizer: { ...cell.optimizer, epsilon: adamDefaults.epsilon },
    }));
    expect(found).toEqual(expected);
  });
}

function isExperiment(value: unknown): value is Experiment {
  return typeof value === "object" && value !== null && "axes" in value && "settings" in value;
}
