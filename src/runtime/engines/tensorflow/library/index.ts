/** The native TensorFlow: where it lies, and its binding. */
export { loadBinding, type OpAttribute, type TensorflowBinding, TensorflowUnavailable } from "./binding.js";
export { installedByNpm, locateTensorflow, privateVersions, type TensorflowLocation } from "./locate.js";
export { bindingFile, cacheFolder, privatePrefix, tensorflowFolder } from "./places.js";
