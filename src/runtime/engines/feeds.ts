/** What every engine checks before a run: that it is fed what the program asks for, and nothing else. */
import type { Program } from "../graph/program.js";
import { countOf, formatShape } from "../graph/shape.js";

/** Thrown where a run is not fed as its program asks. */
export class FeedError extends Error {
  override readonly name = "FeedError";
}

/**
 * Asserts that there is an array for every feed of a program, of the right length, and none besides.
 *
 * Throws a FeedError that names every feed that is missing, of the wrong length, or unknown to the program.
 */
export function checkFeeds(program: Program, feeds: Readonly<Record<string, Float32Array>>): void {
  const given = new Map(Object.entries(feeds));
  const faults = program.feeds.flatMap(({ name, shape }) => {
    const data = given.get(name);
    if (data === undefined) return [`${name} ${formatShape(shape)} is missing`];
    const count = countOf(shape);
    return data.length === count
      ? []
      : [`${name} ${formatShape(shape)} takes ${count} numbers, not ${data.length}`];
  });

  const known = new Set(program.feeds.map(({ name }) => name));
  for (const name of given.keys()) {
    if (!known.has(name))
      faults.push(`${name} is none of its feeds (${[...known].join(", ") || "it has none"})`);
  }
  if (faults.length > 0) {
    throw new FeedError(`The program "${program.name}" cannot run on these feeds: ${faults.join("; ")}`);
  }
}
