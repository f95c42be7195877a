/** Large numbers for people. No locale has a say in how they are spelled. */
import { writeCount } from "../../diagnostics/writeCount.js";

const decimal = ["", " k", " M", " G", " T", " P"] as const;
const binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** Three digits and a power of a thousand: "20.6 M"; whole numbers below a thousand as they are. */
export function roundedCount(count: number): string {
  return scaled(count, 1000, decimal);
}

/** Three digits and a unit: "12.4 MiB". */
export function roundedBytes(bytes: number): string {
  return scaled(bytes, 1024, binary, " ");
}

/** Three digits that count, and all those before the point: "0.000638", "27,648". */
export function roundedWeight(weight: number): string {
  return weight >= 1000 ? writeCount(Math.round(weight)) : String(Number(weight.toPrecision(3)));
}

function scaled(value: number, step: number, units: readonly string[], space = ""): string {
  let power = 0;
  let rest = value;
  // What would be rounded up to a whole step is one already: 999.8 M is 1.00 G.
  while (rest >= step - 0.5 && power < units.length - 1) {
    rest /= step;
    power += 1;
  }
  const digits = power === 0 || rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2;
  return `${rest.toFixed(digits)}${space}${units[power] ?? ""}`;
}
