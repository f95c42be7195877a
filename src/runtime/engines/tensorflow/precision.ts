/** Whether bfloat16 is worth asking for: it is fast where the processor multiplies it by itself, and slow everywhere else. */
import { readFileSync } from "node:fs";
import type { Engine, Precision } from "../engine.js";

/** Where Linux tells what the processor can. */
const processorFile = "/proc/cpuinfo";

/** Instructions that multiply matrices or vectors of bfloat16, by the names that Linux has for them. */
const instructions = ["amx_bf16", "avx512_bf16"] as const;

/**
 * What the engine computes in.
 *
 * @param processor what Linux tells of the processor; read where it is not given
 */
export function precisionFor(
  asked: Precision | undefined,
  processor: () => string = readProcessor,
): Pick<Engine, "precision" | "precisionReason"> {
  if (asked !== "bf16") return { precision: "fp32" };
  const flags = new Set(/^flags\s*:(.*)$/m.exec(processor())?.[1]?.split(" "));
  if (instructions.some((name) => flags.has(name))) return { precision: "bf16" };
  return {
    precision: "fp32",
    precisionReason: `this processor has no instructions for bfloat16 (${instructions.join(" or ")})`,
  };
}

/** Empty where there is nothing to be read: then nothing is known to be fast. */
function readProcessor(): string {
  try {
    return readFileSync(processorFile, "utf8");
  } catch {
    return "";
  }
}
