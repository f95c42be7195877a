/** The maps of what and where that one image leaves in every stage. */
import type { Inspection } from "../../training/index.js";
import { html, type Html } from "../page/html.js";
import type { Section } from "../page/page.js";
import { pictureElement } from "../pictures/element.js";
import { columnsOf, finer, sheet } from "../pictures/sheet.js";
import { mapTiles, whereKey } from "../pictures/whatWhere.js";

/** The most maps of a stage that are shown, and how many numbers they may hold before fewer of large ones are. */
const mostMaps = 64;
const mostNumbers = 50_000;

export interface WhatAndWhereOptions {
  readonly inspection: Inspection;
  /** Which of the inspected images. */
  readonly image: number;
  /** Names the image. */
  readonly title: string;
  /** The image itself, as an element. */
  readonly picture: Html;
}

export function whatAndWhereSection(options: WhatAndWhereOptions): Section {
  return {
    id: "what-and-where",
    title: "What and where",
    content: html`<p class="note">
        The maps of every stage for one image, ${options.title}. A what is the brighter the larger it is,
        measured by the largest of its map. In colour, the hue says where in its pooling region each what was
        found.
      </p>
      <div class="row">${options.picture} ${hasWhere(options.inspection) ? keyFigure() : null}</div>
      ${stagePictures(options)}`,
  };
}

/** The maps of what and where of every stage, bottom first. */
export function stagePictures({
  inspection,
  image,
}: Pick<WhatAndWhereOptions, "inspection" | "image">): readonly Html[] {
  return inspection.stages.map((stage) => {
    const [height = 1, width = 1] = stage.shape;
    const most = Math.min(mostMaps, Math.max(16, Math.floor(mostNumbers / (height * width))));
    const { shape, what, where } = mapTiles(stage, image, stage.shape.length === 3 ? most : 1);
    const columns = columnsOf(what.length);
    const maps = stage.shape.at(-1) ?? 0;
    const isMap = stage.shape.length === 3;
    const size = isMap ? `${maps} maps of ${shape.join("×")}` : `${maps} features`;
    const draw = (tiles: readonly Float32Array[], channels: 1 | 3, kind: string): Html => {
      const picture = sheet({ shape: [...shape, channels], tiles, columns, scale: finer(shape), gap: 2 });
      const scale = Math.max(1, Math.round(400 / picture.width));
      return html`<figure>
        <figcaption>${kind}</figcaption>
        ${pictureElement(picture, { alt: `${kind} of ${stage.name}`, scale, class: "plate" })}
      </figure>`;
    };
    return html`<h3>
        ${stage.name}
        <small class="lead">${size}${isMap && maps > most ? `, the first ${most}` : ""}</small>
      </h3>
      <div class="stagePictures">
        ${draw(what, 1, "what")}
        ${where === null ? html`<p class="note">This stage keeps no where.</p>` : draw(where, 3, "what and where")}
      </div>`;
  });
}

function hasWhere({ stages }: Inspection): boolean {
  return stages.some(({ where }) => where !== null);
}

/** The key to the colours. */
function keyFigure(): Html {
  const side = 15;
  const picture = sheet({ shape: [side, side, 3], tiles: [whereKey(side)], columns: 1 });
  return html`<figure class="row">
    ${pictureElement(picture, { alt: "Colours of the places in a pooling region", scale: 4 })}
    <figcaption>
      <small>where in its region:<br />the corner of the same colour</small>
    </figcaption>
  </figure>`;
}
