/** Setups: what cannot come with npm's install, fetched and built when somebody asks for it. */
export { byteCount, type DownloadDisplay, type SetupReporter } from "./reporter.js";
export { Interrupted } from "./runProgram.js";
export { releases } from "./tensorflow/releases.js";
export { removableFolders, type Removed, removeTensorflow } from "./tensorflow/remove.js";
export { type SetupRequest, type SetupResult, setupTensorflow } from "./tensorflow/setup.js";
