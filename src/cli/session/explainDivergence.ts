/** Where a training that ran away began to: its last steps made again from the last checkpoint, and the numbers of the last one looked at. */
import { createSchedule, DivergenceError, readCheckpoint, UserError } from "../../training/index.js";
import { counted } from "../compileSpec.js";
import { shownPath } from "../specFile.js";
import { countSteps } from "./settings.js";
import { setUpTraining } from "./setUpTraining.js";
import type { TrainModelRequest } from "./trainModel.js";

/**
 * The error, with the first layer, term or gradient that is not finite, and with the checkpoint that is kept.
 *
 * The update of the step is in the weights already when its loss is seen, so the weights of before are made once more.
 */
export async function explainDivergence(
  error: DivergenceError,
  request: TrainModelRequest,
): Promise<UserError> {
  const { model, settings, images, checkpoints, terminal } = request;
  const last = await readCheckpoint(checkpoints.last, model).catch(() => null);
  const from = last?.position?.progress.step;
  if (last === null || from === undefined) return error;
  const kept = `\nthe checkpoint of step ${from} is kept: ${shownPath(checkpoints.last)}`;
  const again = error.step - 1 - from;
  terminal.note(
    `${error.message}; looking for where it began${again > 0 ? `, ${counted(again, "step")} back` : ""}`,
  );
  const found = await locate(error.step, { ...request, stopped: { last, best: null, seconds: 0 } });
  return new DivergenceError(error.step, `${error.message}${found === null ? "" : `: ${found}`}${kept}`, {
    cause: error,
  });

  async function locate(step: number, { interruption, stopped }: TrainModelRequest): Promise<string | null> {
    const { trainer, loader } = await setUpTraining(request, stopped);
    try {
      const { steps, stepsPerEpoch } = countSteps(settings, images.labelled.length, images.training.length);
      const schedule = createSchedule(settings.schedule, settings.rate, stepsPerEpoch);
      while (trainer.steps < step - 1 && !interruption.requested) {
        const { images: batch, labels } = await loader.next();
        await trainer.step(batch, labels, schedule(trainer.steps, steps));
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (interruption.requested) return null;
      const { images: batch, labels } = await loader.next();
      return await trainer.locateDivergence(batch, labels);
    } catch (failure) {
      // Where it cannot be found, the error itself is still the one to tell.
      if (failure instanceof UserError) return null;
      throw failure;
    } finally {
      await loader.dispose();
      await trainer.dispose();
    }
  }
}
