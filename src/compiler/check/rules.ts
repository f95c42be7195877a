/** All rules of the check phase, in the order in which a reader meets their subjects. */
import type { Rule } from "./rule.js";
import { classifierLayers } from "./rules/classifierLayers.js";
import { dropoutRate } from "./rules/dropoutRate.js";
import { emptyParts } from "./rules/emptyParts.js";
import { identicallyZero } from "./rules/identicallyZero.js";
import { inputShape } from "./rules/inputShape.js";
import { layerValues } from "./rules/layerValues.js";
import { lossWeights } from "./rules/lossWeights.js";
import { nllNeedsClassifier } from "./rules/nllNeedsClassifier.js";
import { nothingToTrain } from "./rules/nothingToTrain.js";
import { poolFits } from "./rules/poolFits.js";
import { poolLast } from "./rules/poolLast.js";
import { reduction } from "./rules/reduction.js";
import { requiredSections } from "./rules/requiredSections.js";
import { stageKinds } from "./rules/stageKinds.js";
import { tensorSizes } from "./rules/tensorSizes.js";
import { whereClauses } from "./rules/whereClauses.js";
import { whereNeedsPool } from "./rules/whereNeedsPool.js";

export const rules: readonly Rule[] = [
  requiredSections,
  inputShape,
  emptyParts,
  layerValues,
  dropoutRate,
  stageKinds,
  poolLast,
  poolFits,
  tensorSizes,
  classifierLayers,
  whereClauses,
  whereNeedsPool,
  lossWeights,
  reduction,
  nllNeedsClassifier,
  identicallyZero,
  nothingToTrain,
];
