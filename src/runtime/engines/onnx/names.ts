/** Names of a lowered program's inputs and outputs; prefixes keep feeds, states and results apart. */

/** The input that carries a feed. */
export const feedInput = (name: string): string => `feed:${name}`;

/** The input that carries a state as it was before the run. */
export const stateInput = (name: string): string => `state:${name}`;

/** The output that carries a result. */
export const resultOutput = (name: string): string => `result:${name}`;

/** The output that carries a state's new value. */
export const updateOutput = (state: string): string => `update:${state}`;
