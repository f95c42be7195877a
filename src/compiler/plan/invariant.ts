/** The plan is built from checked models only; what the checks have ruled out is our mistake, not the user's. */

/** The value, which the checks have made sure of. */
export function known<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined)
    throw new Error(`The plan needs ${what}, which the checks should have ensured.`);
  return value;
}
