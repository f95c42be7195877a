/** All rules of the check phase, in the order in which a reader meets their subjects. */
import type { Rule } from "./rule.js";

export const rules: readonly Rule[] = [];
