/**
 * The runtime: everything that generated modules, trainers and tests need. Layers trace a step graph, programs derive whole
 * steps from it, engines run them.
 */
export { batchNorm } from "./layers/batchNorm.js";
export { conv } from "./layers/conv.js";
export { dense } from "./layers/dense.js";
export { dropout } from "./layers/dropout.js";
export { flatten, unflatten } from "./layers/flatten.js";
export { l2, lossTerm, nll, type LossTerm, type LossTermName } from "./layers/losses.js";
export { pool, type Pooled, type PoolOptions } from "./layers/pool.js";
export { relu } from "./layers/relu.js";
export type { Batch } from "./layers/types.js";
export { unpool } from "./layers/unpool.js";
export { coordinates, type HardWhere, type NoWhere, type SoftWhere, type Where } from "./layers/where.js";

export { initialise } from "./model/initialise.js";
export { defineModel, type Loadable } from "./model/defineModel.js";
export { parameterList, type Decoded, type Encoded, type Model } from "./model/model.js";
export {
  heNormal,
  lecunNormal,
  ones,
  running,
  traceParameters,
  zeros,
  type NamedParameter,
  type ParametersOf,
  type ParameterSpec,
  type ParameterSpecs,
  type ParameterTree,
} from "./model/parameters.js";
export { randomStream, type RandomStream, type StreamPosition } from "./model/random.js";

export { cacheFolder } from "./engines/tensorflow/library/places.js";
export { explainSystemError, systemErrorCode, UserError } from "./errors.js";

export type { ImageBytes } from "./images/imageBytes.js";
export { copyImage, ImagePipeline, type ImageShape, type ImageTransform } from "./images/imagePipeline.js";
export { centredCrop, centredPad, type ImageStep, imageTransforms } from "./images/imageSteps.js";
export { localContrast } from "./images/localContrast.js";

export type { LoadOptions, ReadFile } from "./loading/load.js";
export {
  type Classification,
  createNet,
  type EncodedImages,
  type EncodedMap,
  type Images,
  type Net,
  type NetOptions,
} from "./loading/net.js";
export { runFiles } from "./loading/runFiles.js";
export { requireOwnFiles } from "./loading/ownFiles.js";
export { resizeBytes } from "./images/resizeImage.js";
export { type ImagesRecord, isImagesRecord } from "./loading/runRecord.js";
export {
  decodeSafetensors,
  readTensorHead,
  encodeSafetensors,
  type TensorFile,
} from "./loading/safetensors.js";
export { isMoment, requireFit } from "./loading/weights.js";

export { Graph, Tensor } from "./graph/graph.js";
export { printProgram } from "./graph/print.js";
export { finishProgram, type Feed, type Program, type StateSlot } from "./graph/program.js";
export { ShapeError, type Shape } from "./graph/shape.js";
export type { Quotient } from "./graph/shapeTypes.js";
export { feed } from "./ops/source.js";

export {
  evaluationProgram,
  type EvaluationOutput,
  type EvaluationProgramOptions,
} from "./programs/evaluation.js";
export {
  inspectionProgram,
  type InspectionOutput,
  type InspectionProgramOptions,
} from "./programs/inspection.js";
export { firstStates } from "./programs/firstStates.js";
export { ModeError, modes, type Mode } from "./programs/mode.js";
export {
  adamDefaults,
  type AdamOptions,
  type OptimizerOptions,
  type SgdOptions,
} from "./programs/optimizer.js";
export { projectionProgram, type ProjectionProgramOptions } from "./programs/projection.js";
export { divergenceProgram, type DivergenceProgram } from "./programs/divergence.js";
export { gradientProgram, trainingProgram, type TrainingProgramOptions } from "./programs/training.js";

export {
  defineExperiment,
  experimentCells,
  type Axes,
  type Choice,
  type Experiment,
  type ExperimentCell,
  type ExperimentSettings,
} from "./experiments/experiment.js";
export type {
  AugmentationStep,
  DataSettings,
  PreprocessingStep,
  ScheduleSettings,
} from "./experiments/settings.js";

export {
  chooseEngine,
  type ChosenEngine,
  type ChooseOptions,
  type EngineChoice,
  engineChoices,
  engineOrder,
  type EngineReason,
  NoEngineError,
} from "./engines/choose.js";
export { createEngine, engineNames, type EngineName } from "./engines/createEngine.js";
export { type Precision, precisions } from "./engines/engine.js";
export type { Engine, EngineOptions, EngineState, Executable, TensorValue } from "./engines/engine.js";
export { selfTest, type SelfTestCheck, selfTestChecks } from "./engines/selfTest/selfTest.js";
export {
  type ProfileEntry,
  profileProgram,
  type ProfileOptions,
  type StepProfile,
} from "./engines/onnx/profile.js";
export { CompiledPrograms } from "./engines/compiledPrograms.js";
export { isRecord } from "./loading/isRecord.js";
