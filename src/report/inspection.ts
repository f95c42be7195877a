/** One image looked into: as a page, and as a picture. */
import { encode } from "fast-png";
import type { Inspection, ImageShape } from "../training/index.js";
import { asPixels } from "../training/index.js";
import { percent, significant } from "./format.js";
import { probabilities } from "./material/runMaterial.js";
import { html, type Html } from "./page/html.js";
import { page, type Section } from "./page/page.js";
import { compose } from "./pictures/compose.js";
import { pictureElement } from "./pictures/element.js";
import { columnsOf, finer, sheet } from "./pictures/sheet.js";
import { mapTiles } from "./pictures/whatWhere.js";
import { whatAndWhereSection } from "./sections/whatAndWhere.js";

export interface InspectedImage {
  readonly title: string;
  /** Its class; null where it is not known. */
  readonly label: number | null;
  /** [height, width, channels], as the network is shown it. */
  readonly pixels: Float32Array;
}

export interface InspectionReport {
  /** What the run is called. */
  readonly run: string;
  readonly model: string;
  readonly image: InspectedImage;
  /** The image whose where was lent; null for none. */
  readonly lender: InspectedImage | null;
  readonly shape: ImageShape;
  readonly classNames: readonly string[];
  /** Of this one image. */
  readonly inspection: Inspection;
  readonly version: string;
}

/** What the model thinks the image is: classes with their probabilities, likeliest first; null without a classifier. */
export function likeliest(
  { logits }: Inspection,
  classNames: readonly string[],
): readonly { readonly name: string; readonly probability: number }[] | null {
  if (logits === null) return null;
  return probabilities(logits)
    .map((probability, label) => ({ name: classNames[label] ?? String(label), probability }))
    .toSorted((a, b) => b.probability - a.probability);
}

/** The squared difference of a reconstruction from the image, per pixel. */
export function reconstructionError(reconstruction: Float32Array, image: Float32Array): number {
  return reconstruction.reduce((sum, value, at) => sum + (value - image[at]!) ** 2, 0) / image.length;
}

/** The text of the page. */
export function inspectionPage(report: InspectionReport): string {
  const { image, inspection, model, run, classNames } = report;
  const guesses = likeliest(inspection, classNames);
  const label = image.label === null ? "" : ` · it is ${classNames[image.label] ?? image.label}`;
  return page({
    title: `${image.title} · ${model}`,
    head: html`<h1>${image.title}</h1>
      <p class="lead">${model}, ${run}${label}</p>
      ${guesses === null ? null : guessTable(guesses)}`,
    sections: [
      reconstructions(report),
      whatAndWhereSection({ inspection, image: 0, title: image.title, picture: drawn(report, image, 96) }),
    ],
    foot: html`Written by swwae ${report.version}.`,
  });
}

function guessTable(guesses: NonNullable<ReturnType<typeof likeliest>>): Html {
  return html`<dl class="figures">
    ${guesses.slice(0, 4).map(
      ({ name, probability }) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${probability < 0.001 ? "< 0.1 %" : percent(probability)}</dd>
        </div>`,
    )}
  </dl>`;
}

function reconstructions(report: InspectionReport): Section {
  const { inspection, image, lender } = report;
  const rows = inspection.stages.toReversed().map(({ name, withWhere, withoutWhere, withOtherWhere }) => {
    const cell = (pixels: Float32Array, what: string): Html =>
      html`<figure>
        ${drawn(report, { ...image, pixels, title: `${name} ${what}` }, 140)}
        <figcaption>${what}<br />error ${significant(reconstructionError(pixels, image.pixels))}</figcaption>
      </figure>`;
    return html`<h3>from ${name}</h3>
      <div class="row inspected">
        ${cell(withWhere, "its own where")} ${cell(withoutWhere, "without where")}
        ${withOtherWhere === null ? null : cell(withOtherWhere, `the where of ${lender?.title ?? ""}`)}
      </div>`;
  });
  const lent =
    lender === null
      ? null
      : html`The third is made of the what of ${image.title} and the where of ${lender.title}: what to paint
        from one, where to paint it from the other.`;
  return {
    id: "reconstructions",
    title: "Reconstructions",
    content: html`<p class="note">
        What the decoder makes of one stage's what alone, from that stage downward. ${lent} Errors are
        squared, per pixel, against ${image.title}.
      </p>
      <div class="row inspected">
        <figure>
          ${drawn(report, image, 140)}
          <figcaption>${image.title}</figcaption>
        </figure>
        ${
          lender === null
            ? null
            : html`<figure>
                ${drawn(report, lender, 140)}
                <figcaption>${lender.title}, which lends its where</figcaption>
              </figure>`
        }
      </div>
      ${rows}`,
  };
}

/** @param size about how many CSS pixels the image is wide. */
function drawn({ shape, image }: InspectionReport, { pixels, title }: InspectedImage, size: number): Html {
  const shown = asPixels(image.pixels)(pixels);
  const picture = sheet({ shape, tiles: [shown], columns: 1 });
  return pictureElement(picture, { alt: title, scale: Math.max(1, Math.round(size / shape[1])) });
}

/** The same as a PNG file: a row for each stage. */
export function inspectionPicture(report: InspectionReport): Uint8Array {
  const { shape, image, lender, inspection } = report;
  const shown = asPixels(image.pixels);
  const scale = Math.max(1, Math.round(140 / shape[1]));
  const draw = (pixels: Float32Array) => sheet({ shape, tiles: [shown(pixels)], columns: 1, scale });
  const originals = [
    { caption: image.title, picture: draw(image.pixels) },
    ...(lender === null ? [] : [{ caption: `where from ${lender.title}`, picture: draw(lender.pixels) }]),
  ];
  const stages = inspection.stages.map((stage) => {
    const { shape: mapShape, what, where } = mapTiles(stage, 0, 64);
    const columns = columnsOf(what.length);
    const maps = (tiles: readonly Float32Array[], channels: 1 | 3) => {
      const fine = Math.max(finer(mapShape), Math.round(260 / (columns * mapShape[1])), 1);
      return sheet({ shape: [...mapShape, channels], tiles, columns, scale: fine, gap: 2 });
    };
    const { withWhere, withoutWhere, withOtherWhere } = stage;
    return {
      title: stage.name,
      parts: [
        { caption: "what", picture: maps(what, 1) },
        ...(where === null ? [] : [{ caption: "what and where", picture: maps(where, 3) }]),
        { caption: "from here", picture: draw(withWhere) },
        { caption: "without where", picture: draw(withoutWhere) },
        ...(withOtherWhere === null
          ? []
          : [{ caption: `where of ${lender?.title ?? ""}`, picture: draw(withOtherWhere) }]),
      ],
    };
  });
  const { width, height, data } = compose([{ title: report.model, parts: originals }, ...stages]);
  return encode({ width, height, data, channels: 3, depth: 8 });
}
