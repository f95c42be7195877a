/** What `swwae train` works on: the model or the experiment that FILE#Name names, or the only one that FILE can mean. */
import { type ExperimentPlan, type Plan, suggest } from "../../compiler/index.js";
import { UserError } from "../../training/errors.js";
import { findExperiment } from "./experimentCell.js";

/** A model to train as the options and defaults say, or an experiment that says how itself. */
export type TrainingTarget =
  | { readonly kind: "model"; readonly name: string }
  | { readonly kind: "experiment"; readonly experiment: ExperimentPlan };

/** More names than these are counted. */
const mostNames = 12;

/**
 * What is to be trained. Without a name it is the file's experiment where it has one, since that says what its author wants trained, and its
 * model where it has no experiment; several of either leave the choice open.
 *
 * @throws UserError listing what the file defines, where the choice is open or the name unknown.
 */
export function trainingTarget(plan: Plan, name: string | null): TrainingTarget {
  return name === null ? onlyTarget(plan) : namedTarget(plan, name);
}

function onlyTarget(plan: Plan): TrainingTarget {
  const { experiments, models, file } = plan;
  const [experiment, secondExperiment] = experiments;
  const [model, secondModel] = models;
  if (experiment !== undefined && secondExperiment === undefined) return { kind: "experiment", experiment };
  if (experiment === undefined && model !== undefined && secondModel === undefined)
    return { kind: "model", name: model.name };
  const first = experiment ?? model;
  if (first === undefined) throw new UserError(contents(plan));
  throw new UserError(`${contents(plan)}; which is to be trained?`, { hint: nameOne(file, first) });
}

function namedTarget(plan: Plan, name: string): TrainingTarget {
  const experiment = findExperiment(plan, name);
  if (experiment !== null) return { kind: "experiment", experiment };
  const { experiments, models, file } = plan;
  if (models.some((model) => model.name === name)) return { kind: "model", name };
  const known = [...experiments, ...models];
  const meant = suggest(
    name,
    known.map((candidate) => candidate.name),
  );
  const [first] = known;
  if (first === undefined) throw new UserError(contents(plan));
  throw new UserError(`there is no model or experiment ${name}: ${contents(plan)}`, {
    hint: meant === null ? nameOne(file, first) : `did you mean ${file}#${meant}?`,
  });
}

/** "a.swwae defines the experiment Sweep and the models Tiny, Other" */
function contents({ experiments, models, file }: Plan): string {
  const kinds = [listed("experiment", experiments), listed("model", models)].filter((text) => text !== "");
  return `${file} defines ${kinds.length === 0 ? "no model" : kinds.join(" and ")}`;
}

function listed(noun: string, items: readonly { readonly name: string }[]): string {
  if (items.length === 0) return "";
  const shown = items.slice(0, mostNames).map(({ name }) => name);
  const more = items.length > mostNames ? ` and ${items.length - mostNames} more` : "";
  return `the ${noun}${items.length === 1 ? "" : "s"} ${shown.join(", ")}${more}`;
}

function nameOne(file: string, { name }: { readonly name: string }): string {
  return `name one: ${file}#${name}`;
}
