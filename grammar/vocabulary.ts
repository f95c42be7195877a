/** The words of the language that are no keywords: the parser takes them for names, the later phases know them. */

/** The sections of a model, in the order in which they are best written. */
export const sectionNames = ["input", "encoder", "classifier", "where", "loss"] as const;

/** The layers. */
export const layerNames = ["conv", "relu", "pool", "batchnorm", "dropout", "dense"] as const;

/** The kinds of where. */
export const whereKinds = ["hard", "soft", "none", "map"] as const;

/** The terms of the loss; `L2*` sets L2rec and L2M together. */
export const lossTermNames = ["NLL", "L2rec", "L2M", "L2*"] as const;

/** How the squared differences of a sample become one number. */
export const reductions = ["mean", "sum"] as const;

/** The words that begin an entry of a loss section; none of them can name a stage. */
export const lossEntryNames = [...lossTermNames, "reduce"] as const;

/** The settings of an experiment, in the order in which they are best written. */
export const settingNames = [
  "study",
  "model",
  "data",
  "labels",
  "share",
  "validation",
  "mode",
  "optimizer",
  "clip",
  "schedule",
  "batch",
  "epochs",
  "stop",
  "seeds",
  "precision",
  "augment",
  "preprocess",
  "quick",
] as const;

/** The studies: what the paper shows, and which page the runs of an experiment make together. */
export const studyNames = [
  "few-labels",
  "settings",
  "lambda-sweep",
  "three-modes",
  "necessity-of-where",
  "what-and-where",
  "stages",
  "relatives",
  "features",
  "transfer",
] as const;

/** The data sets that need no path. */
export const dataNames = ["mnist", "fashion-mnist"] as const;

/** What maps, and the products that make them, are held in. */
export const precisions = ["fp32", "bf16"] as const;

/** Which terms of the loss count while training. */
export const modes = ["supervised", "unsupervised", "semi-supervised"] as const;

export const optimizerKinds = ["adam", "adamw", "sgd"] as const;
export const scheduleKinds = ["constant", "step", "cosine", "one-cycle"] as const;
export const augmentationKinds = ["shift", "flip", "crop"] as const;
export const preprocessingKinds = ["scale", "standardise", "contrast", "resize", "pad"] as const;
