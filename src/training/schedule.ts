/** Learning rate schedules: the rate of every step, known before training starts. */
import type { ScheduleSettings } from "../runtime/index.js";

/** The learning rate of step `step` (0 is the first) of `steps`. */
export type Schedule = (step: number, steps: number) => number;

/** The same rate at every step. */
export function constantRate(rate: number): Schedule {
  return () => rate;
}

/** The rate is multiplied by `factor` after every `every` steps. */
export function stepRate(rate: number, every: number, factor: number): Schedule {
  return (step) => rate * factor ** Math.floor(step / every);
}

/** Half a cosine from `rate` at the first step down to 0, which it would reach one step after the last. */
export function cosineRate(rate: number): Schedule {
  return (step, steps) => (rate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
}

/**
 * One cycle: the rate climbs in a straight line from `peak`/25 to `peak` over the first `warmUp` share of the steps,
 * then follows half a cosine down to `peak`/1000 at the last step.
 *
 * @param warmUp share of the steps spent climbing, in [0, 1); 0.1 where it is not given.
 */
export function oneCycleRate(peak: number, warmUp = 0.1): Schedule {
  return (step, steps) => oneCycle(peak, Math.floor(steps * warmUp), step, steps);
}

/** `schedule` behind `warmUpSteps` steps in which the rate rises in a straight line to that schedule's first. */
export function withWarmUp(schedule: Schedule, warmUpSteps: number): Schedule {
  return (step, steps) => {
    const remaining = Math.max(1, steps - warmUpSteps);
    return step < warmUpSteps
      ? (schedule(0, remaining) * (step + 1)) / (warmUpSteps + 1)
      : schedule(step - warmUpSteps, remaining);
  };
}

/** The schedule that settings describe, around the full rate `rate`. */
export function createSchedule(settings: ScheduleSettings, rate: number, stepsPerEpoch: number): Schedule {
  const warmUpSteps = Math.round(settings.warmupEpochs * stepsPerEpoch);
  switch (settings.kind) {
    case "constant":
      return withWarmUp(constantRate(rate), warmUpSteps);
    case "step":
      return withWarmUp(stepRate(rate, settings.every * stepsPerEpoch, settings.factor), warmUpSteps);
    case "cosine":
      return withWarmUp(cosineRate(rate), warmUpSteps);
    case "one-cycle":
      return warmUpSteps === 0
        ? oneCycleRate(rate)
        : (step, steps) => oneCycle(rate, Math.min(warmUpSteps, steps), step, steps);
  }
}

function oneCycle(peak: number, warmUpSteps: number, step: number, steps: number): number {
  const first = peak / 25;
  const last = peak / 1000;
  if (step < warmUpSteps) return first + ((peak - first) * step) / warmUpSteps;
  const remaining = steps - 1 - warmUpSteps;
  const progress = remaining <= 0 ? 0 : Math.min(1, (step - warmUpSteps) / remaining);
  return last + ((peak - last) * (1 + Math.cos(Math.PI * progress))) / 2;
}
