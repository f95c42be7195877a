/** How well each stage is rebuilt by the decoder, and what the picture owes to it. */
import { Inspector, type StageInspection } from "../../training/index.js";
import { encodeStrip, firstOfClasses, testImages } from "../images.js";
import { measureName } from "../statistics/figures.js";
import type { Measured, MeasuredRun } from "../study.js";
import { MapCorrelations } from "./matching.js";

/** Test images that are looked at, at most: the first ones. */
const imageCount = 1000;
const batch = 100;

/** Images in the pictures: the first of each class, so many of them. */
const columns = 8;

/** Figures of every stage, and reconstructions from it. */
export async function measure(run: MeasuredRun): Promise<Measured> {
  const { model, weights, engine, dataset } = run;
  const state = await engine.createState(weights);
  const inspector = new Inspector(model, { engine, state });
  try {
    const count = Math.min(imageCount, dataset.test.labels.length);
    const rebuilt = model.stages
      .slice(0, -1)
      .map((name) => new RebuiltFigures(name, inspector.shapeOf(name)));
    const pictured = model.stages.map((name) => new PictureFigures(name));
    for (let from = 0; from < count; from += batch) {
      const indices = Array.from({ length: Math.min(batch, count - from) }, (_, place) => from + place);
      const images = testImages(run, indices);
      // Everyone's neighbour, so that no image is left out.
      const others = testImages(
        run,
        indices.map((index) => (index + 1) % count),
      );
      (await inspector.rebuild(images)).forEach(({ what, decoded }, place) =>
        rebuilt[place]?.add(what, decoded),
      );
      // The whats of the others are decoded through the wheres of the images.
      const own = await inspector.inspect(images);
      const lent = await inspector.inspect(others, images);
      own.stages.forEach((stage, place) => pictured[place]?.add(images, stage, lent.stages[place]!));
    }
    const chosen = firstOfClasses(run, columns);
    const originals = testImages(run, chosen);
    const [height, width] = model.input;
    const strip = (pixels: Float32Array): string => encodeStrip(pixels, chosen.length, height, width);
    const { stages } = await inspector.inspect(originals);
    return {
      measures: Object.fromEntries([...pictured, ...rebuilt].flatMap((figures) => figures.entries())),
      pictures: {
        original: strip(originals),
        ...Object.fromEntries(stages.map(({ name, withWhere }) => [name, strip(withWhere)])),
      },
    };
  } finally {
    await inspector.dispose();
    await state.dispose();
  }
}

type Entry = readonly [name: string, value: number];

/** A stage's what beside the map that the decoder rebuilds of it. */
class RebuiltFigures {
  readonly #stage: string;
  readonly #correlations: MapCorrelations;
  #difference = 0;
  #squares = 0;
  #numbers = 0;

  constructor(stage: string, shape: readonly number[]) {
    this.#stage = stage;
    this.#correlations = new MapCorrelations(shape.at(-1) ?? 0);
  }

  add(what: Float32Array, decoded: Float32Array): void {
    this.#correlations.add(what, decoded);
    this.#numbers += what.length;
    what.forEach((m, at) => {
      this.#difference += (m - decoded[at]!) ** 2;
      this.#squares += m * m;
    });
  }

  entries(): Entry[] {
    const { own, best, inPlace, maps } = this.#correlations.matching();
    const figures: Entry[] = [
      ["size of what", Math.sqrt(this.#squares / this.#numbers)],
      ["error of what", Math.sqrt(this.#difference / this.#squares)],
      ["correlation", own],
      ["correlation, best order", best],
      ["maps in place", inPlace],
      ["maps", maps],
    ];
    return figures
      .filter(([, value]) => Number.isFinite(value))
      .map(([name, value]) => [measureName(this.#stage, name), value]);
  }
}

/** The picture that is decoded from a stage's what downward: squared error per pixel. */
class PictureFigures {
  readonly #stage: string;
  #pixels = 0;
  #own = 0;
  #others = 0;
  #withoutWhere = 0;

  constructor(stage: string) {
    this.#stage = stage;
  }

  add(images: Float32Array, own: StageInspection, lent: StageInspection): void {
    this.#pixels += images.length;
    this.#own += squares(own.withWhere, images);
    this.#withoutWhere += squares(own.withoutWhere, images);
    this.#others += squares(lent.withOtherWhere ?? lent.withWhere, images);
  }

  entries(): Entry[] {
    return [
      [measureName(this.#stage, "picture error"), this.#own / this.#pixels],
      [measureName(this.#stage, "picture error, what of another image"), this.#others / this.#pixels],
      [measureName(this.#stage, "picture error, without where"), this.#withoutWhere / this.#pixels],
    ];
  }
}

function squares(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0);
}
