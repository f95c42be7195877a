/** The formatter's public surface; loaded lazily by whoever formats. */
export { format, type FormatOptions, type FormatResult } from "./format.js";
