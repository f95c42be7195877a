/** An experiment as a statement of a generated module: its axes, and the settings that a choice on them makes. */
import { StructureKind, VariableDeclarationKind, type VariableStatementStructure } from "ts-morph";
import type { CellPlan, ExperimentPlan, OptimizerPlan } from "../../plan/plan.js";
import { ChoiceCode } from "./choices.js";
import { documentation } from "./comments.js";
import { type IdentifierScope, propertyEntry, propertyKey } from "./identifiers.js";
import type { RuntimeImports } from "./imports.js";
import type { Origins } from "./origins.js";
import { countText } from "./shapes.js";

export interface ExperimentContext {
  readonly experiment: ExperimentPlan;
  /** The exported constant. */
  readonly name: string;
  /** The constants of the models, by their names in the plan. */
  readonly models: ReadonlyMap<string, string>;
  /** Everything that the module declares and imports. */
  readonly scope: IdentifierScope;
  readonly runtime: RuntimeImports;
  readonly origins: Origins;
}

/** `export const FewLabels = defineExperiment({ … })` */
export function experimentStatement(context: ExperimentContext): VariableStatementStructure {
  const { experiment, name, scope, runtime, origins } = context;
  origins.set(name, { span: experiment.span });
  const choice = new ChoiceCode(experiment, scope);
  const settings = settingsCode(choice, context);
  const definition = [
    `name: ${JSON.stringify(experiment.name)}`,
    `axes: ${choice.axes()}`,
    `settings: ${choice.parameter()} => (${settings})`,
  ];
  return {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: documentation(
      [experiment.documentation?.trim() || "An experiment.", "", explainRuns(experiment)].join("\n"),
    ),
    declarations: [
      { name, initializer: runtime.call("defineExperiment", `{\n${definition.join(",\n")},\n}`) },
    ],
  };
}

/** "20 runs: labels 100, 600, 1000, 3000 × seed 1, 2, 3, 4, 5." */
function explainRuns({ axes, cells }: ExperimentPlan): string {
  if (axes.length === 0) return "One run.";
  return `${countText(cells.length)} runs: ${axes.map(({ name, values }) => `${name} ${values.join(", ")}`).join(" × ")}.`;
}

/** The settings as an object literal, one setting a line. */
function settingsCode(choice: ChoiceCode, { models, experiment }: ExperimentContext): string {
  const entry = (name: string, codeOf: (cell: CellPlan) => string) =>
    propertyEntry(name, choice.setting(codeOf));
  const setting = (name: string, valueOf: (cell: CellPlan) => Json) =>
    entry(name, (cell) => jsonCode(valueOf(cell)));
  const data = [
    setting("kind", (cell) => cell.data.kind),
    setting("name", (cell) => cell.data.name),
    setting("labels", (cell) => cell.data.labels),
  ];
  // The usual values go without saying.
  const unlessAlways = (name: Unsaid): string[] =>
    experiment.cells.some((cell) => cell[name] !== usual[name]) ? [setting(name, (cell) => cell[name])] : [];
  const settings = [
    entry("model", (cell) => models.get(cell.model) ?? JSON.stringify(cell.model)),
    `data: { ${data.join(", ")} }`,
    ...unlessAlways("labelledShare"),
    ...unlessAlways("validation"),
    setting("mode", (cell) => cell.mode),
    `optimizer: ${optimizerCode(choice, experiment)}`,
    ...unlessAlways("clip"),
    setting("schedule", (cell) => cell.schedule),
    setting("batch", (cell) => cell.batch),
    setting("epochs", (cell) => cell.epochs),
    setting("earlyStopping", (cell) => cell.earlyStopping),
    setting("seed", (cell) => cell.seed),
    ...unlessAlways("precision"),
    setting("augmentation", (cell) => cell.augmentation),
    setting("preprocessing", (cell) => cell.preprocessing),
  ];
  return `{\n${settings.join(",\n")},\n}`;
}

/** Settings that are left out of the code where no cell has another value. */
const usual = { labelledShare: 0.5, validation: 1000, clip: null, precision: "fp32" } as const;

type Unsaid = keyof typeof usual;

/** What an optimiser takes where nothing is said; left out of the code. */
const optimizerDefaults = { momentum: 0, nesterov: false, beta1: 0.9, beta2: 0.999, weightDecay: 0 } as const;

/** Settings that each kind of optimiser has besides its rate. */
const optimizerSettings = {
  adam: ["beta1", "beta2", "weightDecay"],
  adamw: ["beta1", "beta2", "weightDecay"],
  sgd: ["momentum", "nesterov", "weightDecay"],
} as const;

/** One object whose properties vary by themselves; where the kind varies, the objects as wholes. */
function optimizerCode(choice: ChoiceCode, { cells }: ExperimentPlan): string {
  const [first] = cells;
  if (first === undefined || !choice.isConstant(({ optimizer }) => optimizer.kind)) {
    return choice.setting(({ optimizer }) => jsonCode(saidOf(optimizer)));
  }
  const names = (["rate", ...optimizerSettings[first.optimizer.kind]] as const).filter(
    (name) => name === "rate" || cells.some(({ optimizer }) => optimizer[name] !== optimizerDefaults[name]),
  );
  const entries = names.map((name) =>
    propertyEntry(
      name,
      choice.setting((cell) => jsonCode(cell.optimizer[name])),
    ),
  );
  return `{ kind: ${JSON.stringify(first.optimizer.kind)}, ${entries.join(", ")} }`;
}

function saidOf(optimizer: OptimizerPlan): Json {
  const { kind, rate } = optimizer;
  const said = optimizerSettings[kind].filter((name) => optimizer[name] !== optimizerDefaults[name]);
  return { kind, rate, ...Object.fromEntries(said.map((name) => [name, optimizer[name]])) };
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A value as TypeScript writes it. */
function jsonCode(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(jsonCode).join(", ")}]`;
  const entries = Object.entries(value).map(([name, entry]) => `${propertyKey(name)}: ${jsonCode(entry)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
