/** Studies: what the paper shows, measured again and put on a page. */
export { drawPages, writePages } from "./page/writePages.js";
export { digestOf } from "./results/digest.js";
export type { LabelSubset, StudyCell, StudyResults } from "./results/document.js";
export {
  noResults,
  parseResults,
  readResults,
  resultsName,
  resultsText,
  writeResultsFile,
} from "./results/files.js";
export { packIndices, unpackIndices } from "./results/indices.js";
export { type FinishedCell, withCell } from "./results/keepCell.js";
export { bestHeldBack } from "./statistics/choice.js";
export { pairedDifference, studentQuantile, verdictOf } from "./statistics/differences.js";
export type { Measured, MeasuredRun, Study } from "./study.js";
export { redraw } from "./redraw.js";
export { studyOf } from "./studies.js";
