/**
 * `npm run bench:convolutions`: what a convolution and its gradients cost in each form that the fast lowering knows, beside what its
 * estimate says, for shapes of many kinds. The form that the estimate chooses should be the fastest, or nearly: the last column says
 * how many times as long as the fastest it takes. With `-- --fit` the weights of the estimate are fitted anew and printed.
 */
import { availableParallelism, cpus } from "node:os";
import {
  convolutionCost,
  convolutionCounts,
  convolutionWork,
} from "../../src/runtime/engines/onnx/fast/convolutionCost.js";
import {
  type ConvolutionForm,
  convolutionForm,
  formsOf,
} from "../../src/runtime/engines/onnx/fast/convolutionForm.js";
import type { ConvolutionGeometry } from "../../src/runtime/engines/geometry.js";
import { fitWeights, type Sample } from "./fit.js";
import { timeOf } from "./measure.js";
import { shapes } from "./shapes.js";

console.log(`${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} threads`);
console.log(
  "milliseconds measured (estimated) of a convolution and its gradients; * the form that is chosen\n",
);
const samples = new Map<ConvolutionForm, Sample[]>();
const losses: number[] = [];
for (const geometry of shapes) {
  const chosen = convolutionForm(geometry);
  const times = new Map<ConvolutionForm, number>();
  for (const form of formsOf(geometry)) {
    const milliseconds = await timeOf(geometry, form);
    times.set(form, milliseconds);
    const sample = { work: convolutionWork(form, geometry), nanoseconds: milliseconds * 1e6 };
    samples.set(form, [...(samples.get(form) ?? []), sample]);
  }
  const loss = (times.get(chosen) ?? 0) / Math.min(...times.values());
  losses.push(loss);
  const cells = [...times].map(([form, measured]) => {
    const estimated = convolutionCost(form, geometry) / 1e6;
    return `${form === chosen ? "*" : " "}${form} ${measured.toFixed(1)} (${estimated.toFixed(1)})`;
  });
  console.log(describe(geometry).padEnd(24), cells.join("  ").padEnd(84), `${loss.toFixed(2)} ×`);
}
const geometricMean = Math.exp(
  losses.reduce((sum, loss) => sum + Math.log(loss), 0) / Math.max(1, losses.length),
);
console.log(
  `\nwhat is chosen takes ${geometricMean.toFixed(3)} times as long as the fastest, ${Math.max(...losses).toFixed(2)} at worst`,
);

if (process.argv.includes("--fit")) {
  console.log("\nfitted, nanoseconds each:");
  for (const [form, measured] of samples) {
    const weights = fitWeights(measured);
    const parts = convolutionCounts[form].map((name, at) => `${name} ${(weights[at] ?? 0).toPrecision(3)}`);
    console.log(`${form}: ${parts.join(", ")}`);
  }
}

function describe({ height, width, channels, filters, kernel }: ConvolutionGeometry): string {
  return `${height}×${width} ${channels}→${filters} ${kernel.join("×")}`;
}
