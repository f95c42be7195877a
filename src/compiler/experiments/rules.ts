/** All rules about experiments, in the order in which a reader meets their subjects. */
import type { ExperimentRule } from "./rule.js";
import { cellCount } from "./rules/cellCount.js";
import { classesFit } from "./rules/classesFit.js";
import { imagesFit } from "./rules/imagesFit.js";
import { labelsRead } from "./rules/labelsRead.js";
import { modeNeedsTerms } from "./rules/modeNeedsTerms.js";
import { nesterovNeedsMomentum } from "./rules/nesterovNeedsMomentum.js";
import { warmupEnds } from "./rules/warmupEnds.js";

export const rules: readonly ExperimentRule[] = [
  classesFit,
  imagesFit,
  modeNeedsTerms,
  labelsRead,
  nesterovNeedsMomentum,
  warmupEnds,
  cellCount,
];
