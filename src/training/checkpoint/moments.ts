/** Whether a checkpoint remembers all that its optimiser does. */
import {
  type Model,
  type TensorValue,
  trainingProgram,
  type TrainingProgramOptions,
} from "../../runtime/index.js";
import { UserError } from "../errors.js";

/**
 * Makes sure that a training can go on from a state as if it had never stopped: moments that begin anew would make another one.
 *
 * @param path names the checkpoint in the message.
 * @throws UserError naming the states that are missing.
 */
export function requireMoments(
  state: ReadonlyMap<string, TensorValue>,
  model: Model,
  options: TrainingProgramOptions,
  path: string,
): void {
  const { states } = trainingProgram(model, options);
  const missing = states.flatMap(({ name }) => (state.has(name) ? [] : [name]));
  if (missing.length === 0) return;
  const others = missing.length === 1 ? "" : ` and ${missing.length - 1} more`;
  throw new UserError(
    `${path} lacks what the optimiser remembers, ${missing[0]}${others}: the training cannot go on from it`,
    { hint: "start another training from its weights: swwae train … --from RUN" },
  );
}
