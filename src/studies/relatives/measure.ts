/** What crosses to the decoder, counted and estimated, and reconstructions of the first digits of some classes. */
import type { ModelPlan } from "../../compiler/index.js";
import { createNet } from "../../runtime/index.js";
import { encodeStrip, firstOfClasses, testImages } from "../images.js";
import type { Measured, MeasuredRun } from "../study.js";
import { placeOf, type WhatAndWhere } from "../whatAndWhere/movement.js";
import { crossingOf, SwitchEntropy } from "./crossing.js";

/** Test images whose switches are counted, at most: the first ones. */
export const imageCount = 1000;
const batch = 100;

/** Images in the pictures: the first of each class, so many of them. */
const columns = 8;

/** Names of what is measured. */
export const measureNames = {
  noise: "noise on the image",
  wholeMaps: "poolings of whole maps",
  code: "numbers of the code",
  numbers: "numbers across",
  bits: "bits across, at most",
  entropy: "bits across, estimated",
} as const;

export async function measure(run: MeasuredRun): Promise<Measured> {
  const { model, plan, evaluator } = run;
  const { numbers, bits } = crossingOf(plan);
  const entropy = await entropyOf(run);
  const chosen = firstOfClasses(run, columns);
  const originals = testImages(run, chosen);
  const [height, width] = model.input;
  const strip = (pixels: Float32Array): string => encodeStrip(pixels, chosen.length, height, width);
  return {
    measures: {
      [measureNames.noise]: noiseOf(plan),
      [measureNames.wholeMaps]: wholeMapsOf(plan),
      [measureNames.code]: codeOf(plan),
      [measureNames.numbers]: numbers,
      [measureNames.bits]: bits,
      ...(entropy === null ? {} : { [measureNames.entropy]: entropy }),
    },
    pictures: { original: strip(originals), reconstruction: strip(await evaluator.reconstruct(originals)) },
  };
}

/** The share of pixels that are missing while training: the rate of a dropout that stands before all layers. */
function noiseOf({ stages: [bottom] }: ModelPlan): number {
  const [first] = bottom?.layers ?? [];
  return first?.kind === "dropout" ? first.rate : 0;
}

/** Poolings that leave one number of each map. */
function wholeMapsOf({ stages }: ModelPlan): number {
  return stages.filter(({ pool }) => pool !== null && pool.output.height === 1 && pool.output.width === 1)
    .length;
}

function codeOf({ code }: ModelPlan): number {
  return code.kind === "vector" ? code.features : code.height * code.width * code.channels;
}

/** Bits of an image's switches, over test images; null where something else than switches crosses. */
async function entropyOf(run: MeasuredRun): Promise<number | null> {
  const { model, plan, weights, engine, dataset } = run;
  const pooled = plan.stages.flatMap(({ name, pool }) => (pool === null ? [] : [{ name, pool }]));
  if (!pooled.every(({ pool: { where } }) => where.kind === "hard" || where.kind === "none")) return null;
  const switched = pooled
    .filter(({ pool }) => pool.where.kind === "hard")
    .map(({ name, pool: { size, output } }) => ({
      name,
      size,
      entropy: new SwitchEntropy(output.height * output.width * output.channels, size[0] * size[1]),
    }));
  if (switched.length === 0) return 0;
  const net = await createNet(model, { weights, images: null, engine, ownsEngine: false });
  try {
    const count = Math.min(imageCount, dataset.test.labels.length);
    for (let from = 0; from < count; from += batch) {
      const indices = Array.from({ length: Math.min(batch, count - from) }, (_, place) => from + place);
      const { stages } = await net.encode(testImages(run, indices));
      for (const { name, size, entropy } of switched) {
        const map = stages[name];
        if (map?.where == null) throw new Error(`invariant: ${name} keeps a where`);
        entropy.add(cellsOf({ what: map.what.data, x: map.where.x.data, y: map.where.y.data }, size));
      }
    }
    return switched.reduce((sum, { entropy }) => sum + entropy.bits(), 0);
  } finally {
    await net.dispose();
  }
}

/** The cell of each switch in its region, row-major. */
function cellsOf(stage: WhatAndWhere, size: readonly [rows: number, columns: number]): Uint32Array {
  return Uint32Array.from(stage.what, (_, at) => {
    const { down, right } = placeOf(stage, at, size);
    return Math.round(down) * size[1] + Math.round(right);
  });
}
