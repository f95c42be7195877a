/**
 * The plan: everything that is true of a checked model, typed and free of any target.
 *
 * The plan is the only input of every emitter, summary and diagram. Whoever needs a shape, a where-connection or the
 * weight of a loss term reads it here; nobody downstream computes one.
 */
import type { Span } from "../source/span.js";
import type { ExperimentPlan } from "./experimentPlan.js";

export type * from "./experimentPlan.js";

/** All models and experiments of one spec file, in the order they were written. */
export interface Plan {
  /** Path of the spec as it was given to the compiler, with forward slashes. */
  readonly file: string;
  readonly models: readonly ModelPlan[];
  readonly experiments: readonly ExperimentPlan[];
}

export interface ModelPlan {
  readonly name: string;
  /** The text of the `///` comments before the model, without the slashes; null where there are none. */
  readonly documentation: string | null;
  readonly span: Span;
  readonly input: MapShape;
  /** The encoder, bottom stage first. */
  readonly stages: readonly StagePlan[];
  /** What the encoder hands to the classifier and to the decoder: the output of its top stage. */
  readonly code: Shape;
  readonly classifier: ClassifierPlan | null;
  /** The decoder, top stage first: the mirror of `stages`. */
  readonly decoder: readonly DecoderStagePlan[];
  readonly loss: LossPlan;
  /** Every parameter, in the order encoder (bottom to top), decoder (top to bottom), classifier. */
  readonly parameters: readonly ParameterPlan[];
  /** Numbers in all *trained* parameters together (running statistics of batch norm are not counted). */
  readonly parameterCount: number;
}

/** A feature map of one sample: [height, width, channels]. */
export interface MapShape {
  readonly kind: "map";
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A vector of one sample: [features]. */
export interface VectorShape {
  readonly kind: "vector";
  readonly features: number;
}

export type Shape = MapShape | VectorShape;

/** How a pooling keeps its where (Sec. 3): the argmax switch, soft coordinates of sharpness beta, not at all, or the whole map. */
export type WherePlan =
  | { readonly kind: "hard" }
  | { readonly kind: "soft"; readonly beta: number }
  | { readonly kind: "none" }
  | { readonly kind: "map" };

export interface StagePlan {
  readonly name: string;
  readonly documentation: string | null;
  readonly span: Span;
  readonly input: Shape;
  /** Everything before the pooling. */
  readonly layers: readonly LayerPlan[];
  /** The pooling that splits the stage's map into what and where; null for a stage without one. */
  readonly pool: PoolPlan | null;
  /** The stage's what: the pooled map, or the output of `layers` where there is no pooling. */
  readonly what: Shape;
  /** Rate of the dropout between the what and the next stage; null where there is none. */
  readonly dropout: number | null;
}

/** Layers shared by encoder, decoder and classifier. Every layer says what goes in and what comes out. */
export type LayerPlan =
  ConvPlan | DensePlan | BatchNormPlan | ReluPlan | DropoutPlan | FlattenPlan | UnflattenPlan;

interface LayerBase {
  readonly input: Shape;
  readonly output: Shape;
  /** Where the spec says this layer; for a layer of the decoder, the encoder's layer that it mirrors. */
  readonly span: Span;
}

/** Convolution with bias, stride 1, 'same' zero padding: ⌊(k−1)/2⌋ rows above and the rest below. */
export interface ConvPlan extends LayerBase {
  readonly kind: "conv";
  readonly kernel: readonly [height: number, width: number];
  readonly input: MapShape;
  readonly output: MapShape;
  /** Path of the layer's parameters, such as ["encoder", "bottom", "conv"]; `kernel` and `bias` lie below it. */
  readonly parameters: ParameterPath;
}

export interface DensePlan extends LayerBase {
  readonly kind: "dense";
  readonly input: VectorShape;
  readonly output: VectorShape;
  readonly parameters: ParameterPath;
}

/** Batch normalisation per channel (or feature): `scale`, `shift`, and the running `mean` and `variance`. */
export interface BatchNormPlan extends LayerBase {
  readonly kind: "batchnorm";
  readonly parameters: ParameterPath;
}

export interface ReluPlan extends LayerBase {
  readonly kind: "relu";
}

export interface DropoutPlan extends LayerBase {
  readonly kind: "dropout";
  /** Probability that a number is dropped, in [0, 1). */
  readonly rate: number;
}

/** [height, width, channels] → [features], row-major. */
export interface FlattenPlan extends LayerBase {
  readonly kind: "flatten";
  readonly input: MapShape;
  readonly output: VectorShape;
}

/** [features] → [height, width, channels], row-major. */
export interface UnflattenPlan extends LayerBase {
  readonly kind: "unflatten";
  readonly input: VectorShape;
  readonly output: MapShape;
}

/** Max-pooling P×Q with stride = size. Rows and columns that do not fill a region are left out (floor). */
export interface PoolPlan {
  readonly span: Span;
  readonly size: readonly [rows: number, columns: number];
  readonly where: WherePlan;
  readonly input: MapShape;
  readonly output: MapShape;
  /** Rows and columns at the lower and right edge that belong to no region. */
  readonly dropped: readonly [rows: number, columns: number];
}

export interface ClassifierPlan {
  readonly span: Span;
  readonly layers: readonly LayerPlan[];
  /** Size of the logits. */
  readonly classes: number;
}

/** The mirror of one encoder stage: unpool at the encoder's where, then the mirrored layers. */
export interface DecoderStagePlan {
  /** Name of the encoder stage that it mirrors. */
  readonly stage: string;
  /** What it starts from: it feeds the unpooling, and L2M compares it with the encoder stage's what. */
  readonly input: Shape;
  /** The encoder stage's pooling, undone; null where the stage has none. */
  readonly unpool: PoolPlan | null;
  readonly layers: readonly LayerPlan[];
  /** Shape of the what of the stage below, or of the image for the bottom stage. */
  readonly output: Shape;
}

/** How squared differences become one number: per sample the sum, or the mean over its elements; then the batch's mean. */
export type Reduce = "mean" | "sum";

export interface LossPlan {
  readonly reduce: Reduce;
  /** In the order NLL, L2rec, L2M (bottom to top). Terms of weight 0 and terms that are always 0 are kept, marked. */
  readonly terms: readonly LossTermPlan[];
}

export interface LossTermPlan {
  readonly kind: "NLL" | "L2rec" | "L2M";
  /** The stage that an L2M term belongs to; null for the others. */
  readonly stage: string | null;
  readonly weight: number;
  /**
   * True for an L2M term that compares the top what with itself: the decoder starts from that very what and nothing
   * lies between (Sec. 3). Such a term is not emitted.
   */
  readonly identicallyZero: boolean;
  /** Elements compared per sample; 1 for NLL. */
  readonly elements: number;
  /** Where the spec gives the weight; the model's span where it is a default. */
  readonly span: Span;
}

export type ParameterPath = readonly [part: "encoder" | "decoder" | "classifier", ...rest: string[]];

export interface ParameterPlan {
  /** Full path with the tensor's own name last, such as ["encoder", "bottom", "conv", "kernel"]. */
  readonly path: ParameterPath;
  /** Kernels of convolutions are [height, width, in, out]; of dense layers [in, out]; the rest [channels]. */
  readonly shape: readonly number[];
  readonly initialiser: InitialiserPlan;
  /** False for the running statistics of batch normalisation. */
  readonly trained: boolean;
}

/** heNormal before a ReLU (standard deviation √(2/fan-in)), lecunNormal before none (√(1/fan-in)). */
export type InitialiserPlan = "heNormal" | "lecunNormal" | "zeros" | "ones";
