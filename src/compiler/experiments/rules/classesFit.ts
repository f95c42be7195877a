/** SW0809: the logits of a model are as many as the data has classes. */
import { factsOf } from "../dataFacts.js";
import { type ExperimentContext, modelPlans } from "../rule.js";

export function classesFit(context: ExperimentContext): void {
  for (const { value, span } of context.experiment.settings.data.points) {
    const facts = factsOf(value);
    if (facts === null) continue;
    for (const { name, classifier } of modelPlans(context)) {
      if (classifier === null || classifier.classes === facts.classes) continue;
      const values = { model: name, classes: classifier.classes, data: value.name, count: facts.classes };
      context.report("SW0809", { span, values, label: `end the classifier in dense ${facts.classes}` });
    }
  }
}
