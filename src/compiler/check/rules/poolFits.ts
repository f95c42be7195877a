/** SW0312: a pooling region is not larger than the map. */
import { replacement } from "../../diagnostics/diagnostic.js";
import type { MapShape } from "../../plan/plan.js";
import type { RuleContext } from "../rule.js";
import { shapeChain } from "../shapeChain.js";
import { writeShape } from "../shapes.js";
import { sizeOf, writeSize } from "../values.js";

export function poolFits(context: RuleContext): void {
  for (const stage of context.shapes.stages) {
    for (const trace of stage.layers) {
      const { layer, input } = trace;
      const value = layer.node.values[0];
      const size = sizeOf(value);
      if (layer.kind !== "pool" || input?.kind !== "map" || value === undefined || size === null) continue;
      const largest = [Math.min(size[0], input.height), Math.min(size[1], input.width)] as const;
      if (largest[0] === size[0] && largest[1] === size[1]) continue;
      const fitting = writeSize(largest, value);
      const left = {
        ...input,
        height: Math.floor(input.height / largest[0]),
        width: Math.floor(input.width / largest[1]),
      };
      const title = `${layer.node.inNotation ? `${fitting}p` : `pool ${fitting}`} (leaves ${writeShape(left)})`;
      context.report("SW0312", {
        span: layer.node.span,
        values: { size: size.join("x"), map: `${input.height}x${input.width}` },
        label: asked(size, input),
        notes: shapeChain(context, trace),
        fix: replacement(title, value.span, fitting),
      });
    }
  }
}

/** "8 rows and columns asked, 7 are left" */
function asked([rows, columns]: readonly [number, number], { height, width }: MapShape): string {
  if (rows > height && columns > width) {
    if (rows === columns && height === width) return `${rows} rows and columns asked, ${height} are left`;
    return `${rows} rows and ${columns} columns asked, ${height} and ${width} are left`;
  }
  if (rows > height) return `${rows} rows asked, ${height} are left`;
  return `${columns} columns asked, ${width} are left`;
}
