/** The formatter's public surface; loaded lazily by whoever formats. */
export type { EncoderForm, Remark } from "./encoderForms.js";
export { format, type FormatOptions, type FormatResult } from "./format.js";
