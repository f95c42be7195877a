/** Whether an engine computes what it should: every op, and one training step, against numbers that another engine computed. */
import type { Engine } from "../engine.js";
import { computeSelfTest } from "./compute.js";
import { type Digest, digestOf, distanceBetween } from "./digest.js";
import { expected } from "./expected.js";

/**
 * How far a digest may be off, see {@link distanceBetween}. Right engines differ by rounding alone (Winograd's method rounds the
 * most, about 10⁻⁵); a switch that fell on another cell, or a tensor that is transposed, is off by more than 10⁻².
 */
const tolerance = 1e-3;

/** One tensor that the self-test looks at: an op's result, a result of the training step, or a state after it. */
export interface SelfTestCheck {
  /** Such as "op maxPool", "training step: loss". */
  readonly name: string;
  /** What is wrong with it; null where it is right. */
  readonly fault: string | null;
}

/**
 * Runs the self-test.
 *
 * @returns what is wrong, a line each; empty where the engine has passed. An engine that throws has not passed.
 */
export async function selfTest(engine: Engine): Promise<readonly string[]> {
  try {
    const checks = await selfTestChecks(engine);
    return checks.flatMap(({ name, fault }) => (fault === null ? [] : [`${name} ${fault}`]));
  } catch (error) {
    return [`it failed: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Runs the self-test and returns every check, passed or not. Rejects with whatever the engine throws. */
export async function selfTestChecks(engine: Engine): Promise<readonly SelfTestCheck[]> {
  const computed = await computeSelfTest(engine);
  return Object.entries(expected).map(([name, digest]) => {
    const data = computed.get(name);
    return { name, fault: data === undefined ? "is missing" : faultOf(data, digest) };
  });
}

function faultOf(data: Float32Array, digest: Digest): string | null {
  const distance = distanceBetween(digestOf(data), digest);
  if (distance <= tolerance) return null;
  return Number.isFinite(distance)
    ? `is off by ${(100 * distance).toPrecision(2)} %`
    : "is not a number, or of another size";
}
