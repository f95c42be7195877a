/** What and where of test images, as they are and moved in every way, at the highest stage whose where has a place. */
import { receptiveFields } from "../../compiler/index.js";
import { createNet } from "../../runtime/index.js";
import { testImages } from "../images.js";
import { measureName } from "../statistics/figures.js";
import type { Measured, MeasuredRun } from "../study.js";
import { type Condition, conditions } from "./conditions.js";
import { densityPicture } from "./density.js";
import { fateFigures, fates } from "./fates.js";
import type { ImageSizes } from "./moveImages.js";
import {
  largestOf,
  placeOf,
  type Regions,
  threshold,
  type WhatAndWhere,
  whatLine,
  whereMovement,
} from "./movement.js";

/** Test images that are moved, at most: the first ones. */
const imageCount = 1000;

/** By so much of itself a what may change and be taken for that of the same feature. */
export const sameFeature = 0.05;

/** The movements whose scatter is kept. */
export const pictured: readonly string[] = ["right 2", "down 2"];

/** Cells on each side of the picture of the whats. */
export const whatBins = 24;

/** Figures of every movement, and the scatter of some. */
export async function measure(run: MeasuredRun): Promise<Measured> {
  const { model, plan, weights, engine, dataset } = run;
  const fields = receptiveFields(plan);
  const stage = plan.stages.findLast(
    ({ pool }) => pool?.where.kind === "hard" || pool?.where.kind === "soft",
  );
  const field = stage === undefined ? undefined : fields.get(stage.name);
  if (stage?.pool == null || field?.kind !== "window") return { measures: {}, pictures: {} };
  const { size, output } = stage.pool;
  /** Pixels from one cell of the map under the pooling to the next. */
  const step = [field.stride[0] / size[0], field.stride[1] / size[1]] as const;

  const count = Math.min(imageCount, dataset.test.labels.length);
  const images = testImages(
    run,
    Array.from({ length: count }, (_, index) => index),
  );
  const net = await createNet(model, { weights, images: null, engine, ownsEngine: false });
  const see = async (shown: Float32Array): Promise<WhatAndWhere> => {
    const map = (await net.encode(shown)).stages[stage.name];
    if (map?.where == null) throw new Error(`invariant: ${stage.name} keeps a where`);
    return { what: map.what.data, x: map.where.x.data, y: map.where.y.data };
  };
  try {
    const before = await see(images);
    const measures: Record<string, number> = {};
    const pictures: Record<string, string> = {};
    for (const condition of conditions) {
      const after = await see(condition.move(images, model.input));
      const shape = [output.height, output.width, output.channels] as const;
      const regions = { size, shape, movement: movementOf(condition, model.input, step) };
      for (const [figure, value] of figuresOf(before, after, regions)) {
        if (Number.isFinite(value)) measures[measureName(condition.name, figure)] = value;
      }
      if (!pictured.includes(condition.name)) continue;
      for (const [name, picture] of scatters(before, after, size)) {
        pictures[measureName(condition.name, name)] = picture;
      }
    }
    return { measures, pictures };
  } finally {
    await net.dispose();
  }
}

/** A movement in cells of the map under the pooling, each the middle of `step` pixels. */
function movementOf(
  { distance }: Condition,
  sizes: ImageSizes,
  [tall, wide]: readonly [number, number],
): Regions["movement"] {
  return (row, column) => {
    const [down, right] = distance(row * tall + (tall - 1) / 2, column * wide + (wide - 1) / 2, sizes);
    return [down / tall, right / wide];
  };
}

function figuresOf(
  before: WhatAndWhere,
  after: WhatAndWhere,
  regions: Regions,
): readonly (readonly [name: string, value: number])[] {
  const strong = whereMovement(before, after, { ...regions, tolerance: Number.POSITIVE_INFINITY });
  const same = whereMovement(before, after, { ...regions, tolerance: sameFeature });
  const what = whatLine(before, after);
  const byFate = fateFigures(before, after, regions);
  return [
    ["where slope", strong.slope],
    ["where leakage", strong.leakage],
    ["wheres", strong.count],
    ["where slope, same feature", same.slope],
    ["where leakage, same feature", same.leakage],
    ["wheres, same feature", same.count],
    ["what slope", what.slope],
    ["what R²", what.r2],
    ...fates.flatMap((fate) => [
      [`share, ${fate}`, byFate[fate].share] as const,
      [`what R², ${fate}`, byFate[fate].line.r2] as const,
      [`unexplained, ${fate}`, byFate[fate].unexplained] as const,
    ]),
  ];
}

/** What against what, as shares of the largest before; where against where of strong whats, in cells. */
function scatters(
  before: WhatAndWhere,
  after: WhatAndWhere,
  size: readonly [number, number],
): readonly (readonly [name: string, picture: string])[] {
  const largest = largestOf(before);
  const seen = Array.from(before.what.keys()).filter(
    (at) => (before.what[at] ?? 0) > 0 || (after.what[at] ?? 0) > 0,
  );
  const strong = seen.filter((at) => (before.what[at] ?? 0) >= threshold * largest);
  const bin = (what: number | undefined): number =>
    Math.min(whatBins - 1, Math.floor(((what ?? 0) / largest) * whatBins));
  const places = (axis: "down" | "right") =>
    strong.map(
      (at) =>
        [Math.round(placeOf(before, at, size)[axis]), Math.round(placeOf(after, at, size)[axis])] as const,
    );
  return [
    [
      "what",
      densityPicture(
        seen.map((at) => [bin(before.what[at]), bin(after.what[at])]),
        whatBins,
      ),
    ],
    ["column", densityPicture(places("right"), size[1])],
    ["row", densityPicture(places("down"), size[0])],
  ];
}
