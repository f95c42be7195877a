/** The filters of the first convolution. */
import type { ModelPlan } from "../../compiler/index.js";
import type { TensorValue } from "../../runtime/index.js";
import { html } from "../page/html.js";
import type { Section } from "../page/page.js";
import { pictureElement } from "../pictures/element.js";
import { aroundGrey, finer, sheet } from "../pictures/sheet.js";

const mostFilters = 128;

/** Null where the model begins with another layer. */
export function filtersSection(
  { stages, input }: ModelPlan,
  weights: ReadonlyMap<string, TensorValue>,
): Section | null {
  const first = stages[0]?.layers.find(({ kind }) => kind === "conv" || kind === "dense");
  if (first?.kind !== "conv") return null;
  const kernel = weights.get([...first.parameters, "kernel"].join("."));
  if (kernel === undefined) return null;
  const [height = 0, width = 0, channels = 0, filters = 0] = kernel.shape;
  const shown = Math.min(filters, mostFilters);
  const isColour = channels === 3;
  const tiles = Array.from({ length: shown }, (_, filter) => {
    const taps = Float32Array.from(
      { length: height * width * channels },
      (_, tap) => kernel.data[tap * filters + filter]!,
    );
    return aroundGrey(isColour || channels === 1 ? taps : taps.filter((_, at) => at % channels === 0));
  });
  const shape = [height, width, isColour ? 3 : 1] as const;
  const picture = sheet({ shape, tiles, columns: Math.min(16, shown), scale: finer(shape), gap: 2 });
  const scale = Math.max(1, Math.round(640 / picture.width));
  const channelNote =
    isColour || channels === 1 ? "" : ` Of the ${channels} channels of the image, the first is shown.`;
  return {
    id: "filters",
    title: "First filters",
    content: html`<p class="note">
        The ${shown < filters ? `first ${shown} of ${filters}` : filters} filters of ${height}×${width} that
        see the ${input.height}×${input.width} image itself. Each is scaled by itself: grey is
        0.${channelNote}
      </p>
      ${pictureElement(picture, { alt: "Filters of the first convolution", scale })}`,
  };
}
