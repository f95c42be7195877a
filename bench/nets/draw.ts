/**
 * Draws networks at random from the language: sizes, stages, kernels, channels and regions as people use them, and odd ones too. What
 * comes out for seed 1 is committed as random.swwae, so that everyone times the same.
 */
import { format } from "../../src/compiler/format/index.js";
import { randomStream } from "../../src/runtime/index.js";

/** How many multiplications of one image's forward pass make a step neither too short to time nor too long to wait for. */
const work = { least: 15e6, most: 600e6 };

const heights = [16, 20, 24, 28, 32, 40, 48, 64];
const channelCounts = [8, 12, 16, 24, 32, 48, 64, 96, 128];
const kernels = [1, 2, 3, 3, 3, 4, 5, 5, 7];
const regionSides = [1, 2, 2, 2, 3, 4];

/** The text of a spec with models Random1 … Random`count`. */
export function drawNets(count: number, seed = 1): string {
  const stream = randomStream(seed, "random networks");
  const choose = <T>(choices: readonly T[]): T => choices[Math.floor(stream.uniform() * choices.length)] as T;
  const models: string[] = [];
  while (models.length < count) {
    const model = drawNet(`Random${models.length + 1}`, choose);
    if (model !== null) models.push(model);
  }
  const result = format(
    `// Networks drawn at random for the benchmark; \`draw.ts\` draws them.\n\n${models.join("\n")}`,
  );
  if (!("text" in result)) throw new Error("a network that was drawn does not parse");
  return result.text;
}

/** A network; null where it came out too small or too large. */
function drawNet(name: string, choose: <T>(choices: readonly T[]) => T): string | null {
  const input = [choose(heights), choose(heights), choose([1, 3])] as const;
  let [height, width, channels] = input as readonly number[] as [number, number, number];
  let multiplications = 0;
  const stages: string[] = [];
  for (let stage = choose([1, 2, 2, 3, 3]); stage > 0; stage -= 1) {
    const layers: string[] = [];
    for (let convolution = choose([1, 1, 2]); convolution > 0; convolution -= 1) {
      const [rows, columns, filters] = [choose(kernels), choose(kernels), choose(channelCounts)];
      multiplications += height * width * channels * filters * rows * columns;
      layers.push(`conv ${rows}x${columns} ${filters}  relu`);
      channels = filters;
    }
    const [down, across] = [choose(regionSides), choose(regionSides)];
    if (down * across === 1 || height < 2 * down || width < 2 * across) return null;
    [height, width] = [Math.floor(height / down), Math.floor(width / across)];
    stages.push(`stage level${stages.length + 1} { ${layers.join("  ")}  pool ${down}x${across} }`);
  }
  if (multiplications < work.least || multiplications > work.most) return null;
  return [
    `model ${name} {`,
    `input ${input.join("x")}`,
    `encoder {\n${stages.join("\n")}\n}`,
    `classifier { dense 10 }`,
    `where hard`,
    `loss { NLL 1\n L2rec 0.5${stages.length > 1 ? "\n L2M 0.1" : ""} }`,
    `}\n`,
  ].join("\n");
}
