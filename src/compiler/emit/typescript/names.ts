/** Which identifiers a generated module uses for the models and stages of a plan. */
import type { Plan, StagePlan } from "../../plan/plan.js";
import { IdentifierScope, lowerCamel, upperCamel } from "./identifiers.js";
import { runtimeTypes, runtimeValues } from "./imports.js";

/** The top-level names of one model. */
export interface ModelNames {
  /** The exported model, spelled as in the spec wherever TypeScript allows. */
  readonly model: string;
  readonly encode: string;
  readonly decode: string;
  readonly classify: string;
  readonly reconstruct: string;
  readonly loss: string;
  /** The object with every parameter's initialiser. */
  readonly parameters: string;
  readonly parametersType: string;
  readonly wheresType: string;
}

/** The top-level names of a module. */
export interface ModuleNames {
  /** In the order of the plan's models. */
  readonly models: readonly ModelNames[];
  /** The exported constants, in the order of the plan's experiments. */
  readonly experiments: readonly string[];
  /** A new scope in which all of these names, and those of the runtime, are taken. */
  readonly innerScope: () => IdentifierScope;
}

/**
 * Allocates the names of all models and experiments of one module; these themselves come first, so that their own names are
 * the last to bend.
 */
export function moduleNames({ models, experiments }: Pick<Plan, "models" | "experiments">): ModuleNames {
  const scope = new IdentifierScope([...runtimeValues, ...runtimeTypes]);
  const claimed = models.map(({ name }) => ({ name, model: scope.claim(name, `${baseName(name)}Model`) }));
  const constants = experiments.map(({ name }) => scope.claim(name, `${baseName(name)}Experiment`));
  const named = claimed.map(({ name, model }) => ({
    model,
    ...scope.claimFamily((suffix) => {
      const base = `${baseName(name)}${suffix}`;
      return {
        encode: `encode${base}`,
        decode: `decode${base}`,
        classify: `classify${base}`,
        reconstruct: `reconstruct${base}`,
        loss: `loss${base}`,
        parameters: `${lowerCamel(base)}Parameters`,
        parametersType: `${base}Parameters`,
        wheresType: `${base}Wheres`,
      };
    }),
  }));
  return { models: named, experiments: constants, innerScope: () => scope.inner() };
}

function baseName(model: string): string {
  const base = upperCamel(model);
  return /^[A-Z]/.test(base) ? base : `Model${base}`;
}

/** The scope of one generated function, with its parameters and everything it may call already taken. */
export function functionScope(): IdentifierScope {
  return new IdentifierScope([...runtimeValues, ...runtimeTypes, "p", "image", "code", "where"]);
}

/** How the local variables of a stage begin: its name in lowerCamel, made to begin with a letter. */
export function stagePrefix(stage: string): string {
  const prefix = lowerCamel(stage);
  return /^[a-z]/.test(prefix) ? prefix : `stage${prefix}`;
}

/** Names of the local variables that hold the stages' results, in the order of `stages`. */
export function stageVariables(scope: IdentifierScope, stages: readonly StagePlan[]): Map<string, string> {
  return new Map(
    stages.map(({ name }) => [name, scope.claim(stagePrefix(name), `${stagePrefix(name)}Stage`)]),
  );
}

/**
 * The property under which a function's result holds a stage: the stage's name, unless the result has a property of
 * that name already (`code` of the encoder, `image` of the decoder).
 */
export function stageKey(stage: string, resultKey: "code" | "image", stages: readonly StagePlan[]): string {
  if (stage !== resultKey) return stage;
  return new IdentifierScope(stages.map(({ name }) => name)).claim(`${stage}Stage`);
}
