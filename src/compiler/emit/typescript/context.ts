/** What every part of the emitter is given: the model, the names chosen for it, and the module's import. */
import type { ModelPlan } from "../../plan/plan.js";
import type { RuntimeImports } from "./imports.js";
import type { ModelNames } from "./names.js";
import type { Origins } from "./origins.js";

export interface EmissionContext {
  readonly model: ModelPlan;
  readonly names: ModelNames;
  readonly runtime: RuntimeImports;
  /** Lines for the model's documentation: of which values it was made. */
  readonly notes: readonly string[];
  /** Filled by whoever writes a declaration. */
  readonly origins: Origins;
}
