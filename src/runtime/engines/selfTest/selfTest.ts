/** Whether an engine computes what it should: every op, and one training step, against numbers that another engine computed. */
import type { Engine } from "../engine.js";
import { computeSelfTest } from "./compute.js";
import { digestOf, distanceBetween } from "./digest.js";
import { expected } from "./expected.js";

/**
 * How far a digest may be off, see {@link distanceBetween}. Right engines differ by rounding alone (Winograd's method rounds the
 * most, about 10⁻⁵); a switch that fell on another cell, or a tensor that is transposed, is off by more than 10⁻².
 */
const tolerance = 1e-3;

/**
 * Runs the self-test.
 *
 * @returns what is wrong, a line each; empty where the engine has passed. An engine that throws has not passed.
 */
export async function selfTest(engine: Engine): Promise<readonly string[]> {
  try {
    const computed = await computeSelfTest(engine);
    return Object.entries(expected).flatMap(([name, digest]) => {
      const data = computed.get(name);
      if (data === undefined) return [`${name} is missing`];
      const distance = distanceBetween(digestOf(data), digest);
      if (distance <= tolerance) return [];
      return [
        Number.isFinite(distance)
          ? `${name} is off by ${(100 * distance).toPrecision(2)} %`
          : `${name} is not a number, or of another size`,
      ];
    });
  } catch (error) {
    return [`it failed: ${error instanceof Error ? error.message : String(error)}`];
  }
}
