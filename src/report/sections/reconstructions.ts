/** Reconstructions from every stage's what alone, with its where and without (the paper's Fig. 2). */
import { asPixels } from "../../training/index.js";
import { significant } from "../format.js";
import type { ShownImages } from "../material/images.js";
import type { RunMaterial } from "../material/runMaterial.js";
import { html, type Html } from "../page/html.js";
import type { Section } from "../page/page.js";
import { pictureElement } from "../pictures/element.js";
import { eachImage, sheet } from "../pictures/sheet.js";
import { shrink, shrunkShape } from "../pictures/shrink.js";

export function reconstructionsSection({ columns }: RunMaterial, { shape }: ShownImages): Section {
  const { images, inspection } = columns;
  const size = shape[0] * shape[1] * shape[2];
  const shown = asPixels(images);
  const strip = (pixels: Float32Array, name: string, detail: string): Html => {
    const tiles = eachImage(shown(pixels), size).map((image) => shrink(image, shape));
    const picture = sheet({ shape: shrunkShape(shape), tiles, columns: tiles.length });
    const scale = Math.max(1, Math.min(3, Math.round(760 / picture.width)));
    return html`<div class="caption">${name}<small>${detail}</small></div>
      <div>${pictureElement(picture, { alt: `${name}: ${detail}`, scale })}</div>`;
  };
  const error = (pixels: Float32Array): string =>
    `error ${significant(pixels.reduce((sum, value, at) => sum + (value - images[at]!) ** 2, 0) / pixels.length)}`;
  const { stages } = inspection;
  const keepsWhere = stages.some(({ where }) => where !== null);
  return {
    id: "reconstructions",
    title: "Reconstructions",
    content: html`<p class="note">
        What the decoder makes of one stage's what alone, from that stage downward: with the wheres that the
        encoder found, and with every what split evenly among the cells of its region. The difference is what
        the wheres know. Errors are squared, per pixel, of these images.
      </p>
      ${keepsWhere ? null : html`<p class="note">This model keeps no where, so both rows are the same.</p>`}
      <div class="strips">
        ${strip(images, "originals", "test images")}
        ${stages
          .toReversed()
          .map(({ name, withWhere, withoutWhere }) => [
            strip(withWhere, `from ${name}, with where`, error(withWhere)),
            keepsWhere ? strip(withoutWhere, `from ${name}, without`, error(withoutWhere)) : null,
          ])
          .flat()}
      </div>`,
  };
}
