/** The passes that make a program faster without changing what it computes, in the order in which they are applied. */
import type { Program } from "../program.js";
import { copyLate, foldConstants, multiplyOnce } from "./constants.js";
import { slopeAtPooledSize, sumAtPooledSize } from "./pooledSize.js";
import { rewrite } from "./rewrite.js";

/** The same program, faster. Feeds, states, outputs and updates keep their names and meanings. */
export function optimise(program: Program): Program {
  return rewrite(program, [foldConstants, copyLate, multiplyOnce, slopeAtPooledSize, sumAtPooledSize]);
}
