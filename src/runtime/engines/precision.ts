/** The precision of engines that know 32-bit floats alone. */
import type { Engine, Precision } from "./engine.js";

/** What an engine says of itself that computes in fp32 whatever it is asked for. */
export function fullPrecision(
  name: string,
  asked: Precision | undefined,
): Pick<Engine, "precision" | "precisionReason"> {
  if (asked !== "bf16") return { precision: "fp32" };
  return { precision: "fp32", precisionReason: `the engine ${name} has no bfloat16` };
}
