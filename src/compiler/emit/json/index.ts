/** Emission of JSON: the plan as it is, for programs in other languages. docs/schemas/plan.schema.json describes it. */
import { format } from "prettier";
import type { Plan } from "../../plan/plan.js";
import { sourceName } from "../sourceName.js";

/** Version of the format; it counts up where a reader of the one before would go wrong. */
const formatVersion = 1;

/**
 * Writes the plan as one JSON document, formatted. The same plan and version give the same bytes on every machine.
 */
export async function emitJson(plan: Plan, options: { version: string }): Promise<string> {
  const document = {
    format: formatVersion,
    generator: `swwae ${options.version}`,
    ...plan,
    file: sourceName(plan.file),
  };
  return format(JSON.stringify(document), { parser: "json", printWidth: 110, endOfLine: "lf" });
}
