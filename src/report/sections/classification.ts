/** How well classes are told apart: the confusion matrix and the surest mistakes. */
import { asPixels } from "../../training/index.js";
import { confusionMatrix } from "../charts/confusionMatrix.js";
import { count, percent } from "../format.js";
import { imageAt, type ShownImages } from "../material/images.js";
import type { Classification } from "../material/runMaterial.js";
import { html } from "../page/html.js";
import type { Section } from "../page/page.js";
import { pictureElement } from "../pictures/element.js";
import { sheet } from "../pictures/sheet.js";

export async function classificationSection(
  { confusion, count: total, wrongCount }: Classification,
  { classNames }: ShownImages,
): Promise<Section> {
  const classes = Math.round(Math.sqrt(confusion.length));
  const names = Array.from({ length: classes }, (_, place) => classNames[place] ?? String(place));
  return {
    id: "confusion",
    title: "Confusion",
    content: html`<p class="note">
        ${count(total - wrongCount)} of ${count(total)} test images are told right. A row is what the images
        are, a column what the model says; blue is right, magenta wrong, and the fuller a cell, the larger its
        share of the row (by its square root).
      </p>
      ${await confusionMatrix(confusion, names)}`,
  };
}

/** Null where nothing is wrong. */
export function mistakesSection(
  { mostWrong, wrongCount }: Classification,
  images: ShownImages,
): Section | null {
  if (mostWrong.length === 0) return null;
  const name = (label: number): string => images.classNames[label] ?? String(label);
  const tiles = mostWrong.map(({ index, label, said, sureOfSaid }) => {
    const image = imageAt(images, index);
    const picture = sheet({ shape: images.shape, tiles: [asPixels(image)(image)], columns: 1 });
    const alt = `Test image ${index}, ${name(label)}, taken for ${name(said)}`;
    return html`<figure>
      ${pictureElement(picture, { alt, scale: 3 })}
      <figcaption>
        <b>${name(label)}</b>, said <b>${name(said)}</b><br />${percent(sureOfSaid)} sure<br />test:${index}
      </figcaption>
    </figure>`;
  });
  return {
    id: "mistakes",
    title: "Most wrong",
    content: html`<p class="note">
        The ${count(mostWrong.length)} of ${count(wrongCount)} wrong test images whose own class the model
        found least likely.
        <code>swwae inspect RUN test:${mostWrong[0]?.index ?? 0}</code> looks into the first.
      </p>
      <div class="tiles wrong">${tiles}</div>`,
  };
}
