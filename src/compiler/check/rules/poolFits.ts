/** SW0312: a pooling region is not larger than the map. */
import { type Fix, replacement } from "../../diagnostics/diagnostic.js";
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
      const swapped = channelsLast(context);
      context.report("SW0312", {
        span: layer.node.span,
        values: { size: size.join("x"), map: `${input.height}x${input.width}` },
        label: asked(size, input),
        notes: [
          ...shapeChain(context, trace),
          ...(swapped ? ["height and width of the input come first, its channels last"] : []),
        ],
        fix: swapped ?? replacement(title, value.span, fitting),
      });
    }
  }
}

/** `input 1x28x28` is PyTorch's order: the fix that turns it round, null for any other input. */
function channelsLast({ model, shapes }: RuleContext): Fix | null {
  const { input } = shapes;
  const [value] = model.input?.values ?? [];
  if (value === undefined || input === null || input.height > 4 || input.width < 8 || input.channels < 8)
    return null;
  const shape = `${input.width}x${input.channels}x${input.height}`;
  return replacement(`input ${shape}`, value.span, shape);
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
