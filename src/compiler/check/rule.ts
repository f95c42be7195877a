/** What a rule of the check phase is given, and the form that all of them have. */
import type { Report } from "../diagnostics/diagnostic.js";
import type { NamedClassifier, NamedLayer, NamedModel, NamedStage } from "../names/namedModel.js";
import type { SourceFile } from "../source/sourceFile.js";
import type { ShapeTrace } from "./shapes.js";
import type { WeightedTerm } from "./weights.js";

export interface RuleContext {
  readonly source: SourceFile;
  readonly model: NamedModel;
  readonly shapes: ShapeTrace;
  /** The loss terms that the model has, each with the weight that counts. */
  readonly terms: readonly WeightedTerm[];
  readonly report: Report;
}

/** Looks at one model and reports what breaks the rule. Rules are independent of each other. */
export type Rule = (context: RuleContext) => void;

/** The stages of the encoder and then the classifier: every part that has layers. */
export function partsOf(model: NamedModel): readonly (NamedStage | NamedClassifier)[] {
  return [...(model.encoder?.stages ?? []), ...(model.classifier ? [model.classifier] : [])];
}

/** All layers of encoder and classifier. */
export function layersOf(model: NamedModel): NamedLayer[] {
  return partsOf(model).flatMap((part) => part.layers);
}
