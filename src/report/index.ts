/** Reports: what a trained model does and has inside, as pages and pictures. */
export { experimentReport, type ExperimentReportRequest } from "./experiment/experimentReport.js";
export { choiceOf, estimate, type Estimate, type ExperimentRun, groupBy } from "./experiment/summary.js";
export {
  type InspectedImage,
  inspectionPage,
  inspectionPicture,
  type InspectionReport,
  likeliest,
  reconstructionError,
} from "./inspection.js";
export { type FeatureMap, type StageFeatures, stageFeatures } from "./material/features.js";
export { chart, chartWidth } from "./charts/plot.js";
export { seriesColor } from "./charts/series.js";
export { count, duration, percent, significant } from "./format.js";
export { html, Html } from "./page/html.js";
export { page } from "./page/page.js";
export { palettes } from "./page/style.js";
export { featurePicture } from "./pictures/featurePicture.js";
export { type ShownImages } from "./material/images.js";
export { runReport, type RunReportRequest } from "./runReport.js";
