/**
 * Experiments in the plan: what is trained on what, and how. Every list in the spec is resolved into cells, one run each,
 * and every setting of a cell has its value, defaults included.
 */
import type { Span } from "../source/span.js";

export interface ExperimentPlan {
  readonly name: string;
  /** The text of the `///` comments before the experiment, without the slashes; null where there are none. */
  readonly documentation: string | null;
  readonly span: Span;
  /** The study whose page its runs make, alone or with other experiments of the file; null for none. */
  readonly study: StudyName | null;
  /** The settings with several values, in the order they were written; empty for a single run. */
  readonly axes: readonly AxisPlan[];
  /** The cross product of the axes, the last axis varying fastest. Never empty. */
  readonly cells: readonly CellPlan[];
  /** The small version that `quick { … }` makes of it, with axes and cells of its own; null where there is none. */
  readonly quick: { readonly axes: readonly AxisPlan[]; readonly cells: readonly CellPlan[] } | null;
}

/**
 * What the paper shows: the classification with few labels (Sec. 4.3), what can be set in it, Fig. 5, the three modes (Sec. 3.2), Fig. 2, how what and where
 * follow images that move (Sec. 4.2), what L2M does to the stages, what crosses from the encoder to the decoder in nets that are like it,
 * what the maps of the three modes answer to, larger networks on SVHN, CIFAR and STL-10 (Sec. 4.3, 4.4).
 */
export type StudyName =
  | "few-labels"
  | "settings"
  | "lambda-sweep"
  | "three-modes"
  | "necessity-of-where"
  | "what-and-where"
  | "stages"
  | "relatives"
  | "features"
  | "transfer";

/** A setting with several values. */
export interface AxisPlan {
  /**
   * What varies, such as "model", "data", "labels", "mode", "optimizer", "rate", "schedule", "batch", "epochs", "seed". Unique in the
   * experiment: an option that is called like another axis has its setting before it, "model rate" and "optimizer rate".
   */
  readonly name: string;
  /** At least two values, each another, as cells' labels write them, in source order. */
  readonly values: readonly string[];
  readonly span: Span;
}

/** One run of an experiment: one choice on every axis. */
export interface CellPlan {
  /** Unique in the experiment: "labels 100, seed 2"; the empty string where there are no axes. */
  readonly label: string;
  /** For every axis of the experiment, in order, the index of the value chosen. */
  readonly choices: readonly number[];
  /** Name of a model in the plan's `models`. */
  readonly model: string;
  readonly data: DataPlan;
  readonly mode: TrainingMode;
  /** Share of each batch that carries labels where not all images have one, in (0, 1). */
  readonly labelledShare: number;
  /** Training images held back for validation. */
  readonly validation: number;
  readonly optimizer: OptimizerPlan;
  /** The largest norm that the gradient of all parameters together may have, > 0; null for any. */
  readonly clip: number | null;
  readonly schedule: SchedulePlan;
  /** Samples in a batch. */
  readonly batch: number;
  readonly epochs: number;
  /** Ends the run where validation (its wrong classes, or its reconstructions if unsupervised) has not improved for so many epochs; null to train all epochs. */
  readonly earlyStopping: { readonly patience: number } | null;
  readonly seed: number;
  readonly precision: PrecisionPlan;
  /** Random changes of every training image that keep its label, in order, after the preprocessing. */
  readonly augmentation: readonly AugmentationPlan[];
  /** Fixed changes of every image, training and test alike, in order. */
  readonly preprocessing: readonly PreprocessingPlan[];
}

/** What maps, and the products that make them, are held in: 32-bit floats, or bfloat16 where the machine and the engine have it. */
export type PrecisionPlan = "fp32" | "bf16";

/** Which loss terms count (Sec. 4): NLL alone, the reconstruction terms alone, or all. */
export type TrainingMode = "supervised" | "unsupervised" | "semi-supervised";

export interface DataPlan {
  /** `mnist` or `fashion-mnist`, or a path as it was written between quotes, relative to the spec. */
  readonly name: string;
  readonly kind: "known" | "path";
  /** How many training samples keep their label, the same number of each class; "all" for every one. */
  readonly labels: number | "all";
}

/** One shape for all kinds: what a kind does not use holds its default. Epsilon of adam and adamw is 1e-8. */
export interface OptimizerPlan {
  readonly kind: "adam" | "adamw" | "sgd";
  /** Learning rate before the schedule, > 0. */
  readonly rate: number;
  /** Momentum of sgd, in [0, 1); 0 for the others. */
  readonly momentum: number;
  /** Nesterov's momentum; only with sgd and a momentum. */
  readonly nesterov: boolean;
  /** Decay of adam's first and second moment, in [0, 1). */
  readonly beta1: number;
  readonly beta2: number;
  /** L2 penalty added to the gradient (adam, sgd) or decoupled decay (adamw), >= 0. */
  readonly weightDecay: number;
}

/** How the rate changes. `warmupEpochs` (0 for none) rise linearly to the full rate before the rest begins. */
export type SchedulePlan =
  | { readonly kind: "constant"; readonly warmupEpochs: number }
  /** The rate is multiplied by `factor` after every `every` epochs. */
  | { readonly kind: "step"; readonly every: number; readonly factor: number; readonly warmupEpochs: number }
  /** Half a cosine from the full rate down to 0 at the last epoch. */
  | { readonly kind: "cosine"; readonly warmupEpochs: number }
  /** Up to the full rate and down again over all epochs. */
  | { readonly kind: "one-cycle"; readonly warmupEpochs: number };

export type AugmentationPlan =
  /** Moves the image by up to `pixels` rows and columns; what comes in is 0. */
  | { readonly kind: "shift"; readonly pixels: number }
  /** Mirrors left and right for half of the images. */
  | { readonly kind: "flip"; readonly axis: "horizontal" }
  /** A random part of this size while training, the middle part otherwise: the model sees images of this size. */
  | { readonly kind: "crop"; readonly height: number; readonly width: number };

export type PreprocessingPlan =
  /** Bytes 0 to 255 become 0 to 1. */
  | { readonly kind: "scale" }
  /** Mean 0 and standard deviation 1 for every channel, as measured on the training images. */
  | { readonly kind: "standardise" }
  /** Local contrast normalisation: subtracts the mean and divides by the deviation of a square of `size` pixels. */
  | { readonly kind: "contrast"; readonly size: number }
  /** Another height and width, whatever they were before: the triangle filter, averaging where the image becomes smaller. */
  | { readonly kind: "resize"; readonly height: number; readonly width: number }
  /** Zeros around the image, up to this size; the image stays in the middle. */
  | { readonly kind: "pad"; readonly height: number; readonly width: number };
