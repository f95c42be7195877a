/** Settings of an experiment as code: a literal, an axis's variable, or a table that the axes are looked up in. */
import type { CellPlan, ExperimentPlan } from "../../plan/plan.js";
import { dependentAxes, strides } from "./dependence.js";
import { type IdentifierScope, lowerCamel, propertyEntry, propertyKey } from "./identifiers.js";

/** An axis as generated code names it. */
interface AxisCode {
  readonly name: string;
  /** The variable that holds the value chosen. */
  readonly variable: string;
  readonly values: readonly string[];
  /** How many cells further on the axis's next value comes. */
  readonly stride: number;
}

/** Writes settings as functions of the choice that the axes leave. */
export class ChoiceCode {
  readonly #experiment: ExperimentPlan;
  readonly #axes: readonly AxisCode[];

  /** @param scope holds what the settings may refer to; the axes' variables are claimed in it. */
  constructor(experiment: ExperimentPlan, scope: IdentifierScope) {
    this.#experiment = experiment;
    const { axes } = experiment;
    const steps = strides(axes);
    this.#axes = axes.map(({ name, values }, index) => ({
      name,
      variable: scope.claim(name, lowerCamel(name) || "choice"),
      values,
      stride: steps[index] ?? 1,
    }));
  }

  /** The object of the axes, one a line: `{ labels: [100, 600], seed: [1, 2] }`. */
  axes(): string {
    if (this.#axes.length === 0) return "{}";
    const entries = this.#axes.map(
      ({ name, values }) => `${propertyKey(name)}: [${values.map(literal).join(", ")}]`,
    );
    return `{\n${entries.join(",\n")},\n}`;
  }

  /** The parameter of the function from a choice to settings: the axes' values, in variables. */
  parameter(): string {
    if (this.#axes.length === 0) return "()";
    return `({ ${this.#axes.map(({ name, variable }) => propertyEntry(name, variable)).join(", ")} })`;
  }

  /** True where a setting is the same in all cells. */
  isConstant(codeOf: (cell: CellPlan) => string): boolean {
    return new Set(this.#experiment.cells.map(codeOf)).size === 1;
  }

  /**
   * The code of a setting that is `codeOf(cell)` in each cell: that code where it is always the same, the variable of an axis
   * whose values it spells, else a table over the axes that it depends on.
   */
  setting(codeOf: (cell: CellPlan) => string): string {
    const codes = this.#experiment.cells.map(codeOf);
    const dependent = new Set(dependentAxes(this.#experiment, codeOf));
    const axes = this.#axes.filter((_, index) => dependent.has(index));
    const [first, ...others] = axes;
    if (first === undefined) return codes[0] ?? "";
    const isSpelled = first.values.every((value, at) => literal(value) === codes[at * first.stride]);
    if (isSpelled && others.length === 0) return first.variable;
    const table = tableOf(axes, codes, 0);
    // Words keep their literal types, which settings ask for, under `as const` only.
    const hasWords = codes.some((code) => code.includes('"'));
    const object = hasWords ? `(${table} as const)` : table;
    return `${object}${axes.map(({ variable }) => `[${variable}]`).join("")}`;
  }
}

/** Nested objects from the axes' values to the codes; `at` is the cell of the values chosen so far, and the first of others. */
function tableOf(axes: readonly AxisCode[], codes: readonly string[], at: number): string {
  const [axis, ...others] = axes;
  if (axis === undefined) return codes[at] ?? "";
  const entries = axis.values.map((value, index) => {
    const entry = tableOf(others, codes, at + index * axis.stride);
    return isNumber(value) ? `${value}: ${entry}` : propertyEntry(value, entry);
  });
  return `{ ${entries.join(", ")} }`;
}

function literal(value: string): string {
  return isNumber(value) ? value : JSON.stringify(value);
}

/** True for what TypeScript would print as the same number, so that it may be a literal and a key alike. */
function isNumber(value: string): boolean {
  return /^\d/.test(value) && String(Number(value)) === value;
}
