/** SW0310: a stage ends with its pooling; one dropout may follow. */
import { type Fix, replacement } from "../../diagnostics/diagnostic.js";
import type { NamedLayer } from "../../names/namedModel.js";
import { newStageBefore } from "../newStage.js";
import type { RuleContext } from "../rule.js";

/** A ReLU and a max-pooling give the same in either order; here the pooling comes last. */
function movedBefore(pooling: NamedLayer | undefined, { node }: NamedLayer): Fix | null {
  if (pooling === undefined || node.inNotation) return null;
  const { start } = pooling.node.span;
  return {
    title: "relu before the pooling, which gives the same",
    safe: false,
    edits: [
      { span: { start, end: start }, text: "relu  " },
      { span: node.span, text: "" },
    ],
  };
}

export function poolLast({ model, shapes, report }: RuleContext): void {
  for (const { stage, kind } of shapes.stages) {
    const pooling = stage.layers.findIndex((layer) => layer.kind === "pool");
    if (pooling === -1 || kind === "dense") continue;
    const behind = stage.layers.slice(pooling + 1);
    const offending = behind[0]?.kind === "dropout" ? behind[1] : behind[0];
    // A dense layer behind the pooling is reported as one in a convolutional stage.
    if (offending === undefined || offending.kind === "dense") continue;
    const { node } = offending;
    const remove =
      offending.kind === "dropout"
        ? replacement("remove it", node.span, "")
        : offending.kind === "relu"
          ? movedBefore(stage.layers[pooling], offending)
          : null;
    report("SW0310", {
      span: node.span,
      values: { layer: node.written },
      label: offending.kind === "dropout" ? "one dropout may follow" : "belongs to the next stage",
      fix: remove ?? newStageBefore(model, stage, offending),
    });
  }
}
