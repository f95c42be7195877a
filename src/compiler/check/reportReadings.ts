/** Diagnostics about counts and sizes that are none: SW0302 to SW0305. */
import { type Report, replacement } from "../diagnostics/diagnostic.js";
import { writeCount } from "../diagnostics/writeCount.js";
import { type CountReading, largestCount, readCount } from "./values.js";

/** Reports what is wrong with counts; `names` say what each is, such as "the height of the input". */
export function reportReadings(
  report: Report,
  readings: readonly CountReading[],
  names: readonly string[],
): void {
  const reported = new Set<number>();
  readings.forEach((reading, index) => {
    // Both numbers of a short size, the 5 of (64)5c, are the same stretch of the source.
    if (reading.kind === "count" || reading.kind === "unknown" || reported.has(reading.span.start)) return;
    reported.add(reading.span.start);
    reportReading(report, reading, names[index] ?? "a size");
  });
}

function reportReading(
  report: Report,
  reading: Exclude<CountReading, { kind: "count" | "unknown" }>,
  what: string,
): void {
  const { text, span } = reading;
  switch (reading.kind) {
    case "notANumber":
      report("SW0302", {
        span,
        values: { text, expected: "whole number" },
        label: `${what} is expected here`,
      });
      break;
    case "notPositive":
      report("SW0303", { span, values: { what, value: text } });
      break;
    case "fractional": {
      const rounded = String(Math.max(1, Math.round(Number(text))));
      const fix =
        readCount({ text: rounded, span }).kind === "count" ? replacement(rounded, span, rounded) : null;
      report("SW0304", { span, values: { what, value: text }, fix });
      break;
    }
    case "tooLarge":
      report("SW0305", { span, values: { what, value: text, limit: writeCount(largestCount) } });
      break;
  }
}
