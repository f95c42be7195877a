/** The chain of shapes that led to a layer, for the notes of diagnostics. */
import { positionAt } from "../source/sourceFile.js";
import type { RuleContext } from "./rule.js";
import { type LayerTrace, writeShape } from "./shapes.js";

/**
 * "the map that arrives here: 28x28x1 → bottom (line 7) 14x14x64 → conv 14x14x32": the input, the stages below, and the layers of
 * the stage before `layer` that have weights or change the shape. Empty where a shape is not known.
 */
export function shapeChain({ source, shapes }: RuleContext, layer: LayerTrace): string[] {
  if (shapes.input === null) return [];
  const links = [writeShape(shapes.input)];
  for (const stage of shapes.stages) {
    const index = stage.layers.indexOf(layer);
    if (index === -1) {
      if (stage.output === null) return [];
      const { line } = positionAt(source, stage.stage.node.span.start);
      links.push(`${stage.stage.name} (line ${line}) ${writeShape(stage.output)}`);
      continue;
    }
    for (const before of stage.layers.slice(0, index)) {
      const { layer, input, output } = before;
      if (output === null) return [];
      if (input === null || writeShape(input) !== writeShape(output))
        links.push(`${layer.node.written} ${writeShape(output)}`);
    }
    return [`the map that arrives here: ${links.join(" → ")}`];
  }
  return [];
}
