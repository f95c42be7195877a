/**
 * Every diagnostic of the compiler: its stable code, its severity, its message, and what explains it: a paragraph, a spec with
 * the mistake and the same spec without it. `swwae explain` and the pages of docs/errors are made from it.
 *
 * Codes are grouped by what they are about: SW01 syntax, SW02 names and structure, SW03 shapes and sizes, SW04 the loss,
 * SW05 where, SW06 parameters, SW07 files, SW08 experiments, SW09 silences. A code is never given to another mistake.
 */
import { experimentRulesTable } from "./tables/experimentRules.js";
import { experimentSettingsTable } from "./tables/experimentSettings.js";
import { filesTable } from "./tables/files.js";
import { habitsTable } from "./tables/habits.js";
import { lossTable } from "./tables/loss.js";
import { namesTable } from "./tables/names.js";
import { parametersTable } from "./tables/parameters.js";
import { shapesTable } from "./tables/shapes.js";
import { silencesTable } from "./tables/silences.js";
import { syntaxTable } from "./tables/syntax.js";
import { whereTable } from "./tables/where.js";

export interface DiagnosticRow {
  readonly severity: "error" | "warning";
  /** Message with {placeholders}. */
  readonly message: string;
  /** What the rule is, why it exists, and what to do: a paragraph or two for `swwae explain`. */
  readonly explanation: string;
  /** A whole, small spec that gives exactly this diagnostic, once. */
  readonly wrong: string;
  /** A spec without any diagnostic that says what the wrong one meant. */
  readonly right: string;
  /** Other files that the examples use, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
}

export const diagnosticTable = {
  ...syntaxTable,
  ...habitsTable,
  ...namesTable,
  ...shapesTable,
  ...lossTable,
  ...whereTable,
  ...parametersTable,
  ...filesTable,
  ...experimentSettingsTable,
  ...experimentRulesTable,
  ...silencesTable,
} as const satisfies Readonly<Record<string, DiagnosticRow>>;

export type DiagnosticCode = keyof typeof diagnosticTable;

/** The names in braces of a message template. */
type Placeholders<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What a diagnostic of this code must be given: one value per placeholder of its message. */
export type MessageValues<Code extends DiagnosticCode> = {
  readonly [Name in Placeholders<(typeof diagnosticTable)[Code]["message"]>]: string | number;
};
