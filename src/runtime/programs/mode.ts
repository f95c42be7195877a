/** The three modes: one switch that clamps loss terms and changes nothing else (Sec. 1, 3.2). */
import type { LossTerm } from "../layers/losses.js";

export const modes = ["supervised", "unsupervised", "semi-supervised"] as const;

export type Mode = (typeof modes)[number];

/** Thrown where a mode leaves nothing of a model's loss. */
export class ModeError extends Error {
  override readonly name = "ModeError";
}

/**
 * The terms that a mode leaves unclamped: supervised the NLL (the decoder is masked out: a plain Convnet), unsupervised the
 * L2 terms (a deep convolutional auto-encoder), semi-supervised all of them. A term of weight 0 never counts.
 *
 * Throws a ModeError where none is left.
 */
export function unclamped(terms: readonly LossTerm[], mode: Mode, modelName: string): readonly LossTerm[] {
  const kept = terms.filter(
    ({ name, weight }) =>
      weight > 0 && (mode === "semi-supervised" || (mode === "supervised") === (name === "NLL")),
  );
  if (kept.length === 0) {
    const needed =
      mode === "supervised"
        ? "an NLL term, and so a classifier"
        : mode === "unsupervised"
          ? "an L2rec or L2M term"
          : "a term";
    throw new ModeError(
      `${modelName} has nothing to learn in ${mode} mode: its loss needs ${needed} of weight above 0`,
    );
  }
  return kept;
}
