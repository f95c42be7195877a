/** The native TensorFlow: where it lies, how it is loaded, what it offers. */
export { type LoadOptions, loadTensorflow, TensorflowUnavailable } from "./load.js";
export { installedByNpm, locateTensorflow, privateVersions, type TensorflowLocation } from "./locate.js";
export {
  bindingFolder,
  bindingPackage,
  bindingVersion,
  cacheFolder,
  privatePrefix,
  tensorflowFolder,
} from "./places.js";
export {
  backendOf,
  type OpAttribute,
  type SavedModel,
  type Tensorflow,
  type TensorflowBackend,
  type TensorflowBinding,
} from "./tensorflow.js";
