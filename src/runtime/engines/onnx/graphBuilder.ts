/** The writer of ONNX models that this engine lowers programs with. */
export { GraphBuilder, microsoft, type Value } from "../../../onnx/graphBuilder.js";
