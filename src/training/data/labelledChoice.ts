/** Which training samples carry a label, and which are held back for validation. */
import { randomStream } from "../../runtime/index.js";
import { UserError } from "../errors.js";
import { permutation } from "../random.js";

/**
 * Chooses `count` of `candidates`, as many of every class as of any other (a remainder gives one more to some classes,
 * drawn at random).
 *
 * @param labels label of every sample of the set, 0 … classes − 1.
 * @param candidates indices into `labels` to choose from.
 * @returns the chosen indices, ascending.
 * @throws UserError where there are not enough samples of some class.
 */
export function chooseLabelled(
  labels: Uint8Array,
  classes: number,
  candidates: Uint32Array,
  count: number,
  seed: number,
): Uint32Array {
  if (count > candidates.length) {
    throw new UserError(
      `${count} labelled samples were asked for, but only ${candidates.length} samples are there`,
    );
  }
  if (count === candidates.length) return Uint32Array.from(candidates).sort();
  const random = randomStream(seed, "labelled choice");
  const quota = new Uint32Array(classes).fill(Math.floor(count / classes));
  const luckyClasses = permutation(classes, random).subarray(0, count % classes);
  for (const lucky of luckyClasses) quota[lucky]! += 1;

  const chosen: number[] = [];
  for (const position of permutation(candidates.length, random)) {
    const index = candidates[position]!;
    const label = labels[index]!;
    if ((quota[label] ?? 0) === 0) continue;
    quota[label]! -= 1;
    chosen.push(index);
  }
  const short = quota.findIndex((left) => left > 0);
  if (short !== -1) {
    const present = candidates.reduce((sum, index) => sum + (labels[index] === short ? 1 : 0), 0);
    throw new UserError(
      `${count} labelled samples, balanced over ${classes} classes, need ${present + quota[short]!} samples of class ${short}, but only ${present} are there`,
      { hint: "ask for fewer labels, or for all of them" },
    );
  }
  return Uint32Array.from(chosen).sort();
}

/**
 * Splits the samples 0 … total − 1 at random into `validation` samples held back and the rest to train on.
 *
 * @param limit how many of the rest to keep; all of them where it is null.
 * @returns both lists of indices, ascending.
 * @throws UserError where nothing is left to train on.
 */
export function splitValidation(
  total: number,
  validation: number,
  limit: number | null,
  seed: number,
): { training: Uint32Array; validation: Uint32Array } {
  if (validation >= total) {
    const sensible = Math.floor(total / 5);
    throw new UserError(
      `${validation} of ${total} training images held back for validation leave none to train on`,
      {
        hint: `write \`validation ${sensible}\` in the experiment, or give --validation ${sensible}${sensible === 0 ? "" : ", a fifth of them; 0 holds none back"}`,
      },
    );
  }
  const order = permutation(total, randomStream(seed, "validation split"));
  const rest = order.subarray(validation);
  return {
    training: rest.slice(0, limit ?? rest.length).sort(),
    validation: order.slice(0, validation).sort(),
  };
}
