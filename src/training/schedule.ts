/** Learning rate schedules: the rate of every step, known before training starts. */

/** The learning rate of step `step` (0 is the first) of `steps`. */
export type Schedule = (step: number, steps: number) => number;

/** The same rate at every step. */
export function constantRate(rate: number): Schedule {
  return () => rate;
}

/**
 * One cycle: the rate climbs in a straight line from `peak`/25 to `peak` over the first `warmUp` share of the steps,
 * then follows half a cosine down to `peak`/1000 at the last step.
 *
 * @param warmUp share of the steps spent climbing, in [0, 1); 0.1 where it is not given.
 */
export function oneCycleRate(peak: number, warmUp = 0.1): Schedule {
  const first = peak / 25;
  const last = peak / 1000;
  return (step, steps) => {
    const warmUpSteps = Math.floor(steps * warmUp);
    if (step < warmUpSteps) return first + ((peak - first) * step) / warmUpSteps;
    const remaining = steps - 1 - warmUpSteps;
    const progress = remaining <= 0 ? 0 : Math.min(1, (step - warmUpSteps) / remaining);
    return last + ((peak - last) * (1 + Math.cos(Math.PI * progress))) / 2;
  };
}
