/** Reports: what a trained model does and has inside, as pages and pictures. */
export { type ShownImages } from "./material/images.js";
export { runReport, type RunReportRequest } from "./runReport.js";
