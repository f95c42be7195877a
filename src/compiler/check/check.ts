/** The check phase: runs every rule over a model. */
import type { Report } from "../diagnostics/diagnostic.js";
import type { NamedModel } from "../names/namedModel.js";
import type { SourceFile } from "../source/sourceFile.js";
import { rules } from "./rules.js";
import { inferShapes, type ShapeTrace } from "./shapes.js";
import { type WeightedTerm, weighTerms } from "./weights.js";

/** A model with everything that the checks found out about it. */
export interface CheckedModel {
  readonly model: NamedModel;
  readonly shapes: ShapeTrace;
  readonly terms: readonly WeightedTerm[];
}

/** Checks a model. Diagnostics: SW02xx (structure), SW03xx, SW04xx, SW05xx. */
export function checkModel(source: SourceFile, model: NamedModel, report: Report): CheckedModel {
  const shapes = inferShapes(model);
  const terms = weighTerms(model);
  for (const rule of rules) rule({ source, model, shapes, terms, report });
  return { model, shapes, terms };
}
