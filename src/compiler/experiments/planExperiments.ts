/** The experiments of a file: read, checked, and crossed into cells. */
import type { Report } from "../diagnostics/diagnostic.js";
import type { Expander } from "../expand/expander.js";
import type { LinkedFile } from "../link/link.js";
import type { ModelPlanner } from "../modelPlanner.js";
import type { AxisPlan, CellPlan, ExperimentPlan } from "../plan/plan.js";
import type { SourceFile } from "../source/sourceFile.js";
import { ExperimentReader } from "./bases.js";
import type { Experiment, SweptSettings } from "./experiment.js";
import type { ExperimentContext } from "./rule.js";
import { rules } from "./rules.js";
import { type Axis, crossings } from "./sweep.js";

export interface Surroundings {
  readonly source: SourceFile;
  readonly root: LinkedFile;
  readonly expander: Expander;
  readonly planner: ModelPlanner;
}

/** The experiments that are free of errors, with models that are. Diagnostics: SW06xx of arguments, SW08xx, and those of the models. */
export function planExperiments({ source, root, expander, planner }: Surroundings): ExperimentPlan[] {
  const plans: ExperimentPlan[] = [];
  const sink = once(expander.sink.reportFor(null));
  const planFor: PlanFor = (model, written) => planner.planFor(model, written, root);
  const reader = new ExperimentReader(source, root, expander, sink);
  for (const node of root.experiments) {
    const { experiment, report, standing } = reader.read(node);
    if (experiment === null) continue;
    const versions = experiment.quick === null ? [experiment] : [experiment, experiment.quick];
    for (const version of versions) {
      const models = version.settings.model.points.map(({ value }) => value.model);
      const sound = new Set(models.filter((model) => planner.isSound(model)));
      const context = { experiment: version, sound, planFor, report };
      for (const rule of rules) rule(context);
      if (models.some((model) => !sound.has(model))) standing.isBroken = true;
    }
    if (!standing.isBroken) plans.push(planExperiment(experiment, planFor));
  }
  return plans;
}

/** Says everything once: what is wrong with a setting is wrong in both versions of the experiment, and in all that extend it. */
function once(report: Report): Report {
  const said = new Set<string>();
  return (code, details) => {
    const key = `${code} ${details.span.start} ${details.span.end} ${JSON.stringify(details.values)}`;
    if (!said.has(key)) report(code, details);
    said.add(key);
  };
}

type PlanFor = ExperimentContext["planFor"];

function planExperiment(experiment: Experiment, planFor: PlanFor): ExperimentPlan {
  const { node, study, quick } = experiment;
  return {
    name: node.name?.text ?? "",
    documentation: node.documentation,
    span: node.span,
    study,
    ...planCells(experiment, planFor),
    quick: quick === null ? null : planCells(quick, planFor),
  };
}

/** Every combination of the settings. */
function planCells(
  { settings, order, augment, preprocess }: Experiment,
  planFor: PlanFor,
): Pick<ExperimentPlan, "axes" | "cells"> {
  const axes = axesOf(order.flatMap((name) => settings[name].axes));
  const cells = crossings(order.map((name) => settings[name].points.length)).map((indices): CellPlan => {
    const indexOf = (name: keyof SweptSettings) => indices[order.indexOf(name)] ?? 0;
    const at = <Name extends keyof SweptSettings>(name: Name) =>
      settings[name].points[indexOf(name)]!.value as SweptSettings[Name]["points"][number]["value"];
    const choices = order.flatMap((name) => settings[name].points[indexOf(name)]?.choices ?? []);
    const { model, written } = at("model");
    const plan = planFor(model, written);
    return {
      label: axes.map(({ name, values }, index) => `${name} ${values[choices[index] ?? 0] ?? ""}`).join(", "),
      choices,
      model: plan.name,
      data: { ...at("data"), labels: at("labels") },
      mode: at("mode") ?? (plan.classifier === null ? "unsupervised" : "semi-supervised"),
      labelledShare: at("share"),
      validation: at("validation"),
      optimizer: at("optimizer"),
      clip: at("clip"),
      schedule: at("schedule"),
      batch: at("batch"),
      epochs: at("epochs"),
      earlyStopping: at("stop"),
      seed: at("seeds"),
      precision: at("precision"),
      augmentation: augment.map(({ step }) => step),
      preprocessing: preprocess.length === 0 ? [{ kind: "scale" }] : preprocess.map(({ step }) => step),
    };
  });
  return { axes, cells };
}

/** Names that tell the axes apart: where an option is called like another, or like a setting, its own setting stands before it. */
function axesOf(axes: readonly Axis[]): AxisPlan[] {
  return axes.map(({ name, optionOf, values, span }) => {
    const isAlone = axes.filter((other) => other.name === name).length === 1;
    return { name: isAlone || optionOf === null ? name : `${optionOf} ${name}`, values, span };
  });
}
