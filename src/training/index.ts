/** Training: data, the trainer and its loop, checkpoints, run folders, pictures. */
// Defined in the runtime, which serves what was trained; trainers need them as well.
export { pictureEndings, type PictureTarget, readPicture } from "./data/formats/pictures.js";
export {
  copyImage,
  decodeSafetensors,
  encodeSafetensors,
  type ImageBytes,
  ImagePipeline,
  type ImagesRecord,
  type ImageShape,
  type ImageTransform,
  localContrast,
  type TensorFile,
} from "../runtime/index.js";
export { createFolder, writeFileAtomically } from "./atomicFile.js";
export { type Checkpoint, loadCheckpoint, readCheckpoint, saveCheckpoint } from "./checkpoint/checkpoint.js";
export { requireMoments } from "./checkpoint/moments.js";
export type { FitProgress, TrainingPosition } from "./checkpoint/position.js";
export { augmentation, middles } from "./data/augmentation.js";
export {
  BatchSampler,
  type BatchSamplerOptions,
  type SamplerPosition,
  type TrainingBatch,
} from "./data/batchSampler.js";
export {
  type Dataset,
  fitDataset,
  imageSize,
  type Samples,
  sliceSamples,
  unlabelled,
} from "./data/dataset.js";
export { type IdxArray, parseIdx } from "./data/idx.js";
export { dataFormats, loadDataPath, type ReadOptions } from "./data/formats/index.js";
export { loadIdxFolder } from "./data/idxFolder.js";
export { type BatchLoader, type BatchLoaderOptions, openBatchLoader } from "./data/loading/batchLoader.js";
export {
  cleanPacks,
  listPacks,
  type PackEntry,
  packFolder,
  packLimit,
  shownBytes,
} from "./data/packs/packFolder.js";
export type { BatchPlan, BatchPosition } from "./data/loading/batchPlan.js";
export {
  type ImageSource,
  openImages,
  pickImages,
  shareImages,
  sourceOf,
  StoredImages,
} from "./data/sources/imageSource.js";
export { chooseLabelled, splitValidation } from "./data/labelledChoice.js";
export { loadMnist, mnistFiles, mnistPackageFolder } from "./data/mnist.js";
export { type ChannelStatistics, preprocessing, type Preprocessing } from "./data/preprocessing.js";
export { DivergenceError } from "./divergence.js";
export { explainSystemError, systemErrorCode, UserError } from "./errors.js";
export {
  type EarlyStopping,
  type EpochProgress,
  type BatchSource,
  fit,
  type FitBefore,
  type FitCheckpoint,
  type FitOptions,
  type FitResult,
  type StepProgress,
  type ValidationFigure,
} from "./fit.js";
export {
  type Inspection,
  Inspector,
  type InspectorOptions,
  type RebuiltStage,
  type StageInspection,
  type Survey,
} from "./inspection/inspector.js";
export { type Activation, StrongestActivations } from "./inspection/strongest.js";
export {
  latestStep,
  type MetricsRecord,
  MetricsWriter,
  readMetrics,
  rewindMetrics,
  type StepMetrics,
} from "./metrics.js";
export { permutation, shuffle } from "./random.js";
export { drawText, textSize } from "./report/bitmapFont.js";
export { asPixels } from "./report/pictureRange.js";
export { type Color, createPicture, drawImage, fillRectangle, type Picture } from "./report/picture.js";
export {
  gridLayout,
  type GridLayout,
  type GridOptions,
  type GridRow,
  reconstructionGrid,
} from "./report/reconstructionGrid.js";
export { createRunFolder, createRunFolderAt, type RunFolder, runFolderAt } from "./runs/runFolder.js";
export {
  type CheckpointName,
  checkpointNames,
  readRunRecord,
  type RunRecord,
  writeRunRecord,
} from "./runs/runRecord.js";
export {
  constantRate,
  cosineRate,
  createSchedule,
  oneCycleRate,
  type Schedule,
  stepRate,
  withWarmUp,
} from "./schedule.js";
export { EventWriter } from "./tensorboard/eventWriter.js";
export { TrainingEvents, type TrainingEventsOptions } from "./tensorboard/trainingEvents.js";
export { type StepReport, Trainer, type TrainerOptions, type TrainerPosition } from "./trainer.js";
export { type Evaluation, Evaluator, type EvaluatorOptions, type Images } from "./evaluator.js";
