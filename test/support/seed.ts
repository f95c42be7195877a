/**
 * One seed for all random tests, so that a run can be repeated and a red one is red for everybody. Another seed, another
 * sample: SWWAE_SEED=… npx vitest run.
 */
import * as fc from "fast-check";
import { environmentVariable } from "./environment.js";

fc.configureGlobal({ seed: Number(environmentVariable("SWWAE_SEED") ?? 20160214) });
