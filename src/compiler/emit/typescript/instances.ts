/** What the TSDoc of a model says of the experiments that made it of parameters. */
import type { ExperimentPlan } from "../../plan/plan.js";
import { dependentAxes } from "./dependence.js";

/**
 * "With X 4, w none, as {@link NecessityOfWhere} asks for it.", one line for each experiment whose axes choose among models;
 * empty for a model that none chooses, or chooses by its name alone.
 *
 * @param constants of the experiments in the module, in their order.
 */
export function instanceNotes(
  model: string,
  experiments: readonly ExperimentPlan[],
  constants: readonly string[],
): string[] {
  return experiments.flatMap((experiment, index) => {
    const cell = experiment.cells.find((candidate) => candidate.model === model);
    if (cell === undefined) return [];
    const values = dependentAxes(experiment, (candidate) => candidate.model).flatMap((axis) => {
      const { name = "", values: words = [] } = experiment.axes[axis] ?? {};
      const word = words[cell.choices[axis] ?? 0] ?? "";
      return word === model ? [] : [`${name} ${word}`];
    });
    if (values.length === 0) return [];
    return [`With ${values.join(", ")}, as {@link ${constants[index] ?? experiment.name}} asks for it.`];
  });
}
