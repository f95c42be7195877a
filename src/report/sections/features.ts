/** Feature visualisation: what excites the maps of every stage most (Zeiler and Fergus 2014). */
import { asPixels } from "../../training/index.js";
import type { StageFeatures } from "../material/features.js";
import { count, significant } from "../format.js";
import { html, type Html } from "../page/html.js";
import type { Section } from "../page/page.js";
import { pictureElement } from "../pictures/element.js";
import { aroundGrey, finer, sheet } from "../pictures/sheet.js";
import { shrink, shrunkShape } from "../pictures/shrink.js";

/** @param looked how many images were looked at. */
export function featuresSection(features: readonly StageFeatures[], looked: number): Section | null {
  const shown = features.filter(({ shown }) => shown.length > 0);
  if (shown.length === 0) return null;
  return {
    id: "features",
    title: "What the maps answer to",
    content: html`<p class="note">
        The strongest activations of a map among ${count(looked)} test images, each from another image: on the
        right the pixels that it sees, on the left what of them it answers to, projected back through the
        encoder (switches, ReLU and transposed filters; grey is 0). Of every stage, the maps that are excited
        most.
      </p>
      ${shown.map(
        (stage) =>
          html`<h3>
              ${stage.stage}
              <small class="lead"
                >${stage.shown.length} of ${stage.maps} maps, each sees
                ${stage.patchShape[0]}×${stage.patchShape[1]} pixels</small
              >
            </h3>
            <div class="tiles maps">${mapFigures(stage)}</div>`,
      )}`,
  };
}

function mapFigures({ stage, patchShape, shown }: StageFeatures): readonly Html[] {
  const shape = shrunkShape(patchShape);
  const draw = (images: readonly Float32Array[], alt: string, plate: { class?: string } = {}): Html => {
    const tiles = images.map((image) => shrink(image, patchShape));
    return pictureElement(sheet({ shape, tiles, columns: 3, scale: finer(shape), gap: 2 }), {
      alt,
      scale: 2,
      ...plate,
    });
  };
  return shown.map(({ map, examples }) => {
    const patches = examples.map(({ patch }) => asPixels(patch)(patch));
    const projections = examples.map(({ projection }) => aroundGrey(projection, 0.995));
    return html`<figure>
      <div class="pair">
        ${draw(projections, `Projections of map ${map} of ${stage}`)}
        ${draw(patches, `Patches that excite map ${map} of ${stage}`, { class: "plate" })}
      </div>
      <figcaption>
        <b>map ${map}</b> · activations ${significant(examples.at(-1)?.value ?? 0)} to
        ${significant(examples[0]?.value ?? 0)}
      </figcaption>
    </figure>`;
  });
}
