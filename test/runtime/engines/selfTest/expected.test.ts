/** The numbers that the self-test expects: what the tfjs engine computes, node by node, in plain JavaScript. */
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { ops } from "../../../../src/runtime/ops/index.js";
import { describe, expect, it } from "vitest";
import { computeSelfTest } from "../../../../src/runtime/engines/selfTest/compute.js";
import { digestOf } from "../../../../src/runtime/engines/selfTest/digest.js";
import { expected } from "../../../../src/runtime/engines/selfTest/expected.js";
import { engineOf } from "../../../support/engines.js";
import { expectGolden } from "../../../support/golden.js";

const file = fileURLToPath(new URL("../../../../src/runtime/engines/selfTest/expected.ts", import.meta.url));

/** Seven digits: what a float32 has. */
const rounded = (number: number): number => Number(number.toPrecision(7)) + 0;

describe("the numbers that the self-test expects", () => {
  it("are those of the tfjs engine", async () => {
    const computed = await computeSelfTest(await engineOf("tfjs"));
    const digests = [...computed].map(([name, data]) => {
      const { count, norm, mixed, sample } = digestOf(data);
      return [name, { count, norm: rounded(norm), mixed: rounded(mixed), sample: sample.map(rounded) }];
    });
    const text =
      "/** What the self-test expects of every op and of the training step: the numbers of the engine tfjs, written by a test of theirs. */\n" +
      'import type { Digest } from "./digest.js";\n\n' +
      `export const expected: Readonly<Record<string, Digest>> = ${JSON.stringify(Object.fromEntries(digests))};\n`;
    expectGolden(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  });

  it("cover every op, every state of the step, and are no zeros", () => {
    const names = Object.keys(expected);
    for (const op of Object.keys(ops)) expect(names).toContain(`op ${op}`);
    expect(names.filter((name) => name.startsWith("training step: new "))).toHaveLength(20);
    for (const { norm, sample } of Object.values(expected)) {
      expect(norm).toBeGreaterThan(1e-3);
      expect(sample.some((number) => number !== 0)).toBe(true);
    }
  });
});
