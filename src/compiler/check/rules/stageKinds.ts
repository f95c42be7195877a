/** SW0309 and SW0314: a stage is convolutional or dense, and nothing needs a map behind a dense layer. */
import type { RuleContext } from "../rule.js";
import { newStageBefore } from "../newStage.js";
import { type LayerTrace } from "../shapes.js";

export function stageKinds(context: RuleContext): void {
  const { model, shapes, report } = context;
  if (!model.node.intact) return;
  let dense: LayerTrace | null = null;
  for (const stage of shapes.stages) {
    for (const trace of stage.layers) {
      const { kind, node } = trace.layer;
      if (kind === "dense" && stage.kind === "convolutional") {
        const fix = newStageBefore(model, stage.stage, trace.layer);
        const label = "dense layers stand in a stage of their own";
        report("SW0314", {
          span: node.span,
          values: { layer: node.written, kind: "convolutional" },
          label,
          fix,
        });
        return;
      }
      if (kind === "dense") dense = trace;
      if (dense !== null && (kind === "conv" || kind === "pool")) {
        const label = `\`${dense.layer.node.written}\` has made a vector of the map`;
        report("SW0309", { span: node.span, values: { layer: node.written }, label });
        return;
      }
    }
  }
}
