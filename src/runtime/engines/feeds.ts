/** The checks that every engine makes before it runs a program. */
import type { Program } from "../graph/program.js";
import { countOf, formatShape } from "../graph/shape.js";

/** Throws an error that names each feed that is missing, unknown to the program, or of the wrong length. */
export function checkFeeds(program: Program, feeds: Readonly<Record<string, Float32Array>>): void {
  const problems: string[] = [];
  for (const { name, shape } of program.feeds) {
    const data = feeds[name];
    if (data === undefined) problems.push(`${name} ${formatShape(shape)} is missing`);
    else if (data.length !== countOf(shape)) {
      problems.push(`${name} needs ${countOf(shape)} numbers for ${formatShape(shape)}, not ${data.length}`);
    }
  }
  const known = new Set(program.feeds.map(({ name }) => name));
  for (const name of Object.keys(feeds)) {
    if (!known.has(name)) problems.push(`${name} is not among the feeds`);
  }
  if (problems.length > 0) throw new Error(`${program.name} was fed wrongly: ${problems.join("; ")}`);
}
