/** What the maps of a trained net answer to: how many are dead, how local they are, and pictures of some. */
import { receptiveFields } from "../../compiler/index.js";
import { featurePicture, type StageFeatures, stageFeatures } from "../../report/index.js";
import { type Activation, Inspector, type StrongestActivations } from "../../training/index.js";
import { encodeStrip, smallPicture, testImages } from "../images.js";
import { measureName } from "../statistics/figures.js";
import type { Measured, MeasuredRun } from "../study.js";
import { firstFilters } from "./filters.js";
import { likeness, pixelsOf, smoothness } from "./locality.js";

/** Test images that are looked at, at most: the first ones. */
const imageCount = 2000;

/** Activations of each map that are projected, of another image each. */
export const examples = 9;

/** Maps of each stage that are shown, and of each of them the strongest activations. */
const mapsShown = 8;
export const examplesShown = 4;

/** A map is weak whose strongest activation, or a filter whose largest number, is below this share of the strongest one's. */
export const weakShare = 0.1;

/** What the figures and the picture of the first layer go by. */
export const filtersName = "filters";

/** Figures and pictures of the first layer's filters and of every stage. */
export async function measure(run: MeasuredRun): Promise<Measured> {
  const { model, plan, weights, engine, dataset } = run;
  const count = Math.min(imageCount, dataset.test.labels.length);
  const images = {
    count,
    shape: model.input,
    labels: dataset.test.labels,
    classNames: dataset.classNames ?? [],
    range: (from: number, to: number) =>
      testImages(
        run,
        Array.from({ length: to - from }, (_, place) => from + place),
      ),
  };
  const fields = receptiveFields(plan);
  const measures: Record<string, number> = {};
  const pictures: Record<string, string> = {};
  const note = (stage: string, figures: Readonly<Record<string, number>>): void => {
    for (const [figure, value] of Object.entries(figures)) {
      if (Number.isFinite(value)) measures[measureName(stage, figure)] = value;
    }
  };
  const filters = firstFilters(model, weights);
  if (filters !== null) {
    note(filtersName, filterFigures(filters.filters, filters.shape));
    pictures[filtersName] = filterStrip(filters.filters, filters.shape);
  }
  const state = await engine.createState(weights);
  const inspector = new Inspector(model, { engine, state });
  try {
    const survey = await inspector.survey(count, images.range, examples);
    for (const [stage, strongest] of survey.strongest) {
      const field = fields.get(stage) ?? { kind: "image" };
      const of = (activations: readonly (readonly Activation[])[]): Promise<StageFeatures> =>
        stageFeatures({ inspector, stage, field, images, activations });
      note(stage, stageFigures(strongest, await of(strongest.activations)));
      const shown = shownMaps(strongest).map((map) =>
        (strongest.activations[map] ?? []).slice(0, examplesShown),
      );
      if (shown.length === 0) continue;
      pictures[stage] = smallPicture(featurePicture(await of(shown), ""));
    }
    return { measures, pictures };
  } finally {
    await inspector.dispose();
    await state.dispose();
  }
}

/** Maps from the strongest to the weakest in equal steps, so that not only the best ones are shown. */
function shownMaps({ strongestMaps }: StrongestActivations): number[] {
  const wanted = Math.min(mapsShown, strongestMaps.length);
  const step = wanted < 2 ? 0 : (strongestMaps.length - 1) / (wanted - 1);
  return Array.from({ length: wanted }, (_, place) => strongestMaps[Math.round(place * step)]!);
}

function stageFigures(
  { activations }: StrongestActivations,
  { maps, patchShape, shown }: StageFeatures,
): Readonly<Record<string, number>> {
  const strongest = activations.map(([best]) => best?.value ?? 0);
  const most = Math.max(...strongest);
  const [rows, columns, channels] = patchShape;
  const pixels = shown.map((map) =>
    mean(map.examples.map(({ projection }) => pixelsOf(projection, channels))),
  );
  return {
    maps,
    "dead maps": strongest.filter((value) => value === 0).length / maps,
    "weak maps": strongest.filter((value) => value > 0 && value < weakShare * most).length / maps,
    pixels: mean(pixels),
    "share of the field": mean(pixels) / (rows * columns),
    likeness: mean(
      shown.flatMap(({ examples: own }) => {
        const alike = likeness(own.map(({ projection }) => projection));
        return Number.isFinite(alike) ? [alike] : [];
      }),
    ),
  };
}

function filterFigures(
  filters: readonly Float32Array[],
  shape: readonly [number, number, number],
): Readonly<Record<string, number>> {
  const sizes = filters.map(largest);
  const most = Math.max(...sizes);
  const strong = filters.filter((_, map) => sizes[map]! >= weakShare * most);
  return {
    maps: filters.length,
    "weak maps": 1 - strong.length / filters.length,
    pixels: mean(strong.map((filter) => pixelsOf(filter, shape[2]))),
    smoothness: mean(strong.map((filter) => smoothness(filter, shape))),
  };
}

function largest(filter: Float32Array): number {
  return filter.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Filters as grey images: 0 is grey, and the largest number of each black or white; several channels are shown as their mean. */
function filterStrip(
  filters: readonly Float32Array[],
  [height, width, channels]: readonly [number, number, number],
): string {
  const pixels = new Float32Array(filters.length * height * width);
  filters.forEach((filter, map) => {
    const most = largest(filter);
    filter.forEach((value, at) => {
      pixels[map * height * width + Math.floor(at / channels)]! += value / channels / (most === 0 ? 1 : most);
    });
  });
  return encodeStrip(
    pixels.map((value) => 0.5 + value / 2),
    filters.length,
    height,
    width,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
