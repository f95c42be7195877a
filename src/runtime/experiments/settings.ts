/** What an experiment says about one training: data, schedule, augmentation, preprocessing. Plain data, no behaviour. */

/** What is trained on, and how many labels may be used. */
export interface DataSettings {
  /** The name of a known data set, such as "mnist", or a path relative to the spec. */
  readonly name: string;
  readonly kind: "known" | "path";
  /** Training samples that keep their label, balanced over the classes; "all" for every one. */
  readonly labels: number | "all";
}

/**
 * How the learning rate changes from step to step. For `warmupEpochs` it first rises in a straight line to the full rate,
 * and the rest follows on the remaining steps.
 */
export type ScheduleSettings =
  | { readonly kind: "constant"; readonly warmupEpochs: number }
  /** Multiplied by `factor` after every `every` epochs. */
  | { readonly kind: "step"; readonly every: number; readonly factor: number; readonly warmupEpochs: number }
  /** Half a cosine down to 0. */
  | { readonly kind: "cosine"; readonly warmupEpochs: number }
  /** From 1/25 of the full rate up to it, and down to 1/1000. Without warm-up epochs a tenth of the steps goes up. */
  | { readonly kind: "one-cycle"; readonly warmupEpochs: number };

/** A random change of a training image that keeps its label; it comes behind the preprocessing. */
export type AugmentationStep =
  /** Moves the image by up to `pixels` rows and columns; what comes in is 0. */
  | { readonly kind: "shift"; readonly pixels: number }
  /** Mirrors left and right for half of the images. */
  | { readonly kind: "flip"; readonly axis: "horizontal" }
  /** A random part of this size; of images that are not trained on, the middle. */
  | { readonly kind: "crop"; readonly height: number; readonly width: number };

/** A fixed change of every image, of training and test alike. */
export type PreprocessingStep =
  /** Bytes 0 to 255 become 0 to 1; this happens to every image, said or not. */
  | { readonly kind: "scale" }
  /** Mean 0 and standard deviation 1 for every channel, as measured on the training images. */
  | { readonly kind: "standardise" }
  /** Local contrast normalisation over a square of `size` pixels. */
  | { readonly kind: "contrast"; readonly size: number }
  /** Another height and width, whatever they were before: the triangle filter, averaging where the image becomes smaller. */
  | { readonly kind: "resize"; readonly height: number; readonly width: number }
  /** Zeros around the image, up to this size; the image stays in the middle. */
  | { readonly kind: "pad"; readonly height: number; readonly width: number };
