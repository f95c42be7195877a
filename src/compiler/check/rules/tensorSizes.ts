/** SW0306: no map and no kernel is absurdly large, so that every later sum stays exact. */
import { writeCount } from "../../diagnostics/writeCount.js";
import type { Shape } from "../../plan/plan.js";
import type { RuleContext } from "../rule.js";
import { elementsOf, type LayerTrace, largestTensor, outputOf, writeShape } from "../shapes.js";
import { countsOf, readDimensions, sizeOf } from "../values.js";

const limit = writeCount(largestTensor);

export function tensorSizes({ model, shapes, report }: RuleContext): void {
  const [value] = model.input?.values ?? [];
  const dimensions = value && countsOf(readDimensions(value));
  const elements = dimensions?.length === 3 ? dimensions.reduce((a, b) => a * b, 1) : 0;
  if (value && elements > largestTensor) {
    report("SW0306", { span: value.span, values: { what: "the input", count: writeCount(elements), limit } });
  }
  const traces = [...shapes.stages, ...(shapes.classifier ? [shapes.classifier] : [])].flatMap(
    ({ layers }) => layers,
  );
  for (const trace of traces) {
    const largest = largestOf(trace);
    if (largest === null || largest.elements <= largestTensor) continue;
    const { what, elements } = largest;
    report("SW0306", { span: trace.layer.node.span, values: { what, count: writeCount(elements), limit } });
  }
}

/** The largest tensor that a layer brings: its kernel or its output. */
function largestOf({
  layer,
  input,
}: LayerTrace): { readonly what: string; readonly elements: number } | null {
  const output = input && outputOf(layer, input);
  if (input === null || output === null) return null;
  const map = { what: `the map ${writeShape(output)}`, elements: elementsOf(output) };
  const size = layer.kind === "conv" ? sizeOf(layer.node.values[0]) : [1, 1];
  if ((layer.kind !== "conv" && layer.kind !== "dense") || !size) return map;
  const kernel = {
    what: "the kernel",
    elements: (size[0] ?? 1) * (size[1] ?? 1) * channels(input) * channels(output),
  };
  return kernel.elements > map.elements ? kernel : map;
}

function channels(shape: Shape): number {
  return shape.kind === "map" ? shape.channels : shape.features;
}
