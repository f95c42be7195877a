/** SW0311: an encoder has stages, a stage and a classifier have layers. */
import { type RuleContext } from "../rule.js";

export function emptyParts({ model, report }: RuleContext): void {
  const { encoder, classifier, node } = model;
  if (!node.intact) return;
  if (encoder?.complete && encoder.stages.length === 0) {
    const span = encoder.keyword.span;
    report("SW0311", {
      span,
      values: { what: "the encoder" },
      label: "needs a stage: stage bottom { conv 5x5 64  relu  pool 2x2 }",
    });
  }
  for (const stage of encoder?.stages ?? []) {
    if (stage.node.layers.length > 0) continue;
    const span = (stage.node.name ?? stage.node.keyword).span;
    report("SW0311", {
      span,
      values: { what: `stage \`${stage.name}\`` },
      label: "needs a layer, such as conv 5x5 64",
    });
  }
  if (classifier?.node.layers.length === 0) {
    const { span } = classifier.node.keyword;
    report("SW0311", {
      span,
      values: { what: "the classifier" },
      label: "needs a dense layer, such as dense 10",
    });
  }
}
