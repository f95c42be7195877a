/** Checks expanded models, each once and behind its base, and plans those that are free of errors. */
import { checkModel, type CheckedModel } from "./check/check.js";
import type { ExpandedModel, Expander } from "./expand/expander.js";
import { nameInstance } from "./expand/instanceNames.js";
import type { LinkedFile } from "./link/link.js";
import { resolveModel } from "./names/resolve.js";
import { buildModelPlan } from "./plan/buildPlan.js";
import type { ModelPlan } from "./plan/plan.js";
import type { SourceFile } from "./source/sourceFile.js";

export class ModelPlanner {
  private readonly checked = new Map<ExpandedModel, CheckedModel>();
  private taken: Set<string> | null = null;
  private readonly plans = new Map<ExpandedModel, ModelPlan>();

  constructor(
    private readonly source: SourceFile,
    private readonly expander: Expander,
  ) {}

  /** Checks a model, its base first. */
  check(model: ExpandedModel): CheckedModel {
    const known = this.checked.get(model);
    if (known !== undefined) return known;
    const { reporter, base } = model;
    const report = this.expander.sink.reportFor(reporter);
    let { node } = model;
    if (base !== null) {
      this.check(base);
      // What is wrong with the base is told there; here it would only be told again in other words.
      if (base.reporter.isBroken) {
        reporter.isBroken = true;
        reporter.isDoubtful = true;
        node = { ...node, intact: false };
      }
    }
    const named = resolveModel(this.source, node, model.name, report);
    const checked = checkModel(this.source, named, report);
    this.checked.set(model, checked);
    return checked;
  }

  /** True for a model that can be planned. */
  isSound(model: ExpandedModel): boolean {
    this.check(model);
    return model.isKnown && model.node.intact && !model.reporter.isBroken;
  }

  /** The plan of a sound model under the name that it has in the file `root`, where `written` is how the file calls it. */
  planFor(model: ExpandedModel, written: string, root: LinkedFile): ModelPlan {
    this.taken ??= new Set([
      ...[...root.scope.keys()].map((name) => name.toLowerCase()),
      ...root.experiments.map(({ name }) => name?.text.toLowerCase() ?? ""),
    ]);
    const known = this.plans.get(model);
    if (known !== undefined) return known;
    const isInstance = model.reporter.instance !== null;
    const defaults = this.expander.defaults(model.declaration);
    const name = isInstance ? nameInstance(model, defaults, written, this.taken) : written;
    const { model: named, shapes, terms } = this.check(model);
    const plan = buildModelPlan({ ...named, name }, shapes, terms);
    this.plans.set(model, plan);
    return plan;
  }

  /** The sound models of the file, and behind them those that its experiments asked for. */
  plan(root: LinkedFile): ModelPlan[] {
    const declared = root.models
      .map((declaration) => this.expander.model(declaration))
      .filter((model) => this.isSound(model))
      .map((model) => this.planFor(model, model.name, root));
    return [...new Set([...declared, ...this.plans.values()])];
  }
}
